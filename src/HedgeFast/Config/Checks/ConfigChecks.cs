using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Config.Resolve;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Profiles;

namespace HedgeFast.Config.Checks;

/// <summary>Checks the rules between keys.</summary>
internal static class ConfigChecks
{
    private static readonly FolderKey[] WrittenFiles =
        [LimitKeys.KillFile, LimitKeys.OperatorFile, LimitKeys.DayFile, MachineKeys.AlertsFile, FixKeys.LogFile];

    /// <summary>Adds every broken rule to the errors.</summary>
    /// <param name="values">The values read.</param>
    /// <param name="profile">The venue profile in force.</param>
    /// <param name="layers">The layers that the values came from.</param>
    /// <param name="errors">Receives the broken rules.</param>
    public static void Check(ConfigValues values, VenueProfile profile, ConfigLayers layers, ConfigErrors errors)
    {
        var rules = new KeyRules(values, layers, errors);
        new InstrumentChecks(rules).Check();
        CheckLimits(rules);
        UnderlyingChecks.Check(rules);
        CheckRings(rules);
        FeedChecks.Check(rules);
        VenueChecks.Check(rules);
        CheckCpus(rules);
        CheckWrittenFiles(rules);
        FixChecks.Check(rules, profile);
    }

    private static void CheckLimits(KeyRules rules)
    {
        rules.AtMost(LimitKeys.MaxOrderLots, LimitKeys.MaxPositionLots);
        rules.AtMost(LimitKeys.OvershootLots, LimitKeys.MaxOrderLots);
        int orders = rules.Get(LimitKeys.OrdersPerSecond);
        rules.Check(
            LimitKeys.MessagesPerSecond,
            messages => orders > messages ? $"{messages} is less than {LimitKeys.OrdersPerSecond}, {orders}" : null,
            LimitKeys.OrdersPerSecond);
        rules.AtMost(OrderKeys.SliceLots, LimitKeys.MaxOrderLots, ", so every full slice would be refused");
        double most = rules.Get(LimitKeys.CollarFraction);
        rules.Check(
            OrderKeys.MarketCollarFraction,
            collar => rules.Get(OrderKeys.Style) == OrderStyle.Market && collar > most
                ? $"{collar} is more than {LimitKeys.CollarFraction}, {most}, so every order would be refused"
                : null,
            LimitKeys.CollarFraction);
        rules.AtMost(FeedKeys.ReconnectMinMs, FeedKeys.ReconnectMaxMs);
        rules.AtMost(FixKeys.ReconnectMinMs, FixKeys.ReconnectMaxMs);
    }

    // A ring that is too small for one batch would stop the loop silently.
    private static void CheckRings(KeyRules rules)
    {
        BatchRoom room = LoopStage.RoomFor(
            rules.Items(UnderlyingKeys.Underlyings).Count, rules.Get(OrderKeys.MaxLive));
        RoomForBatch(RingKeys.Journal, room.Records);
        RoomForBatch(RingKeys.Order, room.Intents);
        int orders = rules.Get(RingKeys.Order);
        rules.Check(
            RingKeys.Execution,
            events => events < 2 * orders
                ? $"{events} events is less than twice {RingKeys.Order}, {orders} events, so orders could wait for "
                    + "answers that find no room"
                : null,
            RingKeys.Order);

        void RoomForBatch(IntegerKey ring, int least) => rules.Check(
            ring,
            events => events < least
                ? $"{events} events can't hold one batch; allowed: at least {least} with these {OrderKeys.MaxLive}"
                : null,
            OrderKeys.MaxLive);
    }

    private static void CheckCpus(KeyRules rules)
    {
        ScheduleKind? kind = rules.Get(MachineKeys.ScheduleKind);
        rules.Check(
            MachineKeys.ScheduleCpus,
            cpus => cpus.Distinct().Count() != cpus.Count
                ? "names a CPU twice; two threads on one CPU wait for each other"
                : null);
        rules.Check(
            MachineKeys.ScheduleCpus,
            cpus => cpus.Count == 0 ? null : CpusProblem(cpus.Count, kind),
            MachineKeys.ScheduleKind);
    }

    private static string? CpusProblem(int cpus, ScheduleKind? kind)
    {
        if (kind is not { } named)
        {
            return $"is given, but {MachineKeys.ScheduleKind} is auto; CPUs can be given only for a schedule that is "
                + "named";
        }


        int threads = ScheduleChooser.Threads(named);
        return cpus == threads
            ? null
            : $"names {cpus} CPUs, but {ConfigWords.For(ConfigWords.Schedules, kind)} has {threads} threads; "
                + "name one for each, or none";
    }

    // The engine removes the operator's file once read, and would remove a kill file of the same name with it.
    private static void CheckWrittenFiles(KeyRules rules)
    {
        string[] paths = [.. WrittenFiles.Select(key => FullPath(rules.Get(key)))];
        for (int i = 1; i < paths.Length; i++)
        {
            int first = Array.IndexOf(paths, paths[i]);
            rules.Check(
                WrittenFiles[i],
                file => file.Length > 0 && first < i
                    ? $"{ConfigErrors.Quoted(file)} is {WrittenFiles[first]} too; each needs its own"
                    : null,
                WrittenFiles[first]);
        }
    }

    // No path holds a NUL; the key that has one has an error already.
    private static string FullPath(string file) => file.Contains('\0') ? file : Path.GetFullPath(file, "/");
}
