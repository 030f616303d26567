using HedgeFast.Core.Book;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Telemetry;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>The exchange's position lies within the engine's interval, and the engine's money is finite.</summary>
/// <remarks>Where the exchange may do what was not ordered, or a process may forget an order, the interval is not
/// checked: those worlds are judged by fills and at rest.</remarks>
internal sealed class IntervalInvariants : Invariants
{
    // Each changes the exchange's position, or what may still fill, before the engine can know.
    private static readonly FaultKind[] Surprises =
    [
        FaultKind.VenueBusts, FaultKind.VenueCorrects, FaultKind.VenueOverfills, FaultKind.VenueFillsForeign,
        FaultKind.VenueReinstates, FaultKind.VenueReusesIds, FaultKind.VenueMarsReports, FaultKind.VenueTalksNonsense,
        FaultKind.NetworkCorrupts, FaultKind.ProcessDies, FaultKind.ProcessLosesPower, FaultKind.DiskFills,
    ];

    private readonly bool _isChecked;

    public IntervalInvariants(World world)
        : base(world)
    {
        _isChecked = true;
        foreach (FaultKind kind in Surprises)
            _isChecked &= !world.Plan.Faults.Has(kind);
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (World.Process is not { } process)
            return;
        HedgeLoop loop = process.Pipeline.Loop;
        LoopCounters counters = loop.Counters;
        bool isFinite = double.IsFinite(counters.DayProfit) && double.IsFinite(loop.Ledger.Cost);
        if (!isFinite && counters.Latches == 0 && counters.DayStartNanos != long.MinValue)
            throw Broken("money", $"profit {counters.DayProfit}, cost {loop.Ledger.Cost}, and nothing is latched");
        if (!_isChecked)
            return;
        IReadOnlyList<Instrument> instruments = World.Plan.Settings.Instruments;
        for (int i = 0; i < instruments.Count; i++)
        {
            long theirs = World.Venue.Exchange.Positions[i];
            PositionInterval ours = loop.Ledger.Interval(i);
            bool mayBeSettled = instruments[i].ExpiryNanos is { } expiry
                && expiry <= World.Plan.StartUtcNanos + World.Timeline.Now + 2_000_000_000;
            if (!mayBeSettled && (theirs < ours.Low || theirs > ours.High))
            {
                throw Broken(
                    "interval", $"{instruments[i].Symbol}: exchange {theirs}, engine {ours.Low} to {ours.High}");
            }
        }
    }
}
