using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Resume;
using HedgeFast.Engine;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Judge.Resume;

/// <summary>
/// A journal replays to what was live, and the next run begins with what a replay of the durable journal ends with.
/// </summary>
/// <remarks>Invariants 29, 31 and 32. The resume folds records and decides nothing; the replay decides anew.</remarks>
internal sealed class ResumeInvariants(World world) : Invariants(world)
{
    private const string JournalFile = WorldPlan.Journal + "/journal.hfj";

    // A replay costs a fifth of a world.
    private const int OneIn = 4;

    private HedgeLoop? _before;
    private string? _damage;
    private bool _isWholeBatch;
    private bool _mustBeKilled;

    /// <inheritdoc/>
    public override void OnStarting()
    {
        _before = null;
        _damage = null;
        if (!IsReplayed || !World.Disk.HasFile(JournalFile))
            return;
        try
        {
            (ReplayResult result, _before) = ReplayNow();
            RequireSame(result);
            _isWholeBatch = EndsBatch(result);
        }
        catch (Exception damage) when (damage is JournalException or IOException)
        {
            _damage = damage.Message;
        }
    }

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        if (_damage is not null && process.Start?.Snapshot is not null && !World.IsDiskHurt)
            throw Broken("31", $"resumed from a journal that cannot be replayed: {_damage}");
        if (_before is { } before && process.Start?.Snapshot is not null)
            RequireRestored(before, process.Pipeline.Loop);
        _mustBeKilled = _before is { Limits.IsKilled: true } && process.Start?.Snapshot is not null;
        _before = null;
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        if (!_mustBeKilled || (without & 2) != 0)
            return;
        _mustBeKilled = false;
        if (process.Pipeline.Loop.Counters.Killed == 0)
            throw Broken("32", "the run before ended killed, and this one is not");
    }

    /// <inheritdoc/>
    public override void OnEnd(EngineProcess process)
    {
        bool isWhole = process.Pipeline.JournalFailure is null && process.Pipeline.Loop.Counters.JournalLost == 0;
        if (!IsReplayed || !isWhole)
            return;
        (ReplayResult result, _) = ReplayNow();
        RequireSame(result);
        if (!result.IsComplete)
            throw Broken("29", "a run that ended in order left a journal without its end");
        if (result.StateHash != process.Pipeline.StateHash)
            throw Broken("29", $"state {process.Pipeline.StateHash:x16} at the end, {result.StateHash:x16} by replay");
    }

    private bool IsReplayed => World.Plan.Seed % OneIn == 0;

    private (ReplayResult Result, HedgeLoop Loop) ReplayNow()
    {
        Disk disk = World.Disk.Of(new ProcessGate());
        RunFolder folder = RunFolder.Open(disk, WorldPlan.Journal);
        LoadedBook loaded = LoadedBook.Make(
            folder.BookCsv, "book.csv", null, null, folder.Settings.Underlyings, valuationNanos: null);
        return Replay.ProveWithLoop(disk, WorldPlan.Journal, folder, loaded.Book, loaded.Volatilities);
    }

    private static void RequireSame(ReplayResult result)
    {
        if (result.Difference is { } difference && !difference.Contains("are missing here", StringComparison.Ordinal))
            throw Broken("29", difference);
    }

    // A batch cut in the middle is finished by a replay, and not by a resume.
    private bool EndsBatch(ReplayResult result)
    {
        if (result.Difference is not null)
            return false;
        using var reader = new JournalReader(World.Disk.Of(new ProcessGate()), WorldPlan.Journal);
        JournalKind last = JournalKind.Header;
        while (reader.TryRead(out JournalRecord record))
            last = record.Kind;
        return last is JournalKind.BatchEnd or JournalKind.RunEnd or JournalKind.Header;
    }

    private void RequireRestored(HedgeLoop before, HedgeLoop now)
    {
        if (!_isWholeBatch)
            return;
        for (int i = 0; i < World.Plan.Settings.Instruments.Count; i++)
        {
            Same($"position of instrument {i}", before.Ledger.FilledLots(i), now.Ledger.FilledLots(i));
            Same($"position with orders of instrument {i}", before.Ledger.Interval(i), now.Ledger.Interval(i));
            Same($"doubt of instrument {i}", before.Ledger.Doubt.Of(i), now.Ledger.Doubt.Of(i));
        }

        Same("live orders", before.Ledger.Live.Count, now.Ledger.Live.Count);
        Same("latches", before.Limits.Latches, now.Limits.Latches);
        LimitSettings was = before.Limits.Settings, holds = now.Limits.Settings;
        Same("maxOrderLots", was.MaxOrderLots, holds.MaxOrderLots);
        Same("maxPositionLots", was.MaxPositionLots, holds.MaxPositionLots);
        Same("maxOrderNotional", was.MaxOrderNotional, holds.MaxOrderNotional);
        Same("collarFraction", was.CollarFraction, holds.CollarFraction);
        Same("maxDayCost", was.MaxDayCost, holds.MaxDayCost);
        Same("maxDayLoss", was.MaxDayLoss, holds.MaxDayLoss);
    }

    private static void Same<T>(string what, T before, T now)
    {
        if (!EqualityComparer<T>.Default.Equals(before, now))
            throw Broken("32", $"{what}: {before} at the end of the journal, {now} after the resume");
    }
}
