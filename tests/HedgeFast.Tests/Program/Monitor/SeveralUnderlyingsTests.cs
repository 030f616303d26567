using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Telemetry;
using HedgeFast.Engine;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Monitor.Watch;
using HedgeFast.Report;
using HedgeFast.Shell;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Fix;
using HedgeFast.Tests.Program.Engine;
using Spectre.Console;

namespace HedgeFast.Tests.Program.Monitor;

/// <summary>A loop with two underlyings in different contracts.</summary>
/// <remarks>
/// BTC has inverse options, an inverse perpetual and a linear fallback, ETH linear options and a linear perpetual.
/// Expected figures come from Black-76 written out here.
/// </remarks>
public sealed class SeveralUnderlyingsTests
{
    private const double Volatility = 0.6;
    private const double BtcStrike = 60_000, BtcQuantity = -100;
    private const double EthStrike = 3_000, EthQuantity = -50;
    private const double BtcUsdALot = 100, EthALot = 0.01;
    private const double BandHalfWidth = 0.5;
    private const long Second = LoopRig.Second;
    private const long Expiry = LoopRig.ExchangeStart + (30 * 86_400 * Second);

    private readonly LoopRig _rig = new(Settings(), Book());
    private long _btcNanos;
    private long _ethNanos;

    [Fact]
    public void Each_underlying_has_its_own_price_deltas_band_and_positions()
    {
        Run();
        EngineStatus status = Read();
        UnderlyingStatus btc = status.Underlyings[0], eth = status.Underlyings[1];
        (long btcLots, long ethLots) = Lots();
        Assert.True(btcLots > 0, "BTC was hedged");
        Assert.True(ethLots > 0, "ETH was hedged");

        Assert.Equal(61_000, btc.Counters.Price);
        Assert.Equal(BtcDelta(61_000), btc.Counters.OptionDelta, 1e-6);
        Assert.Equal(BtcDelta(61_000) + (btcLots * BtcUsdALot / 61_000), btc.Counters.NetDelta, 1e-6);
        Assert.Equal(-BandHalfWidth, btc.Counters.BandLower);
        Assert.Equal(BandHalfWidth, btc.Counters.BandUpper);
        Assert.Equal([btcLots, 0], btc.Instruments.Select(instrument => instrument.Counters.PositionLots));
        Assert.Equal([1L, 0], btc.Instruments.Select(instrument => instrument.Counters.Fills));

        Assert.Equal(3_000, eth.Counters.Price);
        Assert.Equal(EthDelta(3_000), eth.Counters.OptionDelta, 1e-6);
        Assert.Equal(EthDelta(3_000) + (ethLots * EthALot), eth.Counters.NetDelta, 1e-6);
        Assert.Equal([ethLots], eth.Instruments.Select(instrument => instrument.Counters.PositionLots));
        Assert.True(eth.IsInBand);
        Assert.False(btc.IsInBand);
    }

    [Fact]
    public void Counts_of_an_underlying_are_those_of_a_run_with_that_underlying_alone()
    {
        Run();
        HedgeSettings settings = Settings();
        var alone = new LoopRig(
            settings with
            {
                Instruments = [.. settings.Instruments.Take(2)],
                Underlyings = [settings.Underlyings[0]],
            },
            OptionBook.Create([BtcRow], ["BTC"]));
        Play(alone, withEth: false);

        UnderlyingCounters expected = Assert.Single(alone.Loop.Counters.Underlyings);
        UnderlyingCounters counted = _rig.Loop.Counters.Underlyings[0];
        Assert.Equal(expected.Measured, counted.Measured);
        Assert.Equal(expected.SumAbsHedged, counted.SumAbsHedged);
        Assert.Equal(expected.MaxAbsUnhedged, counted.MaxAbsUnhedged);
        Assert.Equal(expected.Decisions, counted.Decisions);
        Assert.Equal(expected.Revaluations, counted.Revaluations);
        Assert.Equal(expected, counted);
    }

    [Fact]
    public void Line_and_screen_have_a_row_for_each_underlying_and_one_for_the_run()
    {
        Run();
        EngineStatus status = Read().With(Marked());
        (long btcLots, long ethLots) = Lots();
        string[] lines = [.. PlainLine.Lines(status)];
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(
            FormattableString.Invariant($"   0.0 s  BTC  price 61000.00  delta {BtcDelta(61_000):0.000} hedged "),
            lines[0], StringComparison.Ordinal);
        Assert.Contains(
            FormattableString.Invariant($"band -0.5..0.5  position BTCUSD_PERP {btcLots}, BTCUSDC_PERP 0  profit "),
            lines[0], StringComparison.Ordinal);
        Assert.Contains(
            FormattableString.Invariant($"ETH  price 3000.00  delta {EthDelta(3_000):0.000} hedged "), lines[1],
            StringComparison.Ordinal);
        Assert.Contains(
            FormattableString.Invariant($"position {ethLots}  profit "), lines[1], StringComparison.Ordinal);
        Assert.StartsWith(
            "   0.0 s  ticks 3  orders 3  fills 2  rejects 0  profit ", lines[2], StringComparison.Ordinal);

        string screen = Show(status);
        Assert.Matches(@"BTC\s+│\s+61000\.00\s+│", screen);
        Assert.Matches(@"ETH\s+│\s+3000\.00\s+│", screen);
        Assert.DoesNotContain("in flight", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_underlyings_the_stopped_ones_and_those_furthest_out_in_money_are_shown()
    {
        UnderlyingStatus[] many =
        [
            .. Enumerable.Range(0, 12).Select(u => new UnderlyingStatus
            {
                Name = $"U{u}",
                Counters = new UnderlyingCounters
                {
                    Hedgeable = u == 11 ? 0 : 1,
                    Price = 1_000 - (80 * u),
                    OutOfBand = u,
                },
                Instruments = [new InstrumentStatus { Symbol = $"P{u}" }],
            }),
        ];
        var status = new EngineStatus { Underlyings = many };
        string[] names = [.. UnderlyingStatus.Worst(many, 8).Select(underlying => underlying.Name)];

        // U11 is stopped; u (1,000 - 80 u) is largest at 6, then 7, 5, 8, 4, 9, 3.
        Assert.Equal(["U11", "U6", "U7", "U5", "U8", "U4", "U9", "U3"], names);
        string[] lines = [.. PlainLine.Lines(status)];
        Assert.Equal(10, lines.Length);
        Assert.EndsWith("  4 more underlyings, none of them worse", lines[8], StringComparison.Ordinal);
        Assert.Contains("4 more underlyings, none of them worse", Show(status), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_names_the_underlying_out_of_its_band_with_its_own_delta()
    {
        Run();
        var time = new ManualTime();
        var text = new StringWriter { NewLine = "\n" };
        var watch = new AlertWatch(new AlertLog(text, null, TimeSpan.Zero, time), _rig.Settings.Limits, time);
        for (int i = 0; i < 60; i++)
        {
            time.Advance(Second / 20);
            _rig.Control(ControlKind.Timer);
            watch.Look(Read() with { Journal = new JournalStatus(i, 0, Failure: null) });
        }

        double net = BtcDelta(61_000) + (Lots().Btc * BtcUsdALot / 61_000);
        double outside = Math.Abs(net) - BandHalfWidth - (0.5 * BtcUsdALot / 61_000);
        Assert.Contains(
            FormattableString.Invariant($"out-of-band raised: BTC: net delta {net:F4}, {outside:F4} out of its band"),
            text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("out-of-band raised: ETH", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_has_a_row_for_each_underlying_and_instrument_and_sums_only_money()
    {
        Run();
        MarkedProfit marked = Marked();
        ResolvedConfig config = EngineRig.Load(Path.GetTempPath(), []) with { Settings = _rig.Settings };
        RunReport report = new RunReporter(config, Read().With(marked)).Report(i => i == 2 ? Lots().Eth : Lots().Btc);
        (long btcLots, long ethLots) = Lots();

        Assert.Null(report.EnginePosition);
        Assert.Equal(double.NaN, report.MeanAbsDeltaHedged);
        Assert.Equal(["BTC", "BTC", "ETH"], report.Instruments.Select(instrument => instrument.Underlying));
        Assert.Equal([btcLots, 0, ethLots], report.Instruments.Select(instrument => instrument.EnginePosition));
        Assert.True(report.PositionsDiffer, "the exchange counts lots of the fallback");
        Assert.Equal(["BTC", "ETH"], report.Underlyings.Select(underlying => underlying.Name));
        Assert.Equal(2, report.Underlyings[0].Decisions);
        Assert.Equal(1, report.Underlyings[1].Decisions);
        Assert.Equal(3, report.Decisions);
        Assert.Equal(BtcDelta(61_000), report.Underlyings[0].DeltaUnhedged, 1e-6);
        Assert.Equal(EthDelta(3_000), report.Underlyings[1].DeltaUnhedged, 1e-6);

        ProfitParts btc = report.Underlyings[0].Profit!.Value, eth = report.Underlyings[1].Profit!.Value;
        Assert.Equal(report.Profit!.Value.Total, btc.Total + eth.Total, 1e-9);
        Assert.Equal(marked.Total, report.Profit);
    }

    [Fact]
    public void Profit_of_each_underlying_is_the_change_of_its_options_and_its_own_hedge()
    {
        Run();
        ProfitParts[] parts = [.. Marked().Parts];
        (long btcLots, long ethLots) = Lots();

        // Coins are valued at the price of the end; the first marks are the first mids.
        double btcOptions = (BtcValue(61_000, _btcNanos) * 61_000) - (BtcValue(60_000, 2 * Second) * 61_000);
        Assert.Equal(BtcQuantity * btcOptions, parts[0].Options, 1.0);
        double ethOptions = EthValue(3_000, _ethNanos) - EthValue(3_000, _ethNanos);
        Assert.Equal(EthQuantity * ethOptions, parts[1].Options, 1e-6);

        double btcPaid = FillPrice(0), ethPaid = FillPrice(2);
        double btcHedge = btcLots * BtcUsdALot * ((61_000 / btcPaid) - 1);
        double btcFees = btcLots * BtcUsdALot * LoopRig.Perpetual.TakerFee;
        Assert.Equal(btcHedge - btcFees, parts[0].Total - parts[0].Options, 1.0);
        double ethHedge = ethLots * EthALot * (3_000 - ethPaid);
        double ethFees = ethLots * EthALot * ethPaid * LoopRig.Perpetual.TakerFee;
        Assert.Equal(ethHedge - ethFees, parts[1].Total - parts[1].Options, 1e-6);
    }

    private static OptionRow BtcRow => new(
        "B", "BTC", OptionType.Call, BtcStrike, Expiry, SettlementKind.Inverse, OptionModel.Black76, BtcQuantity, 1,
        Volatility);

    private static OptionBook Book() => OptionBook.Create(
        [
            BtcRow,
            new OptionRow(
                "E", "ETH", OptionType.Call, EthStrike, Expiry, SettlementKind.Linear, OptionModel.Black76, EthQuantity,
                1, Volatility),
        ],
        ["BTC", "ETH"]);

    private static HedgeSettings Settings()
    {
        HedgeSettings settings = LoopRig.MakeTwo();
        UnderlyingSettings btc = settings.Underlyings[0] with { BandHalfWidth = BandHalfWidth };
        return settings with
        {
            Instruments =
            [
                .. settings.Instruments,
                LoopRig.Perpetual with
                {
                    Index = 2,
                    Symbol = "ETHUSDC_PERP",
                    FeedId = 3,
                    Underlying = 1,
                    Kind = InstrumentKind.Linear,
                    ContractSize = EthALot,
                },
            ],
            Underlyings =
            [
                btc,
                btc with
                {
                    Index = 1,
                    Name = "ETH",
                    HedgeInstrument = 2,
                    Fallbacks = [],
                    Delta = DeltaConvention.Futures,
                },
            ],
        };
    }

    private void Run() => Play(_rig, withEth: true);

    // BTC is hedged and then moves by 1,000, which the next order has not hedged yet; ETH is hedged and stays.
    private void Play(LoopRig rig, bool withEth)
    {
        rig.Session(up: true);
        rig.Advance(Second - 1_000_000);
        rig.Tick(600_000);
        FillLast(rig, 1);
        if (withEth)
        {
            rig.Tick(30_000, instrument: 2);
            _ethNanos = rig.Now;
            FillLast(rig, 2);
        }
        else
        {
            rig.Advance(1_000_000);
        }

        rig.Control(ControlKind.Timer);
        rig.Tick(610_000);
        _btcNanos = rig.Now;
        rig.Control(ControlKind.Timer);
    }

    private static void FillLast(LoopRig rig, ulong execution) =>
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution);

    private EngineStatus Read() => EngineStatus.Of(_rig.Settings, _rig.Loop, ["B", "E"]) with
    {
        Feed = new FeedStatus { IsUp = true },
    };

    private MarkedProfit Marked()
    {
        var meter = new ProfitMeter(_rig.Settings.Instruments, _rig.Settings.Underlyings, _rig.Book);
        Assert.True(_rig.TryStep(meter), "there are marks");
        return new MarkedProfit(
            meter.Parts, [meter.PartsOf(0), meter.PartsOf(1)], [meter.GammaOf(0), meter.GammaOf(1)]);
    }

    private (long Btc, long Eth) Lots() => (_rig.Loop.Ledger.FilledLots(0), _rig.Loop.Ledger.FilledLots(2));

    private double FillPrice(int instrument)
    {
        OrderIntent order = _rig.Intents.Items.First(intent => intent.Instrument == instrument);
        return order.LimitTicks * _rig.Settings.Instruments[instrument].TickSize;
    }

    private double BtcDelta(double price) =>
        BtcQuantity * BtcStrike / price * Normal(D1(price, BtcStrike, _btcNanos).D2);

    private double EthDelta(double price) => EthQuantity * Normal(D1(price, EthStrike, _ethNanos).D1);

    // In coin.
    private static double BtcValue(double price, long nanos)
    {
        (double d1, double d2) = D1(price, BtcStrike, nanos);
        return Normal(d1) - (BtcStrike / price * Normal(d2));
    }

    private static double EthValue(double price, long nanos)
    {
        (double d1, double d2) = D1(price, EthStrike, nanos);
        return (price * Normal(d1)) - (EthStrike * Normal(d2));
    }

    // Forward and spot are the same: no rates, no carry.
    private static (double D1, double D2) D1(double price, double strike, long nanos)
    {
        double years = ((30 * 86_400.0 * Second) - nanos) / (365 * 86_400.0 * Second);
        double deviation = Volatility * Math.Sqrt(years);
        double d1 = (Math.Log(price / strike) / deviation) + (0.5 * deviation);
        return (d1, d1 - deviation);
    }

    // Simpson's rule from 0: exact to some 1e-12 for |x| below 3.
    private static double Normal(double x)
    {
        const int Steps = 400;
        double h = x / Steps, sum = 1 + Density(x);
        for (int i = 1; i < Steps; i++)
            sum += (i % 2 == 0 ? 2 : 4) * Density(i * h);
        return 0.5 + (sum * h / 3 / Math.Sqrt(2 * Math.PI));

        static double Density(double t) => Math.Exp(-0.5 * t * t);
    }

    private static string Show(EngineStatus status)
    {
        var output = new StringWriter();
        IAnsiConsole console = new Terminal(output, TextWriter.Null, IsLive: false).CreateConsole();
        console.Profile.Width = 200;
        console.Write(LiveView.Render(status));
        return output.ToString();
    }
}
