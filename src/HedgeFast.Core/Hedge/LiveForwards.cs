using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// The forwards of the underlyings that do not take them from their carry: fixed ones that settings give, and those that the quotes of dated futures give while the loop runs. Everything
/// follows from quotes in their order, which the journal has. A new forward is in use from the next time step on, when the terms of the options are prepared anyway.
/// <para>A dated future gives the forward of its expiry at each of its quotes: its mid over the underlying's latest price. One whose market is not good, or whose last quote is too old,
/// makes its underlying not hedgeable; <see cref="PortfolioDelta.UnusableExpiry"/> names the expiry.</para>
/// </summary>
internal sealed class LiveForwards
{
    private readonly HedgeMarket _market;
    private readonly Instrument[] _instruments;
    private readonly UnderlyingSettings[] _underlyings;
    private readonly ForwardCurve?[] _curves;
    private readonly int[][] _futures;

    /// <summary>Gives each underlying that needs one its curve.</summary>
    public LiveForwards(Instrument[] instruments, UnderlyingSettings[] underlyings, PortfolioDelta portfolio, HedgeMarket market)
    {
        (_instruments, _underlyings, _market) = (instruments, underlyings, market);
        _futures = [.. _underlyings.Select(FuturesOf)];
        _curves = new ForwardCurve?[_underlyings.Length];
        foreach (UnderlyingSettings underlying in _underlyings)
        {
            if (CurveOf(underlying) is not { } curve)
                continue;
            _curves[underlying.Index] = curve;
            portfolio.Use(underlying.Index, curve);
        }
    }

    /// <summary>Takes a quote that has just become the latest of an instrument that is not its underlying's hedge.</summary>
    public void TakeQuote(int instrument)
    {
        int u = _instruments[instrument].Underlying;
        _market[instrument].QuotedInBatch = false;
        if (_futures[u].Contains(instrument) && _market[_underlyings[u].HedgeInstrument].Fault == QuoteFault.None)
            Set(_curves[u]!, u, instrument);
    }

    /// <summary>Brings the curve of an underlying in line with its futures' markets. Called at each quote of its hedge instrument, before the options are looked at.</summary>
    public void Refresh(int u)
    {
        if (_curves[u] is not { } curve)
            return;
        foreach (int future in _futures[u])
        {
            if (_market[future].Fault != QuoteFault.None)
                curve.TryExpect(ExpiryOf(future));
        }

        foreach (int future in _futures[u])
        {
            if (_market[future].Fault == QuoteFault.None && (future == _underlyings[u].HedgeInstrument || !curve.Knows(ExpiryOf(future))))
                Set(curve, u, future);
        }
    }

    private static ForwardCurve CurveOfGiven(ForwardRule rule)
    {
        ForwardCurve curve = new(rule.Given.Count);
        foreach (ForwardPoint point in rule.Given)
            curve.TrySet(point.ExpiryNanos, point.Ratio, 1);
        return curve;
    }

    private ForwardCurve? CurveOf(UnderlyingSettings underlying)
    {
        switch (underlying.Forward.Source)
        {
            case ForwardSource.Given:
                return CurveOfGiven(underlying.Forward);

            case ForwardSource.Future:
                int[] futures = _futures[underlying.Index];
                ForwardCurve curve = new(futures.Length, underlying.Forward.AgeNanosMax);
                foreach (int future in futures)
                    curve.TryExpect(ExpiryOf(future));
                return curve;

            default:
                return null;
        }
    }

    private int[] FuturesOf(UnderlyingSettings underlying) => underlying.Forward.Source == ForwardSource.Future
        ? [.. _instruments.Where(i => i.Underlying == underlying.Index && i.ExpiryNanos is not null).Select(i => i.Index)]
        : [];

    private long ExpiryOf(int future) => _instruments[future].ExpiryNanos.GetValueOrDefault();

    // Two futures of one expiry share its forward: the later quote has the word.
    private void Set(ForwardCurve curve, int u, int future) =>
        curve.TrySet(ExpiryOf(future), _market[future].Mid, _market[_underlyings[u].HedgeInstrument].Mid, _market[future].ExchangeNanos);
}
