using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>An initiator and an acceptor over TLS on one thread.</summary>
internal sealed class TlsRig : IDisposable
{
    public TlsRig(
        FixTlsSettings? venue, FixTlsSettings? trader, TimeProvider? time = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? peerPins = null)
    {
        time ??= TimeProvider.System;
        var listening = new FixAcceptorSettings
        {
            Host = "127.0.0.1",
            Sessions = [SessionPair.Settings("VENUE", "HEDGE")],
            Tls = venue,
            PeerPins = peerPins ?? new Dictionary<string, IReadOnlyList<string>>(),
        };
        Acceptor = new FixAcceptor(listening, Venue, time, _ => new MemoryMessageStore());
        FixSessionSettings settings = SessionPair.Settings("HEDGE", "VENUE");
        var endpoint = new FixEndpoint
        {
            Host = "localhost",
            Port = Acceptor.BoundPort,
            Tls = trader,
            ReconnectMinNanos = 1_000_000,
            ReconnectMaxNanos = 2_000_000,
            LogonsPerMinute = 1000,
        };
        Initiator = new FixInitiator(settings, endpoint, Trader, time, new MemoryMessageStore(), new Random(1));
    }

    public RecordingApplication Trader { get; } = new();

    public RecordingApplication Venue { get; } = new();

    public FixAcceptor Acceptor { get; }

    public FixInitiator Initiator { get; }

    public FixSession VenueSession => Acceptor.Sessions[0];

    public void Until(Func<bool> done)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            Initiator.DoWork(100);
            Acceptor.DoWork(100);
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60,
                $"Not reached in a minute. Initiator: {Initiator.LastError}; acceptor: {VenueSession.LastReason}");
        }
    }

    public void UntilUp() => Until(() => Initiator.Session.IsSynchronised && VenueSession.IsSynchronised);

    public void Dispose()
    {
        Initiator.Dispose();
        Acceptor.Dispose();
    }
}
