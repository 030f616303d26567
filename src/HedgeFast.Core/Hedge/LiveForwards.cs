using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Hedge;

/// <summary>Feeds the forward curve of one underlying, from settings or from quotes of dated futures.</summary>
/// <remarks>
/// An underlying that takes its forwards from its carry has no curve. Everything follows from quotes in their order,
/// which the journal has. A new forward is in use from the next time step on, when the terms of the options are
/// prepared anyway.
/// <para>A dated future gives the forward of its expiry at each of its quotes: its mid over the underlying's latest
/// price. One whose market is not good, or whose last quote is too old, makes the underlying not hedgeable;
/// <see cref="UnderlyingDelta.UnusableExpiry"/> names the expiry.</para>
/// </remarks>
internal sealed class LiveForwards
{
    private readonly UnderlyingSettings _settings;
    private readonly MarketState _market;
    private readonly Instrument[] _futures;
    private readonly ForwardCurve? _curve;

    // By dense index of the instrument.
    private readonly bool[] _isHedge;
    private readonly bool[] _notes;

    /// <summary>Gives the options a forward curve where the settings want one.</summary>
    /// <param name="settings">The underlying.</param>
    /// <param name="instruments">All instruments by dense index.</param>
    /// <param name="options">The options of the underlying.</param>
    /// <param name="market">The latest quotes.</param>
    public LiveForwards(
        UnderlyingSettings settings, IReadOnlyList<Instrument> instruments, UnderlyingDelta options, MarketState market)
    {
        _settings = settings;
        _market = market;
        _futures = settings.Forward.Source != ForwardSource.Future
            ? []
            : [.. instruments.Where(i => i.Underlying == settings.Index && i.ExpiryNanos is not null)];
        _isHedge = [.. instruments.Select(i => settings.Hedges.Contains(i.Index))];
        _notes =
        [
            .. instruments.Select(i =>
                !_isHedge[i.Index] || (_futures.Contains(i) && settings.HedgeInstrument != i.Index)),
        ];
        _curve = settings.Forward.Source switch
        {
            ForwardSource.Given => ForwardCurve.OfGiven(settings.Forward.Given),
            ForwardSource.Future => new ForwardCurve(_futures.Length, settings.Forward.AgeNanosMax),
            _ => null,
        };
        if (_curve is null)
            return;
        foreach (Instrument future in _futures)
            _curve.TryExpect(ExpiryOf(future));
        options.Use(_curve);
    }

    /// <summary>Whether quotes of an instrument feed the curve, or are of no hedge instrument.</summary>
    /// <param name="instrument">Dense index of an instrument of this underlying.</param>
    public bool Notes(int instrument) => _notes[instrument];

    /// <summary>Sets a forward from a quote that has just become the latest of its instrument.</summary>
    /// <param name="instrument">Dense index of an instrument of this underlying.</param>
    /// <param name="price">Price of the underlying; NaN when none is known.</param>
    public void NoteQuote(int instrument, double price)
    {
        _market[instrument].QuotedInBatch &= _isHedge[instrument];
        if (double.IsNaN(price))
            return;
        foreach (Instrument future in _futures)
        {
            if (future.Index == instrument)
                Set(_curve!, future, price);
        }
    }

    /// <summary>Brings the curve in line with the futures' markets, before the options are valued.</summary>
    /// <param name="price">Price of the underlying.</param>
    public void Refresh(double price)
    {
        if (_curve is { } curve)
            Refresh(curve, price);
    }

    private static long ExpiryOf(Instrument future) => future.ExpiryNanos.GetValueOrDefault();

    private void Refresh(ForwardCurve curve, double price)
    {
        foreach (Instrument future in _futures)
        {
            if (_market[future.Index].Fault != QuoteFault.None)
                curve.TryExpect(ExpiryOf(future));
        }

        foreach (Instrument future in _futures)
        {
            if (_market[future.Index].Fault == QuoteFault.None
                && (future.Index == _settings.HedgeInstrument || !curve.Knows(ExpiryOf(future))))
            {
                Set(curve, future, price);
            }
        }
    }

    // Two futures of one expiry share its forward: the later quote sets it. The price of one whose settlement is being
    // averaged has the part in it that is fixed, and is no forward of what is still open, which the exact delta of
    // averaged options needs: carry takes its place.
    private void Set(ForwardCurve curve, Instrument future, double price)
    {
        long now = _market[future.Index].ExchangeNanos;
        bool isFixing = _settings.SettlementDelta == SettlementDelta.Exact && future.OpenFraction(now) < 1;
        double forward = isFixing
            ? price * Elementary.Exp(_settings.Carry * DayCount.Years(ExpiryOf(future) - now))
            : _market[future.Index].Mid;
        curve.TrySet(ExpiryOf(future), forward, price, now);
    }
}
