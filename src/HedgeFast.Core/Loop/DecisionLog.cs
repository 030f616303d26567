using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>Numbers the decisions of all underlyings and writes them to the journal.</summary>
/// <remarks>
/// An order decided from an approximate delta is sent first; the exact delta is computed right after, for the record,
/// and before the loop applies another event. So the journal has the same bits in both cases, and each decision is
/// checked against the exact delta. Owned by the loop.
/// </remarks>
/// <param name="journal">Receives the records.</param>
/// <param name="underlyings">Number of underlyings.</param>
/// <param name="tickToDecision">Measures from the cause's receive stamp to the decision.</param>
internal sealed class DecisionLog(JournalAppender journal, int underlyings, LatencyProbe tickToDecision)
{
    // At most one decision an underlying is open.
    private readonly OpenDecision[] _open = new OpenDecision[underlyings];
    private StateDigest _deltas;
    private int _count;

    /// <summary>Whether a decision has no record yet.</summary>
    public bool AnyOpen => _count > 0;

    /// <summary>Number of the last decision; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Digest of every option delta that was valued at a quote or decided from.</summary>
    public StateDigest Deltas => _deltas;

    /// <summary>Adds an option delta valued at a quote to the digest.</summary>
    public void AddDelta(double optionDelta) => _deltas.Add(optionDelta);

    /// <summary>Records the latency of a decision.</summary>
    /// <param name="causeNanos">Receive stamp of the decision's cause, monotonic nanoseconds.</param>
    public void RecordLatency(long causeNanos) => tickToDecision.RecordSince(causeNanos);

    /// <summary>Keeps a decision, from which deltas and reason are left out, until its record is written.</summary>
    public void Add(in OpenDecision decision)
    {
        Sequence = decision.Decision.Sequence;
        _open[_count++] = decision;
    }

    /// <summary>Writes every open record; called before the loop applies another event.</summary>
    /// <returns>False when the journal has no room.</returns>
    public bool TryComplete()
    {
        if (journal.FreeSlots < _count)
            return false;
        for (int i = 0; i < _count; i++)
        {
            Write(_open[i]);
            CheckPromise(_open[i]);
        }

        _count = 0;
        return true;
    }

    private void Write(in OpenDecision open)
    {
        UnderlyingValuation valuation = open.Valuation;
        valuation.Value();
        double exact = valuation.OptionDelta;
        UnderlyingSettings underlying = valuation.Settings;
        double hedged = underlying.HedgeRatio * exact;
        _deltas.Add(exact);
        UnderlyingPolicy policy = valuation.Policy;
        Band band = policy.Band;
        InstrumentChoice instruments = valuation.Instruments;
        int hedge = open.Order.Hedge;
        long lots = open.Order.Lots;
        journal.Append(JournalKind.Decision, open.Decision with
        {
            OptionDelta = exact,
            DeltaLow = hedged + open.Position.Low,
            DeltaHigh = hedged + open.Position.High,
            BandLower = band.Lower,
            BandUpper = band.Upper,
            ExpectedCost = instruments.Market(hedge).ExpectedCost(instruments[hedge], underlying.Costs, lots),
            Rule = lots < 0 ? DecisionRule.AboveBand : DecisionRule.BelowBand,
            Policy = underlying.Policy.Kind,
            Governor = policy.Governor,
            Basis = (float)instruments.Basis(hedge),
            AimDelta = BandLots.Aim(lots < 0 ? band.Upper : band.Lower, band.Target, underlying.TradeTo),
            Gamma = policy.Gamma,
        });
        if (HedgeNeed.At(hedged, open.Position, band, open.Order.DeltaPerLot, underlying.TradeTo) != open.Order.Need)
            valuation.Distrust();
    }

    private static void CheckPromise(in OpenDecision open)
    {
        if (!open.Order.IsPlaced || open.Decision.Lots != open.Order.Need.Lots)
            return;
        UnderlyingValuation valuation = open.Valuation;
        double hedged = valuation.Settings.HedgeRatio * valuation.OptionDelta;
        PositionDelta position = valuation.Instruments.Exposure().At(valuation.Price);
        valuation.Measures.CheckPromise(
            hedged + position.Low, hedged + position.High, valuation.Policy.Band, open.Order.DeltaPerLot);
    }
}

/// <summary>A decision whose record is not written yet.</summary>
/// <param name="Valuation">Values its underlying.</param>
/// <param name="Decision">The decision, without deltas and reason.</param>
/// <param name="Order">Its order, and the need that the order was sized from.</param>
/// <param name="Position">Delta of the hedges when deciding.</param>
internal readonly record struct OpenDecision(
    UnderlyingValuation Valuation, HedgeDecision Decision, HedgeOrder Order, PositionDelta Position);
