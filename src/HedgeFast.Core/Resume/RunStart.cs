namespace HedgeFast.Core.Resume;

/// <summary>Where a run stands among those that go on after one another.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="BirthMillis">Start of the first of them, UTC milliseconds since 1970; with the engine's name and the
/// orders' numbers it makes ClOrdIDs that never repeat.</param>
/// <param name="Carried">What the run before has left; null for the first.</param>
public sealed record RunStart(long Epoch, long BirthMillis, RunSnapshot? Carried)
{
    // Orders and requests of one run; another run's numbers begin behind them, even where the end of its journal was
    // lost.
    private const long NumbersPerRun = 10_000_000_000;

    /// <summary>What is other than in the run before, a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Number after which this run counts its orders.</summary>
    public long FirstNumber => Math.Max(0, Epoch - 1) * NumbersPerRun;

    /// <summary>A run that goes on after none.</summary>
    public static RunStart First(TimeProvider time) => new(1, time.GetUtcNow().ToUnixTimeMilliseconds(), null);
}
