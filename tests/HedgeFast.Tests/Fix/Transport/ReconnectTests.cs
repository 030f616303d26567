using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>Where an initiator goes when a connection fails, and how often.</summary>
public sealed class ReconnectTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Hosts_are_tried_in_turn_and_the_good_one_is_kept()
    {
        using var rig = new LoopbackRig(_time);
        using FixInitiator initiator = NewInitiator(new FixEndpoint
        {
            Host = "127.0.0.1",
            Port = DeadPort(),
            Backups = [new FixHost("no-such-host.invalid", 1), new FixHost("127.0.0.1", rig.Acceptor.BoundPort)],
            LogonsPerMinute = 100,
        });
        var tried = new List<FixHost>();
        rig.Until(() => initiator.Session.IsSynchronised, Step);
        Assert.Equal(3, tried.Count);
        Assert.Equal(2, initiator.Counters.ConnectFailures);

        // It stood there, so it comes back there.
        rig.Acceptor.DropConnections();
        rig.Until(() => !initiator.Session.IsLoggedOn, Step);
        rig.Until(() => initiator.Session.IsSynchronised, Step);
        Assert.Equal(2, initiator.Counters.ConnectFailures);
        Assert.Equal(2, initiator.Counters.Connects);

        void Step()
        {
            if (!tried.Contains(initiator.Host))
                tried.Add(initiator.Host);
            initiator.DoWork(10);
            _time.Advance(SessionPair.Second / 1000);
        }
    }

    [Fact]
    public void A_host_that_accepts_the_connection_and_refuses_the_logon_is_left_for_the_next()
    {
        using var rig = new LoopbackRig(_time);
        using var stranger = new FixAcceptor(
            new FixAcceptorSettings
            {
                Sessions = [SessionPair.Settings("SOMEONE", "ELSE")],
            }, new RecordingApplication(), _time, _ =>
                new MemoryMessageStore());
        using FixInitiator initiator = NewInitiator(
            new FixEndpoint
            {
                Host = "127.0.0.1",
                Port = stranger.BoundPort,
                Backups = [new FixHost("127.0.0.1", rig.Acceptor.BoundPort)],
            });
        rig.Until(() => initiator.Session.IsSynchronised, () =>
        {
            initiator.DoWork(10);
            stranger.DoWork(10);
            _time.Advance(SessionPair.Second / 1000);
        });
        Assert.Equal(1, stranger.RefusedConnections);
        Assert.Equal(2, initiator.Counters.Connects);
    }

    [Fact]
    public void Four_logons_a_minute_hold_even_when_each_is_accepted()
    {
        using var rig = new LoopbackRig(_time);
        using FixInitiator initiator = NewInitiator(
            new FixEndpoint { Host = "127.0.0.1", Port = rig.Acceptor.BoundPort });
        var logons = new List<long>();
        long start = _time.Mono;
        while (_time.Mono - start < 130 * SessionPair.Second)
        {
            for (int i = 0; i < 20; i++)
            {
                initiator.DoWork(10);
                rig.Acceptor.DoWork(10);
            }

            if (initiator.Session.Counters.Logons > logons.Count)
            {
                logons.Add(_time.Mono);
                rig.Acceptor.DropConnections();
            }

            _time.Advance(SessionPair.Second / 10);
        }

        Assert.InRange(logons.Count, 9, 12);
        Assert.All(
            logons.Zip(logons.Skip(4), (first, fifth) => fifth - first),
            nanos => Assert.True(nanos >= 60 * SessionPair.Second, $"five logons in {nanos} ns"));
    }

    [Fact]
    public void When_the_logons_are_used_up_it_is_to_be_seen_for_how_long()
    {
        using var rig = new LoopbackRig(_time);
        using FixInitiator initiator = NewInitiator(
            new FixEndpoint
            {
                Host = "127.0.0.1",
                Port = rig.Acceptor.BoundPort,
                LogonsPerMinute = 2,
                ReconnectMinNanos = 1,
                ReconnectMaxNanos = 1,
            });
        for (int logon = 0; logon < 2; logon++)
        {
            rig.Until(() => initiator.Session.IsSynchronised, () => initiator.DoWork(10));
            Assert.Equal(FixLink.Connected, initiator.Link);
            Assert.Equal(0, initiator.WaitNanos);
            rig.Acceptor.DropConnections();
            rig.Until(() => !initiator.IsConnected, () => initiator.DoWork(10));
            _time.Advance(SessionPair.Second);
        }

        initiator.DoWork(10);
        Assert.Equal(FixLink.LogonsUsedUp, initiator.Link);
        Assert.Equal(58 * SessionPair.Second, initiator.WaitNanos);
        _time.Advance(58 * SessionPair.Second);
        rig.Until(() => initiator.Session.IsSynchronised, () => initiator.DoWork(10));
        Assert.Equal(3, initiator.Counters.Connects);
    }

    [Fact]
    public void An_initiator_keeps_the_hours_of_its_session_and_starts_each_day_at_1()
    {
        // It is 14:30 on a Monday.
        var hours = new SessionSchedule { Start = new TimeOnly(15, 0), End = new TimeOnly(16, 0) };
        var application = new RecordingApplication();
        using var rig = new LoopbackRig(_time, settings => settings with { Schedule = hours });
        using FixInitiator initiator = rig.NewInitiator(
            "OTHER", application, settings => settings with { Schedule = hours });
        FixSession session = initiator.Session;
        for (int i = 0; i < 1000; i++)
            initiator.DoWork(10);
        Assert.Equal(FixLink.OutOfHours, initiator.Link);
        Assert.Equal(0, initiator.Counters.Connects);

        for (int day = 1; day <= 2; day++)
        {
            _time.Advance(day == 1 ? 1800 * SessionPair.Second : 23 * 3600 * SessionPair.Second);
            rig.Until(() => session.IsSynchronised, () => initiator.DoWork(10));

            // The logon and the test request behind it.
            Assert.Equal(3, session.NextOutgoing);
            Assert.Equal(day, session.Counters.Logons);
            _time.Advance(3600 * SessionPair.Second);
            rig.Until(() => !initiator.IsConnected, () => initiator.DoWork(10));
            for (int i = 0; i < 1000; i++)
                initiator.DoWork(10);
            Assert.Equal(FixLink.OutOfHours, initiator.Link);
            Assert.Equal(day, initiator.Counters.Connects);
            Assert.False(initiator.IsRefused);
        }

        Assert.Equal(["logon", "logout", "logon", "logout"], application.Events);
    }

    [Fact]
    public void S18_Networks_that_are_not_allowed_get_no_answer()
    {
        var settings = new FixAcceptorSettings
        {
            Sessions = [SessionPair.Settings("VENUE", "OTHER")],
            AllowedNetworks = [IPNetwork.Parse("10.0.0.0/8")],
        };
        using var acceptor = new FixAcceptor(
            settings, new RecordingApplication(), _time, _ => new MemoryMessageStore());
        using FixInitiator initiator = NewInitiator(new FixEndpoint { Host = "127.0.0.1", Port = acceptor.BoundPort });
        for (int i = 0; i < 100_000 && acceptor.RefusedConnections == 0; i++)
        {
            initiator.DoWork(10);
            acceptor.DoWork(10);
        }

        Assert.Equal(1, acceptor.RefusedConnections);
        Assert.Equal(0, acceptor.Sessions[0].Counters.Received);
    }

    [Theory]
    [InlineData(0, 1, "Port is 0; 1 to 65535 are allowed.")]
    [InlineData(1, 0, "Port is 0; 1 to 65535 are allowed.")]
    public void Every_host_is_checked(int port, int backupPort, string message)
    {
        var endpoint = new FixEndpoint { Host = "a", Port = port, Backups = [new FixHost("b", backupPort)] };
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => NewInitiator(endpoint)).Message);
    }

    private static int DeadPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private FixInitiator NewInitiator(FixEndpoint endpoint) =>
        new(
            SessionPair.Settings("OTHER", "VENUE"), endpoint, new RecordingApplication(), _time,
            new MemoryMessageStore(), new Random(7));
}
