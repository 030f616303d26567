using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>
/// Writes decisions to the journal, with the exact delta and the reason. The delta of a decision may have been that of
/// the curve, or a followed one: then its order leaves first, and the options are revalued behind it, before anything
/// else happens to the loop. So the journal has the same bits whichever it was, and each decision is held against the
/// exact delta. Owned by the loop.
/// </summary>
/// <param name="settings">Resolved settings.</param>
/// <param name="valuation">Where the exact delta comes from.</param>
/// <param name="journal">The record.</param>
/// <param name="state">The loop's underlyings.</param>
internal sealed class DecisionLog(
    HedgeSettings settings, Valuation valuation, JournalAppender journal, UnderlyingState[] state)
{
    private readonly UnderlyingSettings[] _underlyings = [.. settings.Underlyings];
    private readonly OpenDecision[] _open = new OpenDecision[settings.Underlyings.Count];
    private int _count;

    /// <summary>Whether a decision has no record yet.</summary>
    public bool AnyOpen => _count > 0;

    /// <summary>Adds a decision without deltas and reason, which are found when its record is written.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="order">Its order, and the need that the order was sized from.</param>
    /// <param name="position">The delta of the hedge then.</param>
    public void Add(in HedgeDecision decision, in HedgeOrder order, in PositionDelta position) =>
        _open[_count++] = new OpenDecision(decision, order, position);

    /// <summary>
    /// Writes every record that is still open. The loop has not gone on since the batch of the decisions.
    /// </summary>
    /// <param name="digest">Takes the exact deltas.</param>
    /// <returns>False when the journal has no room.</returns>
    public bool TryComplete(ref StateDigest digest)
    {
        if (journal.FreeSlots < _count)
            return false;
        for (int i = 0; i < _count; i++)
        {
            Write(_open[i], ref digest);
            CheckPromise(_open[i]);
        }

        _count = 0;
        return true;
    }

    private void Write(in OpenDecision open, ref StateDigest digest)
    {
        int u = open.Decision.Underlying;
        valuation.Value(u);
        double exact = state[u].OptionDelta;
        UnderlyingSettings underlying = _underlyings[u];
        double hedged = underlying.HedgeRatio * exact;
        digest.Add(exact);
        UnderlyingPolicy policy = valuation.Policy(u);
        Band band = policy.Band;
        InstrumentChoice hedges = valuation.Hedges(u);
        int hedge = open.Order.Hedge;
        long lots = open.Order.Lots;
        journal.Append(JournalKind.Decision, open.Decision with
        {
            OptionDelta = exact,
            DeltaLow = hedged + open.Position.Low,
            DeltaHigh = hedged + open.Position.High,
            BandLower = band.Lower,
            BandUpper = band.Upper,
            ExpectedCost = hedges.Market(hedge).ExpectedCost(hedges[hedge], underlying.Costs, lots),
            Rule = lots < 0 ? DecisionRule.AboveBand : DecisionRule.BelowBand,
            Policy = underlying.Policy.Kind,
            Governor = policy.Governor,
            Basis = (float)hedges.Basis(hedge),
            AimDelta = BandLots.Aim(lots < 0 ? band.Upper : band.Lower, band.Target, underlying.TradeTo),
            Gamma = policy.Gamma,
        });
        if (HedgeNeed.At(hedged, open.Position, band, open.Order.DeltaPerLot, underlying.TradeTo) != open.Order.Need)
            valuation.Distrust(u);
    }

    private void CheckPromise(in OpenDecision open)
    {
        int u = open.Decision.Underlying;
        if (state[u].RetryOnTimer || open.Decision.Lots != open.Order.Need.Lots)
            return;
        double hedged = _underlyings[u].HedgeRatio * state[u].OptionDelta;
        PositionDelta position = valuation.Hedges(u).Exposure().At(state[u].Price);
        valuation.Measures.CheckPromise(
            hedged + position.Low, hedged + position.High, valuation.Policy(u).Band, open.Order.DeltaPerLot,
            _underlyings[u].TradeTo);
    }

    private readonly record struct OpenDecision(HedgeDecision Decision, HedgeOrder Order, PositionDelta Position);
}
