using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>A loop without threads, sockets or clock: events go in by hand, what comes out is kept in lists.</summary>
internal sealed class LoopRig
{
    public const long Second = 1_000_000_000;

    /// <summary>2024-08-08 23:54:17 UTC, the start of the sample tape.</summary>
    public const long ExchangeStart = 1_723_161_257_000_000_000;

    public LoopRig(
        HedgeSettings? settings = null, OptionBook? book = null, OptionVolatilities? volatilities = null,
        IRingProducer<SolverRequest>? requests = null, RunStart? start = null)
    {
        Settings = settings ?? MakeSettings();
        Book = book ?? ShortCalls(100);
        Loop = HedgeLoop.Create(Settings, Book, Intents, Records, LatencyProbe.Off, volatilities, requests, start);
    }

    public static Instrument Perpetual { get; } = new()
    {
        Index = 0,
        Symbol = "BTCUSD_PERP",
        FeedId = 1,
        Underlying = 0,
        Kind = InstrumentKind.InversePerpetual,
        TickMantissa = 1,
        TickDecimals = 1,
        ContractSize = 100,
        TakerFee = 0.0005,
    };

    /// <summary>The perpetual of a second underlying.</summary>
    public static Instrument EtherPerpetual { get; } = Perpetual with
    {
        Index = 1,
        Symbol = "ETHUSD_PERP",
        FeedId = 2,
        Underlying = 1,
        ContractSize = 10,
    };

    /// <summary>A second instrument on the same underlying: linear, a thousandth of a coin a lot.</summary>
    public static Instrument Fallback { get; } = Perpetual with
    {
        Index = 1,
        Symbol = "BTCUSDC_PERP",
        FeedId = 2,
        Kind = InstrumentKind.Linear,
        ContractSize = 0.001,
        MaxBasisFraction = 0.05,
    };

    public HedgeSettings Settings { get; }

    public OptionBook Book { get; }

    public HedgeLoop Loop { get; }

    public ListProducer<OrderIntent> Intents { get; } = new();

    public ListProducer<JournalRecord> Records { get; } = new();

    public long Now { get; private set; } = Second;

    public long Position => Loop.Ledger.FilledLots(0);

    public OrderIntent LastIntent => Intents.Items[^1];

    public static HedgeSettings MakeSettings(double halfWidth = 0.5, TradeTo tradeTo = default) => new()
    {
        Instance = "test",
        Instruments = [Perpetual],
        Underlyings =
        [
            new UnderlyingSettings
            {
                Index = 0,
                Name = "BTC",
                HedgeInstrument = 0,
                Delta = DeltaConvention.NetTransaction,
                BandHalfWidth = halfWidth,
                TradeTo = tradeTo,
            },
        ],
        Feed = new FeedSettings { Host = "127.0.0.1", Port = 1 },
        Orders = new OrderSettings { CapTicks = 5 },
        Limits = new LimitSettings
        {
            MaxOrderLots = 1_000_000,
            MaxPositionLots = 10_000_000,
            OrdersPerSecond = 10_000,
            StaleNanos = 2 * Second,
            CollarFraction = 0.02,
        },
        Schedule = new ScheduleSettings { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin },
    };

    /// <summary>Orders beside which fills of others count, so that a test can make a need by one.</summary>
    public static OrderSettings CountingForeignFills(OrderSettings orders) =>
        orders with { ForeignFills = ForeignFills.Count, ForeignLotsPerMinute = 1_000_000_000 };

    /// <summary>The same with <see cref="Fallback"/> behind the perpetual.</summary>
    public static HedgeSettings MakeTwo(Instrument? fallback = null, long fallbackAfterNanos = 0)
    {
        HedgeSettings settings = MakeSettings();
        return settings with
        {
            Instruments = [Perpetual, fallback ?? Fallback],
            Underlyings = [settings.Underlyings[0] with { Fallbacks = [1], FallbackAfterNanos = fallbackAfterNanos }],
        };
    }

    /// <summary>A loop with its session up, under limits and with orders of its own.</summary>
    public static LoopRig Up(
        Func<LimitSettings, LimitSettings>? limits = null, Func<OrderSettings, OrderSettings>? orders = null)
    {
        HedgeSettings settings = MakeSettings();
        var rig = new LoopRig(
            settings with
            {
                Limits = limits?.Invoke(settings.Limits) ?? settings.Limits,
                Orders = orders?.Invoke(settings.Orders) ?? settings.Orders,
            });
        rig.Session(up: true);
        return rig;
    }

    /// <summary>A one-line book: short at-the-money calls of a month.</summary>
    public static OptionBook ShortCalls(double quantity) => OptionBook.Create(
        [
            new OptionRow(
                "C", "BTC", OptionType.Call, 60_000, ExchangeStart + (30 * 86_400 * Second), SettlementKind.Inverse,
                OptionModel.Black76, -quantity, 1, 0.6),
        ],
        ["BTC"]);

    /// <summary>Time passes of which the loop is not told.</summary>
    public void Advance(long nanos) => Now += nanos;

    /// <summary>A batch of one market event, as it is.</summary>
    public void Market(in MarketEvent market)
    {
        Loop.Apply(market);
        EndBatch();
    }

    public void Quote(long midTicks, long spreadTicks = 2, long elapsedNanos = 1_000_000, int instrument = 0)
    {
        Now += elapsedNanos;
        Loop.Apply(new MarketEvent
        {
            Kind = MarketEventKind.Quote,
            ReceiveNanos = Now,
            ExchangeNanos = ExchangeStart + Now,
            BidTicks = midTicks - (spreadTicks / 2),
            AskTicks = midTicks + (spreadTicks / 2),
            BidLots = 1000,
            AskLots = 1000,
            Instrument = instrument,
        });
    }

    /// <summary>Others, or we, have traded.</summary>
    public void Trade(long lots, int instrument = 0)
    {
        Loop.Apply(
            new MarketEvent
            {
                Kind = MarketEventKind.Trade,
                ReceiveNanos = Now,
                BidTicks = 600_000,
                BidLots = lots,
                Instrument = instrument,
            });
        EndBatch();
    }

    public void Tick(long midTicks, int instrument = 0)
    {
        Quote(midTicks, instrument: instrument);
        EndBatch();
    }

    public void Fault(QuoteFault fault, int instrument = 0)
    {
        Loop.Apply(
            new MarketEvent
            {
                Kind = MarketEventKind.NotHedgeable,
                ReceiveNanos = Now,
                Instrument = instrument,
                Fault = fault,
            });
        EndBatch();
    }

    // A batch, and what the loop does when nothing else is to be done: the records of decisions.
    private void EndBatch()
    {
        Loop.EndBatch();
        Loop.CompleteDecisions();
    }

    public void Session(bool up) =>
        Execute(
            new ExecutionEvent
            {
                ReceiveNanos = Now,
                Instrument = -1,
                Kind = up ? ExecutionKind.SessionUp : ExecutionKind.SessionDown,
            });

    public void Control(ControlKind kind, long elapsedNanos = 0)
    {
        Now += elapsedNanos;
        Loop.Apply(new ControlEvent { ReceiveNanos = Now, Kind = kind });
        EndBatch();
    }

    public void Control(in ControlEvent control)
    {
        Loop.Apply(control with { ReceiveNanos = Now });
        EndBatch();
    }

    /// <summary>Marks everything and takes a step of the profit, as the thread that watches does.</summary>
    public bool TryStep(ProfitMeter meter)
    {
        var marks = new HedgeMark[Settings.Instruments.Count];
        var expiries = new ExpiryMark[Book.Groups.Length];
        Control(ControlKind.Timer);
        return Loop.Marks.TryRead(marks, expiries) && meter.Step(marks, expiries);
    }

    public void Execute(in ExecutionEvent execution)
    {
        Loop.Apply(execution);
        EndBatch();
    }

    public void Fill(in OrderIntent order, long lots, ulong execution) => Execute(new ExecutionEvent
    {
        ReceiveNanos = Now,
        Kind = ExecutionKind.Fill,
        OrderId = order.OrderId,
        Instrument = order.Instrument,
        Side = order.Side,
        LastLots = lots,
        LastTicks = order.LimitTicks,
        CumLots = lots,
        LeavesLots = order.Lots - lots,
        ExecIdLow = execution,
    });

    public void End(in OrderIntent order, ExecutionKind kind, long cumLots = 0) => Execute(new ExecutionEvent
    {
        ReceiveNanos = Now,
        Kind = kind,
        OrderId = order.OrderId,
        Instrument = order.Instrument,
        Side = order.Side,
        CumLots = cumLots,
    });
}
