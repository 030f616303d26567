using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>Initiator and acceptor over real sockets.</summary>
public sealed class LoopbackTests
{
    [Fact]
    public void Orders_and_reports_cross_and_nothing_is_lost_over_many_broken_connections()
    {
        using var rig = new LoopbackRig();
        rig.UntilUp();
        int orders = 0, reports = 0;
        var random = new Random(42);
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < 50; i++)
            {
                if (SessionPair.Send(rig.Initiator.Session, MsgTypes.OrderStatusRequest, $"s{orders}"))
                    orders++;
                if (SessionPair.Send(rig.Venue, MsgTypes.ExecutionReport, $"e{reports}"))
                    reports++;
                if (random.Next(4) == 0)
                    rig.DoWork(random.Next(1, 4));
            }

            // What was sent last is still under way when the cable breaks.
            rig.Acceptor.DropConnections();
            rig.Until(() => !rig.Initiator.Session.IsLoggedOn);
            rig.UntilUp();
        }

        rig.Until(() => rig.AppA.Messages.Count() == reports && rig.AppB.Messages.Count() == orders);
        Assert.True(orders > 500 && reports > 500);
        Assert.Equal(Enumerable.Range(0, reports).Select(i => $"8 e{i}"), rig.AppA.Messages);
        Assert.Equal(Enumerable.Range(0, orders).Select(i => $"H s{i}"), rig.AppB.Messages);
        Assert.Equal(21, rig.AppA.Events.Count(e => e == "logon"));
        Assert.Equal(20, rig.AppA.Events.Count(e => e == "logout"));
    }

    [Fact]
    public void The_message_limit_leaves_the_rest_buffered()
    {
        using var rig = new LoopbackRig();
        rig.UntilUp();
        for (int i = 0; i < 10; i++)
            Assert.True(SessionPair.Send(rig.Venue, MsgTypes.ExecutionReport, $"e{i}"));
        rig.Until(() => rig.AppA.Messages.Any(), also: null);
        int seen = rig.AppA.Messages.Count();
        while (seen < 10)
        {
            rig.Initiator.DoWork(3);
            int now = rig.AppA.Messages.Count();
            Assert.InRange(now - seen, 0, 3);
            seen = now;
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"8 e{i}"), rig.AppA.Messages);
    }

    [Fact]
    public void Messages_that_arrived_before_the_end_still_count_within_the_limit()
    {
        using var rig = new LoopbackRig();
        rig.UntilUp();
        for (int i = 0; i < 10; i++)
            Assert.True(SessionPair.Send(rig.Venue, MsgTypes.ExecutionReport, $"e{i}"));
        rig.Acceptor.RequestLogout();
        rig.Acceptor.Dispose();
        int calls = 0;
        while (rig.Initiator.Session.State != FixSessionState.Disconnected && calls < 1_000_000)
        {
            int before = rig.AppA.Messages.Count();
            rig.Initiator.DoWork(2);
            Assert.InRange(rig.AppA.Messages.Count() - before, 0, 2);
            calls++;
        }

        Assert.Equal(10, rig.AppA.Messages.Count());
    }

    [Fact]
    public void Logout_ends_both_sides_and_nothing_reconnects()
    {
        using var rig = new LoopbackRig();
        rig.UntilUp();
        Assert.True(rig.Acceptor.AnyLoggedOn);
        rig.Initiator.RequestLogout();
        rig.Until(() => rig.Initiator.IsLoggedOut && !rig.Acceptor.AnyLoggedOn && rig.AppB.Events.Contains("logout"));
        for (int i = 0; i < 1000; i++)
            rig.DoWork();
        Assert.True(rig.Initiator.IsLoggedOut);
        Assert.Equal(1, rig.Initiator.Counters.Connects);
        Assert.Equal("logged out", rig.Initiator.LastError);
    }

    [Fact]
    [Scenario("C08")]
    public void A_second_connection_under_the_same_identity_is_dropped_and_the_first_lives()
    {
        using var rig = new LoopbackRig();
        rig.UntilUp();
        var second = new RecordingApplication();
        using FixInitiator rival = rig.NewInitiator("HEDGE", second);
        rig.Until(() => rig.Acceptor.RefusedConnections >= 1 && !rival.IsConnected, () => rival.DoWork(10));
        Assert.True(SessionPair.Send(rig.Initiator.Session, MsgTypes.OrderStatusRequest, "still"));
        rig.Until(() => rig.AppB.Messages.Contains("H still"));
        Assert.Empty(second.Events);
        Assert.Single(rig.AppA.Events, "logon");
    }

    [Fact]
    public void Two_identities_live_beside_each_other()
    {
        using var rig = new LoopbackRig();
        var other = new RecordingApplication();
        using FixInitiator second = rig.NewInitiator("OTHER", other);
        rig.Until(() => rig.Initiator.Session.IsSynchronised && second.Session.IsSynchronised, () => second.DoWork(10));
        Assert.True(rig.Acceptor.Sessions.All(s => s.IsLoggedOn));
    }

    [Fact]
    public void S17_An_unknown_identity_gets_no_answer_and_at_most_four_logons_a_minute()
    {
        var time = new ManualTime();
        using var rig = new LoopbackRig(time);
        using FixInitiator stranger = rig.NewInitiator("STRANGER", new RecordingApplication(), logonsPerMinute: 4);
        long passed = 0;
        while (passed < 59 * SessionPair.Second)
        {
            for (int i = 0; i < 20; i++)
            {
                stranger.DoWork(10);
                rig.Acceptor.DoWork(10);
            }

            time.Advance(SessionPair.Second / 20);
            passed += SessionPair.Second / 20;
        }

        Assert.Equal(4, stranger.Counters.Connects);
        Assert.Equal("closed by the other side", stranger.LastError);
        rig.Until(() => stranger.Counters.Connects == 5, () =>
        {
            time.Advance(SessionPair.Second / 20);
            stranger.DoWork(10);
        });
        Assert.Equal(0, stranger.Session.NextIncoming - 1);
    }

    [Theory]
    [InlineData("35=0|34=1|49=HEDGE|56=VENUE|52=20260302-14:30:00|")]
    [InlineData("35=A|34=1|49=HEDGE|56=WRONG|52=20260302-14:30:00|98=0|108=30|")]
    public void A_first_message_that_is_no_logon_of_ours_closes_the_connection(string fields)
    {
        using var rig = new LoopbackRig(new ManualTime());
        using var raw = Connect(rig);
        raw.Send(FixText.Frame(fields));
        rig.Until(() => rig.Acceptor.RefusedConnections == 1);
        Assert.Equal(0, raw.Receive(new byte[100]));
    }

    [Fact]
    public void S15_A_silent_connection_is_closed_in_time_and_garbage_at_once()
    {
        var time = new ManualTime();
        using var rig = new LoopbackRig(time);
        using Socket silent = Connect(rig), talker = Connect(rig);
        talker.Send("GET / HTTP/1.1\r\n\r\n"u8);
        rig.Until(() => rig.Acceptor.RefusedConnections == 1);
        Assert.Equal(0, talker.Receive(new byte[100]));
        for (int i = 0; i < 200; i++)
            rig.Acceptor.DoWork(1);
        Assert.Equal(1, rig.Acceptor.RefusedConnections);
        time.Advance(5 * SessionPair.Second);
        rig.Until(() => rig.Acceptor.RefusedConnections == 2);
        Assert.Equal(0, silent.Receive(new byte[100]));
    }

    [Fact]
    public void S34_A_message_beyond_the_limit_closes_the_connection()
    {
        using var rig = new LoopbackRig();
        rig.UntilUp();
        FixBody body = rig.Venue.Begin("8"u8);
        for (int i = 0; i < 400; i++)
            body.Add(Tags.Text, "abcdefghijklmnopqrstuvwxyz"u8);
        Assert.True(body.Overflowed);
        Assert.False(rig.Venue.TrySend(ref body));
        using var other = Connect(rig);
        other.Send(FixText.Raw("8=FIX.4.4|9=5000|35=A|"));
        rig.Until(() => rig.Acceptor.RefusedConnections == 1);
        Assert.Equal(0, other.Receive(new byte[100]));
    }

    [Fact]
    public void A_taken_port_is_a_clear_error()
    {
        using var rig = new LoopbackRig();
        var settings = new FixAcceptorSettings
        {
            Port = rig.Acceptor.BoundPort,
            Sessions = [SessionPair.Settings("V", "H")],
        };
        var e = Assert.Throws<IOException>(
            () => new FixAcceptor(settings, rig.AppB, TimeProvider.System, _ => new MemoryMessageStore()));
        Assert.Equal($"Can't listen on 127.0.0.1:{rig.Acceptor.BoundPort}: the port is taken", e.Message);
    }

    [Fact]
    public void A_refused_connect_backs_off_with_its_cause()
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var time = new ManualTime();
        var endpoint = new FixEndpoint
        {
            Host = "127.0.0.1",
            Port = port,
            ReconnectMinNanos = SessionPair.Second,
            ReconnectMaxNanos = 4 * SessionPair.Second,
        };
        using var initiator = new FixInitiator(
            SessionPair.Settings("H", "V"), endpoint, new RecordingApplication(), time, new MemoryMessageStore(),
            new Random(7));
        var attempts = new List<long>();
        for (int step = 0; step < 400; step++)
        {
            long before = initiator.Counters.ConnectFailures;
            for (int i = 0; i < 200; i++)
                initiator.DoWork(1);
            if (initiator.Counters.ConnectFailures > before)
                attempts.Add(step);
            time.Advance(SessionPair.Second / 20);
        }

        Assert.Equal($"connect to 127.0.0.1:{port} failed: ConnectionRefused", initiator.LastError);
        long[] pauses = [.. attempts.Zip(attempts.Skip(1), (a, b) => b - a)];
        Assert.InRange(pauses[0], 9, 21);
        Assert.InRange(pauses[1], 19, 41);
        Assert.All(pauses.Skip(2), p => Assert.InRange(p, 39, 81));
    }

    [Fact]
    public void A_host_name_is_resolved()
    {
        using var rig = new LoopbackRig();
        var endpoint = new FixEndpoint { Host = "localhost", Port = rig.Acceptor.BoundPort };
        using var initiator = new FixInitiator(
            SessionPair.Settings("OTHER", "VENUE"), endpoint, new RecordingApplication(), TimeProvider.System,
            new MemoryMessageStore());
        rig.Until(() => initiator.Session.IsSynchronised, () => initiator.DoWork(10));
        Assert.True(initiator.IsConnected);
    }

    private static Socket Connect(LoopbackRig rig)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, rig.Acceptor.BoundPort);
        return socket;
    }
}
