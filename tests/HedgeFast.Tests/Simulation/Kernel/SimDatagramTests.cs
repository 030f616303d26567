using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>Datagrams of the simulated network: addresses, groups, and each fault.</summary>
public sealed class SimDatagramTests
{
    private static readonly IPAddress Group = IPAddress.Parse("239.1.1.1");

    private readonly NetworkRig _rig = new();

    [Fact]
    public void A_datagram_arrives_whole_with_its_sender()
    {
        using DatagramReader reader = Reader();
        using DatagramWriter writer = Writer();
        Assert.Equal(SocketError.Success, writer.Send("first"u8));
        Assert.Equal(SocketError.Success, writer.Send("second"u8));
        _rig.Run(1);
        Assert.True(reader.TryReceive(out ReadOnlySpan<byte> got, out _));
        Assert.Equal("first"u8, got);
        FeedSender sender = FeedSender.Of(reader.Sender);
        Assert.Equal(FeedSender.Of(_rig.Net.AddressOf("venue"), sender.Port), sender);
        Assert.True(reader.TryReceive(out got, out _));
        Assert.Equal("second"u8, got);
        Assert.False(reader.TryReceive(out _, out SocketError error));
        Assert.Equal(SocketError.WouldBlock, error);
    }

    [Fact]
    public void A_group_reaches_all_who_joined_and_only_from_named_sources()
    {
        IPAddress venue = _rig.Net.AddressOf("venue");
        Network other = _rig.Net.Of("other", new ProcessGate());
        using DatagramReader all = _rig.Desk.ReadDatagrams(new(_rig.Net.AddressOf("desk"), 5000, Group, []));
        using DatagramReader named = other.ReadDatagrams(new(_rig.Net.AddressOf("other"), 5000, Group, [venue]));
        using DatagramReader foreign = other.ReadDatagrams(
            new(_rig.Net.AddressOf("other"), 5000, Group, [IPAddress.Parse("10.9.9.9")]));
        using DatagramWriter writer = _rig.Venue.WriteDatagrams(new(venue, 5000, Group, []));
        writer.Send("tick"u8);
        _rig.Run(1);
        Assert.True(all.TryReceive(out _, out _));
        Assert.True(named.TryReceive(out ReadOnlySpan<byte> got, out _));
        Assert.Equal("tick"u8, got);
        Assert.False(foreign.TryReceive(out _, out _));
    }

    [Fact]
    public void Without_a_reader_the_next_send_is_refused_once()
    {
        using DatagramWriter writer = Writer();
        Assert.Equal(SocketError.Success, writer.Send("a"u8));
        _rig.Run(1);
        Assert.Equal(SocketError.ConnectionRefused, writer.Send("b"u8));
        Assert.Equal(SocketError.Success, writer.Send("b"u8));
    }

    [Fact]
    public void A_port_is_bound_once()
    {
        using DatagramReader reader = Reader();
        Assert.Equal(
            SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => Reader()).SocketErrorCode);
    }

    [Fact]
    public void Loss_doubling_and_reordering_happen_as_often_as_asked()
    {
        using DatagramReader reader = Reader();
        using DatagramWriter writer = Writer();
        _rig.Net.Faults.LosesDatagramsOneIn = 10;
        _rig.Net.Faults.DuplicatesDatagramsOneIn = 10;
        _rig.Net.Faults.ReordersDatagrams = true;
        for (int i = 0; i < 1000; i++)
        {
            writer.Send(BitConverter.GetBytes(i));
            _rig.Run(100_000);
        }

        _rig.Run(NetworkRig.Second);
        var numbers = new List<int>();
        while (reader.TryReceive(out ReadOnlySpan<byte> got, out _))
            numbers.Add(BitConverter.ToInt32(got));
        int late = numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second < pair.First);
        Assert.InRange(1000 - numbers.Distinct().Count(), 60, 140);
        Assert.InRange(numbers.Count - numbers.Distinct().Count(), 50, 140);
        Assert.InRange(late, 50, 900);
        Assert.Equal(1000 - numbers.Distinct().Count(), _rig.Net.Tally[MachineFault.LostDatagram]);
    }

    [Fact]
    public void Jitter_alone_keeps_the_order()
    {
        using DatagramReader reader = Reader();
        using DatagramWriter writer = Writer();
        _rig.Net.Faults.JitterNanos = 1_000_000;
        for (int i = 0; i < 200; i++)
        {
            writer.Send(BitConverter.GetBytes(i));
            _rig.Run(1000);
        }

        _rig.Run(NetworkRig.Second);
        for (int i = 0; i < 200; i++)
        {
            Assert.True(reader.TryReceive(out ReadOnlySpan<byte> got, out _));
            Assert.Equal(i, BitConverter.ToInt32(got));
        }
    }

    [Fact]
    public void Half_open_loses_datagrams_for_good()
    {
        using DatagramReader reader = Reader();
        using DatagramWriter writer = Writer();
        _rig.Net.Faults.IsHalfOpen = true;
        writer.Send("gone"u8);
        _rig.Run(1);
        _rig.Net.Faults.IsHalfOpen = false;
        _rig.Run(1);
        Assert.False(reader.TryReceive(out _, out _));
    }

    private DatagramReader Reader() => _rig.Desk.ReadDatagrams(new(_rig.Net.AddressOf("desk"), 5000, null, []));

    private DatagramWriter Writer() => _rig.Venue.WriteDatagrams(new(_rig.Net.AddressOf("desk"), 5000, null, []));
}
