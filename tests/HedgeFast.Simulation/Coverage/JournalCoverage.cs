using HedgeFast.Core.Control;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Coverage;

/// <summary>Counts what the journals of a world's runs hold: executions, requests, refusals, doubts.</summary>
internal static class JournalCoverage
{
    /// <summary>Reads every journal that is left on the disk; one that is damaged as far as it goes.</summary>
    public static void AddTo(Tally tally, Disk disk)
    {
        if (!disk.HasFolder(WorldPlan.Journal))
            return;
        var counts = new Counts();
        foreach (string path in disk.FilesOf(WorldPlan.Journal, "journal*.hfj"))
            counts.Read(disk, Path.GetFileName(path));
        counts.AddTo(tally);
    }

    private sealed class Counts
    {
        private readonly long[] _records = new long[64];
        private readonly long[] _executions = new long[64];
        private readonly long[] _controls = new long[64];
        private readonly long[] _intents = new long[64];
        private readonly long[] _refusals = new long[64];
        private readonly Dictionary<DoubtReasons, long> _doubts = [];
        private long _partly;
        private long _whole;

        public void Read(Disk disk, string file)
        {
            try
            {
                using var reader = new JournalReader(disk, WorldPlan.Journal, file);
                Add(reader.Header);
                while (reader.TryRead(out JournalRecord record))
                    Add(record);
            }
            catch (JournalException)
            {
                // Faults of the disk damage journals; the records before the damage count.
            }
        }

        public void AddTo(Tally tally)
        {
            AddTo<JournalKind>(tally, "record", _records);
            AddTo<ExecutionKind>(tally, "execution", _executions);
            AddTo<ControlKind>(tally, "control", _controls);
            AddTo<IntentKind>(tally, "intent", _intents);
            AddTo<LimitRefusal>(tally, "refusal", _refusals);
            tally.Add("order: partially filled", _partly);
            tally.Add("order: filled", _whole);
            foreach ((DoubtReasons reason, long count) in _doubts)
                tally.Add($"doubt: {reason}", count);
        }

        private static void AddTo<T>(Tally tally, string group, long[] counts)
            where T : struct, Enum
        {
            foreach (T value in Enum.GetValues<T>())
                tally.Add($"{group}: {value}", counts[Convert.ToInt32(value, null) & 63]);
        }

        private void Add(in JournalRecord record)
        {
            _records[(int)record.Kind & 63]++;
            switch (record.Kind)
            {
                case JournalKind.Execution:
                    ExecutionEvent execution = record.As<ExecutionEvent>();
                    _executions[(int)execution.Kind & 63]++;
                    if (execution.Kind == ExecutionKind.Fill && execution.LeavesLots > 0)
                        _partly++;
                    else if (execution.Kind == ExecutionKind.Fill)
                        _whole++;
                    break;
                case JournalKind.Control:
                    _controls[(int)record.As<ControlEvent>().Kind & 63]++;
                    break;
                case JournalKind.Intent:
                    _intents[(int)record.As<OrderIntent>().Kind & 63]++;
                    break;
                case JournalKind.Refusal:
                    _refusals[(int)record.As<Refusal>().Reason & 63]++;
                    break;
                case JournalKind.Doubt:
                    DoubtReasons reasons = record.As<CarriedDoubt>().Reasons;
                    foreach (DoubtReasons reason in Enum.GetValues<DoubtReasons>())
                    {
                        if (reason != DoubtReasons.None && reasons.HasFlag(reason))
                            _doubts[reason] = _doubts.GetValueOrDefault(reason) + 1;
                    }

                    break;
            }
        }
    }
}
