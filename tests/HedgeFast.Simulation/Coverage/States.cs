using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Fix.Session;
using HedgeFast.Monitor.Watch;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Simulation.Coverage;

/// <summary>The faults and states that a run of many seeds has to reach.</summary>
internal static class States
{
    /// <summary>Every one, as "group: name".</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Of<FaultKind>("fault"),
        .. Of<MachineFault>("machine"),
        .. Of<FixSessionState>("session, engine"),
        .. Of<FixSessionState>("session, exchange"),
        .. Of<SessionEnd>("session end, engine"),
        .. Of<SessionEnd>("session end, exchange"),
        .. Of<ExecutionKind>("execution"),
        .. Of<IntentKind>("intent"),
        .. Of<ControlKind>("control"),
        .. Of<JournalKind>("record"),
        .. Of<LimitRefusal>("refusal").Where(state => state != "refusal: None"),
        .. Of<LimitLatches>("latch").Where(state => state is not ("latch: None" or "latch: All")),
        .. Of<DoubtReasons>("doubt").Where(state => state != "doubt: None"),
        .. Of<QuoteFault>("quote").Where(state => state != "quote: None"),
        .. Of<FeedCounter>("feed").Where(state => state != "feed: FirstFault"),
        .. Of<GovernorState>("governor"),
        .. AlertWords.All.Select(word => $"alert: {word}"),
        "order: partially filled", "order: filled", "order: foreign", "order: unresolved",
        "order: unknown after a logon",
        "kill: signal", "kill: kill file", "kill: operator file", "kill: kill file that can't be looked at",
        "kill: carried over a resume",
        "resume: none, a first run", "resume: after a stop", "resume: after a kill -9", "resume: after a power loss",
        "resume: refused", "resume: after a refusal",
        "instrument: fallback", "instrument: preferred again",
        "time: day rolled", "time: options expired", "time: instrument expired",
        "loop: back-pressure", "loop: records lost",
    ];

    /// <summary>States without a count that are not known to be out of a simulation's reach.</summary>
    public static IEnumerable<string> Missing(IReadOnlyDictionary<string, long> counts) =>
        All.Where(state => !counts.ContainsKey(state) && !OutOfReach.Reasons.ContainsKey(state));

    /// <summary>Groups of names, in the order of a report.</summary>
    public static IEnumerable<string> Groups(IReadOnlyDictionary<string, long> counts) => counts.Keys.Select(GroupOf)
        .Distinct().Where(group => group != "due").OrderBy(group => group switch
        {
            "count" => 0,
            "fault" => 1,
            "machine" => 2,
            _ => 3,
        });

    public static string GroupOf(string name) => name[..name.IndexOf(':', StringComparison.Ordinal)];

    private static IEnumerable<string> Of<T>(string group)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => $"{group}: {name}");
}
