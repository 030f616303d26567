using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core;

/// <summary>
/// The loop's answer to a new price: the exact delta of an underlying's options, or the proof that it does not matter. Which of the two is used is by
/// <see cref="UnderlyingSettings.Revalue"/>; the decisions are the same. Owned by the loop.
/// </summary>
internal sealed class Valuation
{
    private readonly Instrument[] _instruments;
    private readonly UnderlyingSettings[] _underlyings;
    private readonly PortfolioDelta _portfolio;
    private readonly HedgeMarket _market;
    private readonly PositionLedger _ledger;
    private readonly LoopCounters _counters;
    private readonly HedgeTriggers?[] _triggers;
    private readonly UnderlyingState[] _state;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="portfolio">The options.</param>
    /// <param name="market">The latest quotes.</param>
    /// <param name="ledger">Positions and what is in flight.</param>
    /// <param name="counters">Counts, for others to look at.</param>
    /// <param name="state">The loop's underlyings.</param>
    public Valuation(HedgeSettings settings, PortfolioDelta portfolio, HedgeMarket market, PositionLedger ledger, LoopCounters counters, UnderlyingState[] state)
    {
        (_instruments, _underlyings) = ([.. settings.Instruments], [.. settings.Underlyings]);
        (_portfolio, _market, _ledger, _counters, _state) = (portfolio, market, ledger, counters, state);
        Measures = new HedgeMeasures(counters);
        _triggers = [.. _underlyings.Select(u => u.Revalue == RevalueMode.Triggers ? new HedgeTriggers(portfolio, u.Index, _instruments[u.HedgeInstrument], u.BandHalfWidth) : null)];
        foreach (ref UnderlyingState each in _state.AsSpan())
            each.OptionDelta = double.NaN;
    }

    /// <summary>The delta kept, for others to look at.</summary>
    public HedgeMeasures Measures { get; }

    /// <summary>
    /// Takes the newest quote of an underlying. Its terms are aged at every quote, whether the options are valued or not: then their bits do not depend on what was left out.
    /// </summary>
    /// <returns>Whether the options were valued.</returns>
    public bool TakeQuote(int u)
    {
        ref UnderlyingState state = ref _state[u];
        ref InstrumentState market = ref _market[_underlyings[u].HedgeInstrument];
        state.HasNewQuote = false;
        state.Price = market.Mid;
        state.IsValued = false;
        if (_triggers[u] is null)
            Value(u);
        else
            Note(u, _portfolio.Advance(u, state.Price, market.ExchangeNanos));
        return state.IsValued;
    }

    /// <summary>Makes <see cref="UnderlyingState.OptionDelta"/> exact at the price of the last quote.</summary>
    public void Value(int u)
    {
        ref UnderlyingState state = ref _state[u];
        if (state.IsValued)
            return;
        state.OptionDelta = _portfolio.Revalue(u, state.Price, _market[_underlyings[u].HedgeInstrument].ExchangeNanos);
        state.IsValued = true;
        _counters.Revaluations++;
        bool isNumber = !double.IsNaN(state.OptionDelta);
        Note(u, isNumber);
        if (isNumber)
            Measure(u, ref state, state.OptionDelta);
    }

    /// <summary>Whether triggers prove that no hedge is due at the last quote: two comparisons, and those that tell whether the triggers still hold.</summary>
    public bool ProvesNothingDue(int u, PositionInterval position, in Band band) =>
        _triggers[u] is { } triggers && triggers.Hold(_market[_underlyings[u].HedgeInstrument].MidHalfTicks, position, band);

    /// <summary>Counts a proof; the numbers for others come from the curve. Called when the decision's clock has been read.</summary>
    public void CountProved(int u)
    {
        ref UnderlyingState state = ref _state[u];
        _counters.Proved++;
        double estimate = _triggers[u]!.Estimate(state.Price);
        if (!double.IsNaN(estimate))
            Measure(u, ref state, estimate);
    }

    /// <summary>Does about a microsecond of work on the triggers, if any is outstanding.</summary>
    /// <returns>Whether there was any.</returns>
    public bool DoIdleSlice()
    {
        for (int u = 0; u < _triggers.Length; u++)
        {
            int hedge = _underlyings[u].HedgeInstrument;
            if (_triggers[u] is { } triggers && !_state[u].HasNewQuote && _market[hedge].Fault == QuoteFault.None
                && triggers.BuildSlice(_market[hedge].MidHalfTicks, _ledger.Interval(hedge), _underlyings[u].Band))
                return true;
        }

        return false;
    }

    // Says which option's volatility keeps an underlying from being hedged.
    private void Note(int u, bool isHedgeable)
    {
        _counters.UnusableOption = isHedgeable ? 0 : 1 + _portfolio.UnusableOption(u);
        if (!isHedgeable)
            _counters.Hedgeable = 0;
    }

    private void Measure(int u, ref UnderlyingState state, double optionDelta)
    {
        int hedge = _underlyings[u].HedgeInstrument;
        double perLot = _instruments[hedge].DeltaPerLot(state.Price) * _instruments[hedge].OpenFraction(_market[hedge].ExchangeNanos);
        Measures.Add(ref state, _underlyings[u], optionDelta, _ledger.FilledLots(hedge), perLot);
    }
}
