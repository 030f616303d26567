using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Profit;

/// <summary>
/// Marks the hedge to market at every timer, checks the limit on the day's loss and publishes the marks. Owned by the
/// loop.
/// </summary>
/// <remarks>
/// Another thread values the options together with the hedge at the same marks. Its profit of the book comes back as a
/// control event: the journal has it, and a replay stops where the run stopped.
/// </remarks>
/// <param name="instruments">All instruments by dense index.</param>
/// <param name="underlyings">All underlyings by index.</param>
/// <param name="market">The latest quotes.</param>
/// <param name="ledger">Positions and the money of the fills.</param>
/// <param name="limits">The day's loss and cost.</param>
/// <param name="portfolio">The options, whose market is marked with the hedge; null where they are not valued.</param>
internal sealed class MarkToMarket(
    IReadOnlyList<Instrument> instruments, IReadOnlyList<UnderlyingSettings> underlyings, MarketState market,
    PositionLedger ledger, PreTradeLimits limits,
    PortfolioDelta? portfolio = null)
{
    private readonly Instrument[] _instruments = [.. instruments];
    private readonly ForwardCurve?[] _carriedForwards =
    [
        .. underlyings.Select(u => CarriedCurve(instruments.Count, u)),
    ];
    private readonly HedgeDividends _dividends = new(instruments, underlyings, ledger);
    private InstrumentChoice[] _hedges = [];
    private long _utcNanos;

    /// <summary>The latest marks.</summary>
    public MarkBoard Board { get; } = new(instruments.Count, portfolio?.Expiries ?? 0);

    /// <summary>Marks by the hedge instruments in use; without them each instrument by its own price.</summary>
    /// <param name="hedges">The hedge instruments of each underlying.</param>
    public void Use(InstrumentChoice[] hedges) => _hedges = hedges;

    /// <summary>Resumes an instrument's mark of the run before: profit counts from its price.</summary>
    public void Carry(in CarriedMark carried)
    {
        ref HedgeMark mark = ref Board[carried.Instrument];
        (mark.FirstMid, mark.FirstExchangeNanos) = (carried.Mid, carried.ExchangeNanos);
        CarryForwards(_instruments[carried.Instrument].Underlying);
        _dividends.Carry(carried.Instrument, carried.ExchangeNanos);
        ledger.OpenAt(carried.Instrument, carried.Mid);
    }

    /// <summary>Books the dividends due at an instrument's latest quote.</summary>
    public void NoteQuote(int instrument) => _dividends.Note(instrument, market[instrument].ExchangeNanos);

    /// <summary>The prices of the last mark; of an instrument not marked since, the carried price.</summary>
    public IEnumerable<CarriedMark> ToCarried()
    {
        for (int i = 0; i < _instruments.Length; i++)
        {
            HedgeMark mark = Board[i];
            if (mark.FirstExchangeNanos == 0)
                continue;
            bool isMarked = mark.ExchangeNanos != 0;
            yield return new CarriedMark
            {
                Instrument = i,
                Mid = isMarked ? mark.Mid : mark.FirstMid,
                ExchangeNanos = isMarked ? mark.ExchangeNanos : mark.FirstExchangeNanos,
            };
        }
    }

    /// <summary>
    /// Applies a control event: the book's profit as valued by another thread, or the day's profit of an earlier
    /// process.
    /// </summary>
    /// <returns>Whether the day's loss has just reached its limit.</returns>
    public bool Apply(in ControlEvent control)
    {
        if (control.Kind == ControlKind.CarryDay)
            limits.CarryDay(control.DayStartNanos, control.Value);
        return control.Kind == ControlKind.BookProfit
            && limits.MarkBook(control.Value, _utcNanos, control.ReceiveNanos);
    }

    /// <summary>Re-arms the latched limits and checks the day's loss at current prices.</summary>
    /// <remarks>
    /// Runs before any decision of the batch: no order leaves in a batch in which a limit that is already breached
    /// would latch again.
    /// </remarks>
    /// <returns>Whether the day's loss has latched again.</returns>
    public bool Rearm()
    {
        double profit = 0;
        for (int i = 0; i < _instruments.Length; i++)
        {
            if (Board[i].ExchangeNanos == 0)
                continue;
            double mid = MidOf(i, out _);
            profit += ledger.Account(i).Profit(_instruments[i], mid) - ledger.Account(i).Fees;
        }

        return limits.Rearm(ledger.Cost, profit);
    }

    /// <summary>Marks every instrument at its last quote.</summary>
    /// <remarks>
    /// An instrument without a usable quote is marked by the one that hedges in its place; without one it keeps its
    /// last price.
    /// </remarks>
    /// <returns>Whether the day's loss has just reached its limit.</returns>
    public bool Take()
    {
        double profit = 0;
        long latest = 0;
        Board.Begin();
        for (int i = 0; i < _instruments.Length; i++)
        {
            ref InstrumentState state = ref market[i];
            if (state.ExchangeNanos == 0)
                continue;
            ref HedgeMark mark = ref Board[i];
            double mid = MidOf(i, out long nanos);
            (mark.Spot, mark.SpotNanos) = SpotOf(i);
            ledger.OpenAt(i, mid);
            if (mark.FirstExchangeNanos == 0)
                (mark.FirstMid, mark.FirstExchangeNanos) = (mid, nanos);
            mark.Mid = mid;
            mark.ExchangeNanos = nanos;
            mark.Account = ledger.Account(i);
            profit += ledger.Account(i).Profit(_instruments[i], mid) - ledger.Account(i).Fees;
            latest = Math.Max(latest, state.ExchangeNanos);
        }

        _utcNanos = latest;
        MarkExpiries();
        Board.End();
        if (_utcNanos == 0)
            return false;
        limits.MarkCost(ledger.Cost, _utcNanos);
        return limits.MarkHedge(profit, _utcNanos);
    }

    // The market that the options are valued in: that of the delta kernels, and the last known while they have none.
    private void MarkExpiries()
    {
        if (portfolio is null)
            return;
        for (int g = 0; g < portfolio.Expiries; g++)
        {
            (int u, long expiry) = portfolio.ExpiryOf(g);
            ref HedgeMark mark = ref Board[underlyings[u].HedgeInstrument];
            if (mark.ExchangeNanos == 0)
                continue;
            ref ExpiryMark marked = ref Board.Expiries[g];
            long utcNanos = mark.SpotNanos != 0 ? mark.SpotNanos : mark.ExchangeNanos;
            double logRatio = portfolio.LogRatio(g, utcNanos);
            if (!double.IsNaN(logRatio))
                marked.LogRatio = logRatio;
            marked.LogAnchor = portfolio.AnchorOf(g);
            marked.Average = portfolio.AverageOf(g, utcNanos);
            marked.IsValued = portfolio[u].IsValued;
            if (double.IsNaN(marked.FirstLogRatio))
                marked.FirstLogRatio = FirstLogRatio(g, u, expiry, mark.FirstExchangeNanos);
        }
    }

    // Profit that goes on from a run before begins at its forwards.
    private double FirstLogRatio(int group, int u, long expiry, long utcNanos)
    {
        if (_carriedForwards[u] is not { } carried)
            return portfolio!.LogRatio(group, utcNanos);
        carried.NowNanos = utcNanos;
        double logRatio = carried.LogRatioAt(expiry);
        return double.IsNaN(logRatio) ? portfolio!.LogRatio(group, utcNanos) : logRatio;
    }

    private static ForwardCurve? CarriedCurve(int instruments, UnderlyingSettings underlying) =>
        underlying.Forward.Source == ForwardSource.Future ? new ForwardCurve(instruments) : null;

    // Futures and underlying as the run before marked them last.
    private void CarryForwards(int u)
    {
        if (_carriedForwards[u] is not { } curve)
            return;
        double spot = Board[underlyings[u].HedgeInstrument].FirstMid;
        for (int i = 0; i < _instruments.Length; i++)
        {
            if (_instruments[i].Underlying == u && _instruments[i].ExpiryNanos is { } expiry)
                curve.TrySet(expiry, Board[i].FirstMid, spot);
        }
    }

    // A price that another stock implies is without the dividend from the ex date on, one by a future is not.
    private double MidOf(int i, out long utcNanos)
    {
        if (_hedges.Length > 0 && _hedges[_instruments[i].Underlying] is var hedges
            && hedges.TryImply(i, out double price, out utcNanos))
        {
            if (hedges[hedges.InUse].PaysDividends)
                _dividends.Note(i, utcNanos);
            return price;
        }

        utcNanos = market[i].ExchangeNanos;
        return market[i].Mid;
    }

    private (double Price, long UtcNanos) SpotOf(int i)
    {
        int u = _instruments[i].Underlying;
        return _hedges.Length > 0
            && underlyings[u].HedgeInstrument == i
            && _hedges[u] is { InUse: not 0, IsHedgeable: true } hedges
            ? (hedges.Quote.Price, hedges.MarketInUse.ExchangeNanos)
            : (0, 0);
    }

    /// <summary>
    /// Adds the quotes and the state of the next mark that the limits do not hash: last mark time, positions and fill
    /// money.
    /// </summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_utcNanos);
        market.AddClockTo(ref digest);
        _dividends.AddTo(ref digest);
        digest.Add(ledger.Cost);
        for (int i = 0; i < _instruments.Length; i++)
        {
            market.AddQuoteTo(ref digest, i);
            ledger.AddAccountTo(ref digest, i);
        }
    }
}
