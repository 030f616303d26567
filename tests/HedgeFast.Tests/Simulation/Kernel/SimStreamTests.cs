using System.Net.Sockets;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>Streams of the simulated network: connect, order, ends, resets, and each fault.</summary>
public sealed class SimStreamTests
{
    private const long Second = NetworkRig.Second;

    private readonly NetworkRig _rig = new();

    [Fact]
    public void A_connect_is_accepted_and_bytes_flow_both_ways()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        Assert.Equal(5, NetworkRig.Send(client, "hello"));
        NetworkRig.Send(server, "you");
        Assert.Equal("", NetworkRig.Read(server));
        _rig.Net.Deliver();
        Assert.Equal(5, server.Available);
        Assert.True(server.IsReadable);
        Assert.Equal("hello", NetworkRig.Read(server));
        Assert.Equal("you", NetworkRig.Read(client));
        Assert.Equal(NetworkRig.Port, client.Remote!.Port);
        Assert.Equal(_rig.Net.AddressOf("desk"), server.Remote!.Address);
        Assert.Equal(client.Local, server.Remote);
    }

    [Theory]
    [InlineData("venue", 1, "ConnectionRefused")]
    [InlineData("nowhere", 9000, "the name can't be resolved")]
    [InlineData("192.0.2.1", 9000, "TimedOut")]
    public void A_connect_without_a_listener_fails_in_words(string host, int port, string expected)
    {
        StreamSocket client = _rig.Desk.Connect(host, port);
        _rig.Run(130 * Second);
        Assert.Equal(ConnectState.Failed, client.Connecting(out string? error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_port_in_use_is_refused_and_free_again_after_the_process()
    {
        Assert.Equal(
            SocketError.AddressAlreadyInUse,
            Assert.Throws<SocketException>(() => _rig.Venue.Listen("venue", NetworkRig.Port)).SocketErrorCode);
        Assert.Equal(
            SocketError.AddressNotAvailable,
            Assert.Throws<SocketException>(() => _rig.Venue.Listen("desk", 1)).SocketErrorCode);
        _rig.Net.Die("venue");
        using ListeningSocket next = _rig.Net.Of("venue", new ProcessGate()).Listen("venue", NetworkRig.Port);
        Assert.Equal(NetworkRig.Port, next.Port);
    }

    [Fact]
    public void Latency_is_that_of_one_way()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        _rig.Net.Faults.LatencyNanos = 1000;
        long sent = _rig.Timeline.Now;
        NetworkRig.Send(client, "a");
        Assert.Equal(sent + 1000, _rig.Net.NextNanos);
        _rig.Run(999);
        Assert.Equal("", NetworkRig.Read(server));
        _rig.Run(1);
        Assert.Equal("a", NetworkRig.Read(server));
        Assert.Equal(long.MaxValue, NextBut(_rig.Net, client));
    }

    [Fact]
    public void An_end_follows_the_bytes_and_the_other_direction_stays_open()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        NetworkRig.Send(client, "last");
        client.EndSending();
        _rig.Run(1);
        Assert.Equal("last[end]", NetworkRig.Read(server));
        NetworkRig.Send(server, "still");
        _rig.Run(1);
        Assert.Equal("still", NetworkRig.Read(client));
        client.Send("x"u8, out SocketError error);
        Assert.Equal(SocketError.Shutdown, error);
    }

    [Fact]
    public void A_close_with_unread_bytes_resets_the_other_side()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        NetworkRig.Send(server, "unread");
        _rig.Run(1);
        NetworkRig.Send(client, "said");
        client.Dispose();
        _rig.Run(1);
        Assert.Equal("said[ConnectionReset]", NetworkRig.Read(server));
    }

    [Fact]
    public void A_break_on_close_resets_and_a_plain_close_ends()
    {
        (StreamSocket broken, StreamSocket other) = _rig.Connect();
        broken.BreakOnClose();
        broken.Dispose();
        _rig.Run(1);
        Assert.Equal("[ConnectionReset]", NetworkRig.Read(other));

        (StreamSocket closed, StreamSocket peer) = _rig.Connect();
        closed.Dispose();
        _rig.Run(1);
        Assert.Equal("[end]", NetworkRig.Read(peer));
        NetworkRig.Send(peer, "too late");
        _rig.Run(1);
        Assert.Equal("[ConnectionReset]", NetworkRig.Read(peer));
    }

    [Fact]
    public void A_killed_process_leaves_its_bytes_under_way_and_an_end()
    {
        _rig.Net.Faults.LatencyNanos = 100;
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        NetworkRig.Send(client, "sent");
        _rig.DeskGate.IsDead = true;
        Assert.Throws<ProcessKilledException>(() => client.Send("more"u8, out _));
        Assert.Throws<ProcessKilledException>(client.Dispose);
        _rig.Net.Die("desk");
        client.Dispose();
        _rig.Run(100);
        Assert.Equal("sent[end]", NetworkRig.Read(server));
    }

    [Fact]
    public void A_killed_server_resets_those_who_were_not_accepted()
    {
        StreamSocket client = _rig.Desk.Connect("venue", NetworkRig.Port);
        _rig.Run(1);
        _rig.Net.Die("venue");
        _rig.Run(1);
        Assert.Equal("[ConnectionReset]", NetworkRig.Read(client));
        StreamSocket next = _rig.Desk.Connect("venue", NetworkRig.Port);
        _rig.Run(1);
        Assert.Equal(ConnectState.Failed, next.Connecting(out _));
    }

    [Fact]
    public void A_host_without_power_says_nothing_until_it_runs_again()
    {
        (StreamSocket client, _) = _rig.Connect();
        _rig.Net.LosePower("venue");
        NetworkRig.Send(client, "hello?");
        _rig.Run(Second);
        Assert.Equal("", NetworkRig.Read(client));
        _rig.Net.Of("venue", new ProcessGate());
        NetworkRig.Send(client, "hello?");
        _rig.Run(Second);
        Assert.Equal("[ConnectionReset]", NetworkRig.Read(client));
    }

    [Fact]
    public void A_split_read_returns_a_part_and_loses_nothing()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        NetworkRig.Send(client, "a longer message");
        _rig.Net.Faults.SplitsReads = 3;
        _rig.Run(1);
        Assert.InRange(server.Receive(new byte[100], out _), 1, 3);
        Assert.EndsWith("message", NetworkRig.Read(server));
        Assert.True(_rig.Net.Tally[MachineFault.SplitRead] > 0);
    }

    [Fact]
    public void A_slow_reader_takes_a_part_then_nothing_then_more()
    {
        _rig.Net.Faults.SendLimitBytes = 6;
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        Assert.Equal(4, NetworkRig.Send(client, "1234"));
        Assert.Equal(2, NetworkRig.Send(client, "56789"));
        client.Send("7"u8, out SocketError error);
        Assert.Equal(SocketError.WouldBlock, error);
        _rig.Run(1);
        Assert.Equal("123456", NetworkRig.Read(server));
        Assert.Equal(1, NetworkRig.Send(client, "7"));
        _rig.Net.Faults.BlocksSends = true;
        client.Send("8"u8, out error);
        Assert.Equal(SocketError.WouldBlock, error);
    }

    [Fact]
    public void A_narrow_line_passes_bytes_in_pieces()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        _rig.Net.Faults.BytesPerSecond = 100;
        NetworkRig.Send(client, "abc");
        _rig.Run(10_000_000);
        Assert.Equal("a", NetworkRig.Read(server));
        _rig.Run(10_000_000);
        Assert.Equal("b", NetworkRig.Read(server));
        _rig.Run(10_000_000);
        Assert.Equal("c", NetworkRig.Read(server));
    }

    [Fact]
    public void Corruption_flips_bits_and_keeps_the_length()
    {
        _rig.Net.Faults.CorruptsOneIn = 20;
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        string sent = new('x', 2000);
        NetworkRig.Send(client, sent);
        _rig.Run(1);
        byte[] got = new byte[3000];
        int count = server.Receive(got, out _);
        Assert.Equal(2000, count);
        int wrong = got.AsSpan(0, count).ToArray().Count(b => b != 'x');
        Assert.InRange(wrong, 50, 170);
        Assert.Equal(_rig.Net.Tally[MachineFault.CorruptedByte], wrong);
    }

    [Fact]
    public void A_cut_ends_the_stream_inside_or_behind_a_message()
    {
        int cutInside = 0, resets = 0;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var rig = new NetworkRig(seed);
            (StreamSocket client, StreamSocket server) = rig.Connect();
            rig.Net.Faults.CutsOneIn = 1;
            NetworkRig.Send(client, "message");
            rig.Run(1);
            string got = NetworkRig.Read(server), told = NetworkRig.Read(client);
            Assert.Contains(told, new[] { "[end]", "[ConnectionReset]" });
            Assert.EndsWith(told, got);
            Assert.StartsWith(got[..got.IndexOf('[')], "message");
            cutInside += got.IndexOf('[') is > 0 and < 7 ? 1 : 0;
            resets += told == "[ConnectionReset]" ? 1 : 0;
        }

        Assert.InRange(cutInside, 20, 60);
        Assert.InRange(resets, 15, 45);
    }

    [Theory]
    [InlineData(true, "[ConnectionReset]")]
    [InlineData(false, "lost?[end]")]
    public void All_streams_can_be_cut_at_once(bool reset, string expected)
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        NetworkRig.Send(client, "lost?");
        _rig.Net.CutAll(reset);
        _rig.Run(1);
        Assert.Equal(expected, NetworkRig.Read(server));
        Assert.Equal(reset ? "[ConnectionReset]" : "[end]", NetworkRig.Read(client));
        server.Send("x"u8, out _);
        _rig.Run(1);
        Assert.Equal("[ConnectionReset]", NetworkRig.Read(server));
    }

    [Fact]
    public void Half_open_lets_nothing_through_and_tells_neither_side_until_it_ends()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        _rig.Net.Faults.IsHalfOpen = true;
        NetworkRig.Send(client, "one ");
        NetworkRig.Send(server, "two");
        _rig.Run(10 * Second);
        NetworkRig.Send(client, "three");
        _rig.Run(10 * Second);
        Assert.Equal("", NetworkRig.Read(server));
        Assert.Equal("", NetworkRig.Read(client));
        _rig.Net.Faults.IsHalfOpen = false;
        Assert.Equal(_rig.Timeline.Now, _rig.Net.NextNanos);
        _rig.Run(1);
        Assert.Equal("one three", NetworkRig.Read(server));
        Assert.Equal("two", NetworkRig.Read(client));
    }

    [Fact]
    public void Bytes_that_stay_unacknowledged_too_long_end_the_stream_of_their_sender()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect(unacknowledgedNanosMax: 5 * Second);
        _rig.Net.Faults.IsHalfOpen = true;
        NetworkRig.Send(client, "anyone?");
        _rig.Run(4 * Second);
        Assert.Equal("", NetworkRig.Read(client));
        _rig.Run(2 * Second);
        Assert.Equal("[TimedOut]", NetworkRig.Read(client));
        _rig.Net.Faults.IsHalfOpen = false;
        _rig.Run(1);
        Assert.Equal("", NetworkRig.Read(server));
    }

    [Fact]
    public void Connects_are_refused_swallowed_or_nameless_on_request()
    {
        _rig.Net.Faults = new NetworkFaults { RefusesConnects = true };
        StreamSocket refused = _rig.Desk.Connect("venue", NetworkRig.Port);
        _rig.Net.Faults = new NetworkFaults { FailsLookups = true };
        StreamSocket nameless = _rig.Desk.Connect("venue", NetworkRig.Port);
        nameless.Connecting(out string? error);
        Assert.Equal("the name can't be resolved", error);
        _rig.Net.Faults = new NetworkFaults { BlackHolesConnects = true };
        StreamSocket lost = _rig.Desk.Connect("venue", NetworkRig.Port);
        _rig.Net.Faults = new NetworkFaults { RefusesConnects = true };
        _rig.Run(100 * Second);
        refused.Connecting(out error);
        Assert.Equal("ConnectionRefused", error);
        Assert.Equal(ConnectState.Pending, lost.Connecting(out _));
        _rig.Run(30 * Second);
        lost.Connecting(out error);
        Assert.Equal("TimedOut", error);
    }

    [Fact]
    public void A_port_may_have_faults_of_its_own()
    {
        (StreamSocket client, StreamSocket server) = _rig.Connect();
        _rig.Net.Faults.IsHalfOpen = true;
        _rig.Net.SetFaults(NetworkRig.Port, new NetworkFaults());
        NetworkRig.Send(client, "through");
        _rig.Run(1);
        Assert.Equal("through", NetworkRig.Read(server));
        _rig.Net.SetFaults(NetworkRig.Port, null);
        NetworkRig.Send(client, "held");
        _rig.Run(1);
        Assert.Equal("", NetworkRig.Read(server));
    }

    [Fact]
    public void The_taps_see_what_was_handed_over_and_what_arrived()
    {
        var seen = new List<string>();
        _rig.Net.Sent = (link, fromClient, bytes) => seen.Add($"{link.ClientHost} {fromClient} sent {bytes.Length}");
        _rig.Net.Arrived = (link, fromClient, bytes) => seen.Add($"{link.ServerHost} {fromClient} got {bytes.Length}");
        (StreamSocket client, _) = _rig.Connect();
        NetworkRig.Send(client, "abc");
        NetworkRig.Send(client, "de");
        _rig.Run(1);
        Assert.Equal(["desk True sent 3", "desk True sent 2", "venue True got 3", "venue True got 2"], seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_is_sent_arrives_in_order_and_once(ulong seed)
    {
        var draw = new Draw(seed);
        var rig = new NetworkRig(seed);
        (StreamSocket client, StreamSocket server) = rig.Connect();
        var sent = new List<byte>();
        var got = new List<byte>();
        byte[] buffer = new byte[64];
        for (int i = 0; i < 3000; i++)
        {
            rig.Net.Faults.LatencyNanos = draw.Between(0, 1000);
            rig.Net.Faults.JitterNanos = draw.Between(0, 1000);
            rig.Net.Faults.SplitsReads = draw.Below(20);
            rig.Net.Faults.SendLimitBytes = draw.Chance(0.2) ? 1 + draw.Below(100) : 0;
            rig.Net.Faults.BytesPerSecond = draw.Chance(0.1) ? 100_000_000 : 0;
            rig.Net.Faults.IsHalfOpen = draw.Chance(0.05);
            byte[] bytes = new byte[draw.Below(50)];
            for (int b = 0; b < bytes.Length; b++)
                bytes[b] = (byte)draw.Next();
            sent.AddRange(bytes.AsSpan(0, client.Send(bytes, out _)));
            rig.Run(draw.Between(0, 800));
            if (draw.Chance(0.7))
                got.AddRange(buffer.AsSpan(0, server.Receive(buffer.AsSpan(0, 1 + draw.Below(64)), out _)));
        }

        rig.Net.Faults = new NetworkFaults();
        rig.Run(Second);
        while (server.Receive(buffer, out _) is > 0 and int more)
            got.AddRange(buffer.AsSpan(0, more));
        Assert.True(sent.Count > 10_000, $"{sent.Count} bytes sent");
        Assert.Equal(sent, got);
    }

    // A connect leaves its time limit behind, which comes to nothing.
    private static long NextBut(SimNetwork net, StreamSocket client)
    {
        Assert.Equal(ConnectState.Connected, client.Connecting(out _));
        return net.NextNanos > 100 * Second ? long.MaxValue : net.NextNanos;
    }
}
