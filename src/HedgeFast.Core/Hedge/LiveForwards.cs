using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// The forwards of the underlyings that do not take them from their carry: fixed ones that settings give, and those
/// that the quotes of dated futures give while the loop runs. Everything follows from quotes in their order, which the
/// journal has. A new forward is in use from the next time step on, when the terms of the options are prepared anyway.
/// <para>A dated future gives the forward of its expiry at each of its quotes: its mid over the underlying's latest
/// price. One whose market is not good, or whose last quote is too old, makes its underlying not hedgeable;
/// <see cref="PortfolioDelta.UnusableExpiry"/> names the expiry.</para>
/// </summary>
internal sealed class LiveForwards
{
    private readonly MarketState _market;
    private readonly Instrument[] _instruments;
    private readonly UnderlyingSettings[] _underlyings;
    private readonly ForwardCurve?[] _curves;
    private readonly int[][] _futures;
    private readonly bool[] _isHedge;
    private readonly bool[] _notes;

    /// <summary>Gives each underlying that needs one its curve.</summary>
    public LiveForwards(
        Instrument[] instruments, UnderlyingSettings[] underlyings, PortfolioDelta portfolio, MarketState market)
    {
        (_instruments, _underlyings, _market) = (instruments, underlyings, market);
        _futures = [.. _underlyings.Select(FuturesOf)];
        _isHedge = [.. _instruments.Select(i => _underlyings[i.Underlying].Hedges.Contains(i.Index))];
        _notes =
        [
            .. _instruments.Select(i => !_isHedge[i.Index]
                || (_futures[i.Underlying].Contains(i.Index) && _underlyings[i.Underlying].HedgeInstrument != i.Index)),
        ];
        _curves = new ForwardCurve?[_underlyings.Length];
        foreach (UnderlyingSettings underlying in _underlyings)
        {
            if (CurveOf(underlying) is not { } curve)
                continue;
            _curves[underlying.Index] = curve;
            portfolio.Use(underlying.Index, curve);
        }
    }

    /// <summary>The underlying of an instrument, by dense index.</summary>
    public int UnderlyingOf(int instrument) => _instruments[instrument].Underlying;

    /// <summary>
    /// Whether the quotes of an instrument have to be noted here: those of futures that say a forward, and of all that
    /// are no hedge.
    /// </summary>
    public bool Notes(int instrument) => _notes[instrument];

    /// <summary>Notes a quote that has just become the latest of its instrument.</summary>
    /// <param name="instrument">The instrument, by dense index.</param>
    /// <param name="price">Price of its underlying; NaN when there is none.</param>
    public void NoteQuote(int instrument, double price)
    {
        int u = UnderlyingOf(instrument);
        _market[instrument].QuotedInBatch &= _isHedge[instrument];
        if (!double.IsNaN(price) && _futures[u].Contains(instrument))
            Set(_curves[u]!, instrument, price);
    }

    /// <summary>
    /// Brings the curve of an underlying in line with its futures' markets. Called at each of its prices, before the
    /// options are looked at.
    /// </summary>
    /// <param name="u">The underlying.</param>
    /// <param name="price">Its price.</param>
    public void Refresh(int u, double price)
    {
        if (_curves[u] is { } curve)
            Refresh(curve, u, price);
    }

    private ForwardCurve? CurveOf(UnderlyingSettings underlying)
    {
        switch (underlying.Forward.Source)
        {
            case ForwardSource.Given:
                return ForwardCurve.OfGiven(underlying.Forward.Given);

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

    private int[] FuturesOf(UnderlyingSettings underlying)
    {
        if (underlying.Forward.Source != ForwardSource.Future)
            return [];
        IEnumerable<Instrument> futures =
            _instruments.Where(i => i.Underlying == underlying.Index && i.ExpiryNanos is not null);
        return [.. futures.Select(i => i.Index)];
    }

    private long ExpiryOf(int future) => _instruments[future].ExpiryNanos.GetValueOrDefault();

    private void Refresh(ForwardCurve curve, int u, double price)
    {
        foreach (int future in _futures[u])
        {
            if (_market[future].Fault != QuoteFault.None)
                curve.TryExpect(ExpiryOf(future));
        }

        foreach (int future in _futures[u])
        {
            if (_market[future].Fault == QuoteFault.None
                && (future == _underlyings[u].HedgeInstrument || !curve.Knows(ExpiryOf(future))))
            {
                Set(curve, future, price);
            }
        }
    }

    // Two futures of one expiry share its forward: the later quote has the word. The price of one whose settlement is
    // being averaged has the part in it that is fixed, and is no forward of what is still open, which the exact delta
    // of averaged options needs: carry takes its place.
    private void Set(ForwardCurve curve, int future, double price)
    {
        UnderlyingSettings underlying = _underlyings[UnderlyingOf(future)];
        long now = _market[future].ExchangeNanos;
        bool isFixing = underlying.SettlementDelta == SettlementDelta.Exact
            && _instruments[future].OpenFraction(now) < 1;
        double forward = isFixing
            ? price * Elementary.Exp(underlying.Carry * DayCount.Years(ExpiryOf(future) - now))
            : _market[future].Mid;
        curve.TrySet(ExpiryOf(future), forward, price, now);
    }
}
