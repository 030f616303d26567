using System.Globalization;

namespace HedgeFast.Monitor.Watch;

/// <summary>Raises alerts about parts of the engine that stand still: loop, journal, threads.</summary>
/// <param name="log">Receives the alerts.</param>
internal sealed class ProgressAlerts(AlertLog log)
{
    private long _backPressure;

    /// <summary>Looks once.</summary>
    /// <param name="status">The engine.</param>
    /// <param name="spells">Measures durations.</param>
    public void Look(EngineStatus status, Spells spells)
    {
        Loop(status, spells);
        Journal(status, spells);
        foreach (ThreadStatus thread in status.Threads)
        {
            TimeSpan still = spells.Still(AlertKind.ThreadStuck, thread.Name, thread.Rounds);
            bool isStuck = !status.IsStopping && still >= (thread.Rounds == 0 ? Patience.AtStart : Patience.Usual);
            string? words = isStuck ? Words($"has not come round for {still.TotalSeconds:F1} s") : null;
            log.Condition(AlertKind.ThreadStuck, isStuck, words, thread.Name);
        }
    }

    private void Loop(EngineStatus status, Spells spells)
    {
        TimeSpan patience = status.Loop.Batches == 0 ? Patience.AtStart : Patience.Usual;
        TimeSpan batches = spells.Still(AlertKind.LoopStalled, "batches", status.Loop.Batches);
        TimeSpan timers = spells.Still(AlertKind.LoopStalled, "timers", status.Loop.Timers);
        bool stalls = !status.IsStopping && (batches >= patience || timers >= patience);
        if (!stalls)
        {
            _backPressure = status.Loop.BackPressure;
            log.Condition(AlertKind.LoopStalled, holds: false);
            return;
        }

        string held = status.Loop.BackPressure > _backPressure
            ? Words($"; the journal or the order ring is full, {status.Journal.Depth} records wait")
            : "";
        log.Condition(AlertKind.LoopStalled, holds: true, batches >= patience
            ? Words($"no batch for {batches.TotalSeconds:F1} s{held}; no quote, fill, kill or limit reaches the engine")
            : Words($"no timer for {timers.TotalSeconds:F1} s{held}; kill file, retries and marks stand still"));
    }

    private void Journal(EngineStatus status, Spells spells)
    {
        TimeSpan taken = spells.Still(AlertKind.JournalStalled, "", status.Journal.Taken);
        bool waits = !status.IsStopping && status.Journal.Depth > 0 && taken >= Patience.Usual;
        string? words = waits
            ? Words($"no record taken for {taken.TotalSeconds:F1} s, {status.Journal.Depth} wait; a disk that hangs?")
            : null;
        log.Condition(AlertKind.JournalStalled, waits, words);
        log.Condition(AlertKind.JournalFailed, status.Journal.Failure is not null, status.Journal.Failure);
    }

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
