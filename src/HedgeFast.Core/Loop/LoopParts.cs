using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>Builds the parts of a <see cref="HedgeLoop"/> from settings, each behind those it depends on.</summary>
internal sealed class LoopParts
{
    private readonly OrderPauses _pauses;

    /// <summary>Builds the parts, and restores the state of a resumed run.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="options">The options held.</param>
    /// <param name="intents">Receives the orders.</param>
    /// <param name="journal">Receives the records.</param>
    /// <param name="tickToDecision">Measures from the tick's receive stamp to the decision.</param>
    /// <param name="start">The run to resume; null begins with nothing.</param>
    public LoopParts(
        HedgeSettings settings, PortfolioDelta options, IRingProducer<OrderIntent> intents,
        IRingProducer<JournalRecord> journal, LatencyProbe tickToDecision, RunStart? start)
    {
        settings.RequireOneCurrency();
        Options = options;

        // 1. What the loop knows: quotes, positions, money.
        Counters = new LoopCounters(settings.Underlyings.Count);
        Instruments = [.. settings.Instruments.Select(_ => new InstrumentCounters())];
        Volatilities = new VolatilityBoard(options.Deltas.Length);
        Journal = new JournalAppender(journal, start?.Snapshot?.Count ?? 0);
        Limits = new PreTradeLimits(settings.Limits, settings.Instruments.Count);
        Market = new MarketState(settings.Instruments, settings.Feed.Clock);
        Ledger = new PositionLedger(settings.Instruments, settings.Orders, Market, Limits)
        {
            Judge = { FirstNumber = start?.FirstNumber ?? 0 },
        };
        Marks = new MarkToMarket(settings.Instruments, settings.Underlyings, Market, Ledger, Limits, options);
        start?.Snapshot?.RestoreTo(Ledger, Limits, Marks);

        // 2. How orders leave.
        var positions = new Reconciliation(
            settings.Orders, Ledger, Limits, new PositionSettlement(Ledger, Market, Journal), Counters, Instruments);
        _pauses = new OrderPauses(settings.Orders.RejectPauseNanos, settings.Instruments.Count);
        Desk = new OrderDesk(settings.Orders, Limits, Ledger, Market, _pauses, intents, Journal, Counters, positions)
        {
            LastOrderId = start?.FirstNumber ?? 0,
            IsClearing = Limits.IsClearing,
        };
        Controls = new LoopControls(Limits, Desk, Marks, Ledger, Counters);

        // 3. Who decides.
        Log = new DecisionLog(Journal, settings.Underlyings.Count, tickToDecision);
        Hedgers =
        [
            .. settings.Underlyings.Select(underlying => new UnderlyingHedger(
                options[underlying.Index], ValuationOf(settings, underlying), Desk, Controls, Log)),
        ];
        HedgerOf = [.. settings.Instruments.Select(instrument => Hedgers[instrument.Underlying])];
        start?.Snapshot?.RestoreTo(options);
        Averages = new AverageRecords(settings, options);
        Marks.Use([.. Hedgers.Select(hedger => hedger.Instruments)]);
    }

    /// <summary>The options, by underlying.</summary>
    public PortfolioDelta Options { get; }

    /// <summary>Counts and levels of the loop.</summary>
    public LoopCounters Counters { get; }

    /// <summary>Counts of each instrument, by dense index.</summary>
    public IReadOnlyList<InstrumentCounters> Instruments { get; }

    /// <summary>Volatilities implied by quotes.</summary>
    public VolatilityBoard Volatilities { get; }

    /// <summary>Appends records to the journal's ring.</summary>
    public JournalAppender Journal { get; }

    /// <summary>Pre-trade risk checks.</summary>
    public PreTradeLimits Limits { get; }

    /// <summary>The latest quote of every instrument.</summary>
    public MarketState Market { get; }

    /// <summary>Positions, live orders and costs.</summary>
    public PositionLedger Ledger { get; }

    /// <summary>Marks the hedge to market.</summary>
    public MarkToMarket Marks { get; }

    /// <summary>Places, replaces and cancels orders.</summary>
    public OrderDesk Desk { get; }

    /// <summary>Kill switch, stop and session.</summary>
    public LoopControls Controls { get; }

    /// <summary>Numbers and records decisions.</summary>
    public DecisionLog Log { get; }

    /// <summary>One hedger an underlying, in the settings' order.</summary>
    public UnderlyingHedger[] Hedgers { get; }

    /// <summary>Of each instrument by dense index, the hedger of its underlying.</summary>
    public UnderlyingHedger[] HedgerOf { get; }

    /// <summary>Settlement averages that are due to be journaled.</summary>
    public AverageRecords Averages { get; }

    /// <summary>The options of a book, valued as settings say.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options.</param>
    /// <param name="volatilities">Volatilities that replace the book's; null keeps those.</param>
    /// <param name="usesSolver">Whether a solver computes what is expensive.</param>
    public static PortfolioDelta OptionsOf(
        HedgeSettings settings, OptionBook book, OptionVolatilities? volatilities, bool usesSolver) => new(
        book, [.. settings.Underlyings.Select(u => u.Delta)], [.. settings.Underlyings.Select(u => u.Aging)],
        DeltaKernel.Choose(), volatilities,
        [.. settings.Underlyings.Select(u => u.Volatility.For(u.BandHalfWidth, u.HedgeRatio))], usesSolver,
        [.. settings.Underlyings.Select(u => u.SettlementDelta)]);

    private UnderlyingValuation ValuationOf(HedgeSettings settings, UnderlyingSettings underlying)
    {
        UnderlyingDelta options = Options[underlying.Index];
        var instruments = new InstrumentChoice(
            settings.Instruments, underlying, settings.Limits.StaleNanos, Market, Ledger, _pauses, Counters,
            Instruments);

        // Each expiry changes the delta without a hedge.
        long[] expiries =
        [
            .. options.Expiries
                .Concat(underlying.Hedges.Select(i => settings.Instruments[i].ExpiryNanos).OfType<long>())
                .Distinct()
                .Order(),
        ];
        var policy = new UnderlyingPolicy(
            underlying, settings.Instruments[underlying.HedgeInstrument], options, expiries);
        var forwards = new LiveForwards(underlying, settings.Instruments, options, Market);
        return new UnderlyingValuation(underlying, options, instruments, policy, forwards, Counters);
    }
}
