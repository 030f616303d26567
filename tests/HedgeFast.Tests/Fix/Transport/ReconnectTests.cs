using System.Net;
using System.Net.Sockets;
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
            if (!tried.Contains(initiator.Host)) tried.Add(initiator.Host);
            initiator.DoWork(10);
            _time.Advance(SessionPair.Second / 1000);
        }
    }

    [Fact]
    public void A_host_that_takes_the_connection_but_not_the_logon_is_left_too()
    {
        using var rig = new LoopbackRig(_time);
        using var stranger = new FixAcceptor(
            new FixAcceptorSettings { Sessions = [SessionPair.Settings("SOMEONE", "ELSE")] }, new RecordingApplication(), _time, _ => new MemoryMessageStore());
        using FixInitiator initiator = NewInitiator(new FixEndpoint { Host = "127.0.0.1", Port = stranger.BoundPort, Backups = [new FixHost("127.0.0.1", rig.Acceptor.BoundPort)] });
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
        using FixInitiator initiator = NewInitiator(new FixEndpoint { Host = "127.0.0.1", Port = rig.Acceptor.BoundPort });
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
        Assert.All(logons.Zip(logons.Skip(4), (first, fifth) => fifth - first), nanos => Assert.True(nanos >= 60 * SessionPair.Second, $"five logons in {nanos} ns"));
    }

    [Fact]
    public void Networks_that_are_not_allowed_get_no_answer()
    {
        var settings = new FixAcceptorSettings { Sessions = [SessionPair.Settings("VENUE", "OTHER")], AllowedNetworks = [IPNetwork.Parse("10.0.0.0/8")] };
        using var acceptor = new FixAcceptor(settings, new RecordingApplication(), _time, _ => new MemoryMessageStore());
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
        new(SessionPair.Settings("OTHER", "VENUE"), endpoint, new RecordingApplication(), _time, new MemoryMessageStore(), new Random(7));
}
