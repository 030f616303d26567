namespace HedgeFast.Core.Resume;

/// <summary>Start of a run: its number, and the snapshot resumed from.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="BirthMillis">Start of the folder's first run, UTC milliseconds since 1970; with the engine's name and
/// the orders' numbers it makes ClOrdIDs that never repeat.</param>
/// <param name="Snapshot">Snapshot of the run before; null for the first run.</param>
public sealed record RunStart(long Epoch, long BirthMillis, RunSnapshot? Snapshot)
{
    // Orders and requests of one run; another run's numbers begin behind them, even where the end of its journal was
    // lost.
    private const long NumbersPerRun = 10_000_000_000;

    /// <summary>Changes since the run before, a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Number of the first message of the session that the journal of the run before lacks; 0 when
    /// unknown.</summary>
    public long FirstUnjournaled { get; init; }

    /// <summary>Number of the message that the session expects next; 0 when unknown.</summary>
    public long SessionNext { get; init; }

    /// <summary>Order numbers of this run begin behind this one.</summary>
    public long FirstNumber => Math.Max(0, Epoch - 1) * NumbersPerRun;

    /// <summary>The first run of a folder.</summary>
    public static RunStart First(TimeProvider time) => new(1, time.GetUtcNow().ToUnixTimeMilliseconds(), null);
}
