using System.Text;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Simulation.Worlds;

/// <summary>Draws instruments, book, policies, orders, limits and session of a world.</summary>
internal sealed class SettingsDraw
{
    // A simulated disk copies a mapped segment whole when it is forced, and a world's sessions fill a few of these.
    private const int StoreSegmentBytes = 64 << 10;
    private const long Milli = 1_000_000;
    private const long Second = 1_000_000_000;

    private readonly Draw _draw;
    private readonly long _start;
    private readonly List<Instrument> _instruments = [];
    private readonly List<UnderlyingSettings> _underlyings = [];
    private readonly List<double> _mids = [];
    private readonly List<OptionRow> _book = [];

    private SettingsDraw(Draw draw, long start)
    {
        _draw = draw;
        _start = start;
        Add("BTC", draw.Between(40_000, 80_000));
        if (draw.Chance(0.3))
            Add("ETH", draw.Between(1_500, 4_000));
        Draw rings = draw.Fork("rings");
        Settings = new HedgeSettings
        {
            Instance = "sim",
            Instruments = _instruments,
            Underlyings = _underlyings,
            Feed = FeedOf(),
            Orders = OrdersOf(),
            Limits = LimitsOf(),
            Rings = new RingSettings
            {
                Market = rings.Of([128, 1024]),
                Execution = 512,
                Order = 256,
                Journal = rings.Of([512, 2048]),
                Preparation = 64,
            },
            Schedule = new ScheduleSettings { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin },
            JournalDirectory = WorldPlan.Journal,
        };
        (Session, VenueSession) = SessionsOf();
        Endpoint = new FixEndpoint
        {
            Host = WorldPlan.VenueHost,
            Port = WorldPlan.FixPort,
            ReconnectMinNanos = 200 * Milli,
            ReconnectMaxNanos = draw.Between(1, 5) * Second,
            LogonsPerMinute = draw.Of([4, 20, 60]),
        };
        BookCsv = Encoding.UTF8.GetBytes(BookText.Of(_book));
    }

    public HedgeSettings Settings { get; }

    public FixSessionSettings Session { get; }

    public FixSessionSettings VenueSession { get; }

    public FixEndpoint Endpoint { get; }

    public byte[] BookCsv { get; }

    public IReadOnlyList<OptionRow> Book => _book;

    public double[] FirstMids => [.. _mids];

    public static SettingsDraw Of(Draw draw, long start) => new(draw, start);

    private void Add(string name, double mid)
    {
        int underlying = _underlyings.Count;
        bool isInverse = _draw.Chance(0.6);
        int preferred = _instruments.Count;
        AddInstrument($"{name}-PERP", underlying, isInverse, mid, expiry: null);
        var fallbacks = new List<int>();
        if (_draw.Chance(0.35))
        {
            fallbacks.Add(_instruments.Count);
            long? expiry = _draw.Chance(0.3) ? _start + _draw.Between(20 * Second, 400 * Second) : null;
            double basis = 1 + (0.004 * (_draw.Unit() - 0.5));
            AddInstrument($"{name}-ALT", underlying, isInverse: _draw.Chance(0.3), mid * basis, expiry);
        }

        Draw governor = _draw.Fork($"governor {name}");
        bool governs = governor.Chance(0.08);
        _underlyings.Add(new UnderlyingSettings
        {
            Index = underlying,
            Name = name,
            HedgeInstrument = preferred,
            Fallbacks = fallbacks,
            FallbackAfterNanos = _draw.Of([0, Second, 5 * Second]),
            Delta = isInverse ? DeltaConvention.NetTransaction : DeltaConvention.Forward,
            BandHalfWidth = 0.1 + (2 * _draw.Unit()),
            TargetDelta = _draw.Chance(0.2) ? 2 * (_draw.Unit() - 0.5) : 0,
            HedgeRatio = _draw.Chance(0.1) ? 0.8 : 1,
            Policy = PolicyOf(),
            Costs = new CostSettings { DayVolume = governs ? governor.Between(5, 200) : 0 },
            Governor = governs ? new GovernorSettings { FootprintMax = 0.1 } : new GovernorSettings(),
            TradeTo = new TradeTo(_draw.Of([0.0, 0.5, 1.0])),
            Revalue = _draw.Chance(0.5) ? RevalueMode.Triggers : RevalueMode.EveryTick,
            TimeStepNanos = _draw.Of([Second, 10 * Second]),
        });
        AddOptions(name, mid, isInverse);
    }

    private void AddInstrument(string symbol, int underlying, bool isInverse, double mid, long? expiry)
    {
        _instruments.Add(new Instrument
        {
            Index = _instruments.Count,
            Symbol = symbol,
            FeedId = (uint)(_instruments.Count + 1),
            Underlying = underlying,
            Kind = isInverse ? InstrumentKind.InversePerpetual : InstrumentKind.Linear,
            TickMantissa = _draw.Of([1, 5]),
            TickDecimals = mid > 10_000 ? 1 : 2,
            ContractSize = isInverse ? _draw.Of([10.0, 100]) : _draw.Of([0.001, 0.01]),
            TakerFee = _draw.Of([0, 0.0005]),
            StartLots = _draw.Chance(0.2) ? _draw.Between(-2_000, 2_000) : 0,
            MaxMoveFraction = 0.05,
            MaxBasisFraction = 0.02,
            ExpiryNanos = expiry,
        });
        _mids.Add(mid);
    }

    private void AddOptions(string name, double mid, bool isInverse)
    {
        int count = (int)_draw.Between(2, 14);
        long second = _start / Second * Second;
        long[] expiries =
        [
            second + _draw.Between(10, 300) * Second,
            second + _draw.Between(1, 3) * 86_400 * Second,
            second + _draw.Between(10, 60) * 86_400 * Second,
        ];
        bool expires = _draw.Chance(0.4);
        for (int i = 0; i < count; i++)
        {
            bool isCall = _draw.Chance(0.5);
            double strike = Math.Round(mid * (0.85 + (0.3 * _draw.Unit())));
            double quantity = Math.Round(40 * (_draw.Unit() - 0.6), 1);
            _book.Add(new OptionRow(
                $"{name}-{i}-{(isCall ? 'C' : 'P')}", name, isCall ? OptionType.Call : OptionType.Put, strike,
                expiries[expires ? _draw.Below(3) : 1 + _draw.Below(2)],
                isInverse ? SettlementKind.Inverse : SettlementKind.Linear, OptionModel.Black76,
                quantity == 0 ? 1 : quantity, 1, Math.Round(0.3 + (0.6 * _draw.Unit()), 3)));
        }
    }

    private PolicySettings PolicyOf() => new()
    {
        Kind = _draw.Of(Enum.GetValues<PolicyKind>()),
        IntervalNanos = _draw.Between(1, 10) * Second,
        MinMoveFraction = _draw.Chance(0.15) ? 0.0005 : 0,
        MaxHalfWidth = 5,
    };

    private FeedSettings FeedOf()
    {
        bool isUdp = _draw.Chance(0.4);
        return new FeedSettings
        {
            Transport = isUdp ? FeedTransport.Udp : FeedTransport.Tcp,
            Host = isUdp ? WorldPlan.EngineHost : WorldPlan.FeedHost,
            Port = WorldPlan.FeedPort,
            StaleNanos = _draw.Of([Second, 2 * Second]),
            ReconnectMinNanos = 100 * Milli,
            ReconnectMaxNanos = 2 * Second,
            Clock = ClockRule.Live,
            ConfirmFirstNanos = _draw.Of([0, 200 * Milli]),
        };
    }

    private OrderSettings OrdersOf() => new()
    {
        Style = (OrderStyle)(1 + _draw.Below(3)),
        TimeInForce = _draw.Chance(0.5) ? TimeInForce.ImmediateOrCancel : TimeInForce.Day,
        CapTicks = _draw.Below(6),
        MarketCollarFraction = 0.002,
        CrossAfterNanos = _draw.Between(1, 4) * Second,
        RepriceNanos = _draw.Of([100 * Milli, 500 * Milli]),
        Repricing = _draw.Chance(0.5) ? Repricing.Cancel : Repricing.Replace,
        DepthShare = _draw.Chance(0.15) ? 0.5 : 0,
        SliceLots = _draw.Chance(0.2) ? _draw.Between(100, 5_000) : 0,
        SliceGapNanos = _draw.Chance(0.2) ? 200 * Milli : 0,
        CancelAfterNanos = _draw.Of([500 * Milli, 3 * Second]),
        MassStatus = _draw.Chance(0.4),
        ReconcilePositions = _draw.Chance(0.6),
        ReconcileEveryNanos = _draw.Of([0, 2 * Second, 10 * Second]),
        ForeignFills = _draw.Chance(0.3) ? ForeignFills.Count : ForeignFills.Stop,
        ForeignLotsPerMinute = _draw.Of([100, 1_000_000]),
        MaxLive = _draw.Of([8, 64]),
    };

    private LimitSettings LimitsOf()
    {
        long maxOrder = _draw.Of([2_000L, 20_000, 200_000]);
        Draw rare = _draw.Fork("rare limits");
        return new LimitSettings
        {
            MaxOrderLots = maxOrder,
            MaxPositionLots = maxOrder * _draw.Of([2, 10, 50]),
            OrdersPerSecond = _draw.Of([2, 10, 100]),
            MessagesPerSecond = _draw.Of([20, 200]),
            StaleNanos = _draw.Of([Second, 2 * Second]),
            CollarFraction = rare.Chance(0.05) ? 0.001 : _draw.Of([0.002, 0.01]),
            MaxRepeats = _draw.Chance(0.2) ? 25 : LimitSettings.NoRepeatLimit,
            MaxDayLoss = _draw.Chance(0.3) ? 500.0 * (1 << _draw.Below(8)) : LimitSettings.NoLossLimit,
            MaxDayCost = _draw.Chance(0.2) ? 200.0 * (1 << _draw.Below(6)) : LimitSettings.NoMoneyLimit,
            MaxOrderNotional = rare.Chance(0.1) ? 100_000.0 * (1 << rare.Below(7)) : LimitSettings.NoMoneyLimit,
            DuplicateNanos = rare.Chance(0.15) ? 500 * Milli : 0,
            LossBasis = _draw.Chance(0.5) ? LossBasis.Book : LossBasis.Hedge,
            OperatorFactor = _draw.Of([1.0, 2.0]),
            KillFile = WorldPlan.KillFile,
            OperatorFile = WorldPlan.OperatorFile,
            DayFile = _draw.Chance(0.5) ? WorldPlan.DayFile : null,
        };
    }

    private (FixSessionSettings Ours, FixSessionSettings Theirs) SessionsOf()
    {
        FsyncPolicy fsync = _draw.Of([FsyncPolicy.None, FsyncPolicy.WhenIdle, FsyncPolicy.Each]);
        bool resets = _draw.Chance(0.15);
        string version = _draw.Of(["FIX.4.4", "FIX.4.4", "FIX.4.2"]);
        var ours = new FixSessionSettings
        {
            BeginString = version,
            SenderCompId = WorldPlan.ClientId,
            TargetCompId = WorldPlan.VenueId,
            StoreDirectory = WorldPlan.Store,
            StoreSegmentBytes = StoreSegmentBytes,
            HeartbeatSeconds = (int)_draw.Between(2, 15),
            ResetOnLogon = resets,
            UsesNextExpected = version != "FIX.4.2" && _draw.Chance(0.2),
            ResendChunk = _draw.Of([0, 0, 5]),
            LogonTimeoutNanos = 5 * Second,
            Fsync = fsync,
            SendLimits = _draw.Chance(0.15)
                ? new SendLimits { OrdersMax = 10, CancelsMax = _draw.Fork("cancels").Of([1, 5]) }
                : null,
        };
        return (ours, ours with
        {
            SenderCompId = WorldPlan.VenueId,
            TargetCompId = WorldPlan.ClientId,
            ResetOnLogon = false,
            UsesNextExpected = ours.UsesNextExpected,
            ResendChunk = 0,
            Fsync = FsyncPolicy.None,
            SendLimits = null,
        });
    }
}
