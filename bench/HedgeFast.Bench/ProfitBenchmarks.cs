using BenchmarkDotNet.Attributes;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench;

/// <summary>A step of the profit, an option: other prices, a second later.</summary>
public class ProfitBenchmarks
{
    private const int Options = 500;
    private const long Second = 1_000_000_000, Start = 1_723_161_257 * Second, Day = 86_400 * Second;

    private readonly HedgeMark[] _marks = new HedgeMark[1];
    private ExpiryMark[] _expiries = [];
    private ProfitMeter _meter = null!;
    private long _step;

    /// <summary>The options' model.</summary>
    [Params(OptionModel.Black76, OptionModel.BsmAmerican)]
    public OptionModel Model { get; set; }

    /// <summary>Whether volatilities move with the price, so that every boundary of exercise is another one.</summary>
    [Params(VolatilityDynamics.StickyStrike, VolatilityDynamics.StickyMoneyness)]
    public VolatilityDynamics Dynamics { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        OptionRow row(int i) => new(
            $"O{i}", "X", i % 2 == 0 ? OptionType.Call : OptionType.Put, 60 + (80.0 * i / Options), Start + ((20 + (i % 20 * 15)) * Day),
            SettlementKind.Linear, Model, -1, 1, 0.2 + (0.3 * (i * 7 % 100) / 100));
        OptionBook book = OptionBook.Create([.. Enumerable.Range(0, Options).Select(row)], ["X"]);
        var instrument = new Instrument { Index = 0, Symbol = "X", FeedId = 1, Underlying = 0, Kind = InstrumentKind.Linear, TickMantissa = 1, TickDecimals = 2, ContractSize = 1 };
        var underlying = new UnderlyingSettings
        {
            Index = 0,
            Name = "X",
            HedgeInstrument = 0,
            Delta = DeltaConvention.Spot,
            BandHalfWidth = 1,
            Rate = 0.05,
            Carry = 0.03,
            Volatility = VolatilityRule.Default with { Dynamics = Dynamics },
        };
        var settings = new HedgeSettings
        {
            Instance = "bench",
            Instruments = [instrument],
            Underlyings = [underlying],
            Feed = new FeedSettings { Host = "127.0.0.1", Port = 1 },
            Orders = new OrderSettings { CapTicks = 5 },
            Limits = new LimitSettings { MaxOrderLots = 1, MaxPositionLots = 1, OrdersPerSecond = 1, StaleNanos = Second, CollarFraction = 0.02 },
            Schedule = new ScheduleSettings { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin },
        };
        _meter = new ProfitMeter(settings.Instruments, settings.Underlyings, book);
        _expiries = new ExpiryMark[book.Slices.Length];
        Step();
        Step();
        if (_meter.Steps != 2 || !double.IsFinite(_meter.Parts.Total) || _meter.Parts.OptionDelta == 0)
            throw new InvalidOperationException($"no profit was made: {_meter.Parts}");
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public void Step()
    {
        long nanos = Start + (_step % 100_000 * Second);
        double price = 100 + (0.01 * (++_step * 37 % 200));
        _marks[0] = new HedgeMark { Mid = price, ExchangeNanos = nanos, FirstMid = 100, FirstExchangeNanos = Start };
        for (int g = 0; g < _expiries.Length; g++)
            _expiries[g] = new ExpiryMark { LogRatio = 0.01, FirstLogRatio = 0.01, LogAnchor = 4.6, Average = double.NaN };
        _meter.Step(_marks, _expiries);
    }
}
