using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Told;

/// <summary>Every event that has an alert is counted by it at the next look. Invariant 18.</summary>
internal sealed class EventAlerts(World world) : Invariants(world)
{
    private static readonly (string Alert, Func<EngineProcess, long> Count)[] Events =
    [
        ("unknown-order", p => p.Pipeline.Loop.Counters.OrderAlarms),
        ("unresolved", p => p.Pipeline.Loop.Counters.Unresolved),
        ("rejected", p => p.Pipeline.Loop.Counters.Rejects),
        ("position-unconfirmed", p => p.Pipeline.Loop.Counters.PositionsUnconfirmed),
        ("limit-change-refused", p => p.Pipeline.Loop.Counters.LimitChangesRefused),
        ("journal-incomplete", p => p.Pipeline.Loop.Counters.JournalLost),
        ("request-refused", RequestsRefused),
    ];

    private readonly AlertCounts _counts = new(world);

    /// <summary>Requests of operators refused by file stage or loop.</summary>
    public static long RequestsRefused(EngineProcess process) =>
        process.Pipeline.Control.RequestsRefused + process.Pipeline.Loop.Counters.RequestsRefused
        + process.Pipeline.Loop.Counters.RearmsRefused;

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process) => _counts.Begin();

    /// <inheritdoc/>
    public override void OnLook(EngineProcess process)
    {
        _counts.Look(process);
        foreach ((string alert, Func<EngineProcess, long> count) in Events)
        {
            long happened = count(process);
            if (happened != _counts.Of(alert))
                throw Broken("18", $"{alert}: {happened} events, {_counts.Of(alert)} told");
        }
    }
}
