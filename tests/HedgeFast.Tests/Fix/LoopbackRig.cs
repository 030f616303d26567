using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Fix;

/// <summary>
/// An initiator and an acceptor over real sockets on one thread, with both stores in memory unless told otherwise.
/// </summary>
internal sealed class LoopbackRig : IDisposable
{
    public LoopbackRig(TimeProvider? time = null, Func<FixSessionSettings, FixSessionSettings>? change = null)
    {
        Time = time ?? TimeProvider.System;
        AppA.Replays = type => type[0] != 'D';
        change ??= s => s;
        Acceptor = new FixAcceptor(
            new FixAcceptorSettings
            {
                Sessions =
                [
                    change(SessionPair.Settings("VENUE", "HEDGE")), change(SessionPair.Settings("VENUE", "OTHER")),
                ],
            }, AppB, Time, _ =>
                new MemoryMessageStore());
        Initiator = NewInitiator("HEDGE", AppA, change);
    }

    public TimeProvider Time { get; }

    public RecordingApplication AppA { get; } = new();

    public RecordingApplication AppB { get; } = new();

    public FixAcceptor Acceptor { get; }

    public FixInitiator Initiator { get; }

    public FixSession Venue => Acceptor.Sessions[0];

    public FixInitiator NewInitiator(
        string id, IFixApplication application, Func<FixSessionSettings, FixSessionSettings>? change = null,
        int logonsPerMinute = 1000) => new(
        (change ?? (s => s))(SessionPair.Settings(id, "VENUE")),
        new FixEndpoint
        {
            Host = "127.0.0.1",
            Port = Acceptor.BoundPort,
            ReconnectMinNanos = 1_000_000,
            ReconnectMaxNanos = 2_000_000,
            LogonsPerMinute = logonsPerMinute,
        },
        application,
        Time,
        new MemoryMessageStore(),
        new Random(1));

    public int DoWork(int limit = int.MaxValue) => Initiator.DoWork(limit) + Acceptor.DoWork(limit);

    /// <summary>Works until <paramref name="done"/>; fails after a minute.</summary>
    public void Until(Func<bool> done, Action? also = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            DoWork();
            also?.Invoke();
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60,
                $"Not reached in a minute. Initiator: {Initiator.LastError}; acceptor: {Venue.LastReason}");
        }
    }

    public void UntilUp() => Until(() => Initiator.Session.IsSynchronised && Venue.IsSynchronised);

    public void Dispose()
    {
        Initiator.Dispose();
        Acceptor.Dispose();
    }
}
