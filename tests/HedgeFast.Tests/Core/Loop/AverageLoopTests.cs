using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// D5: a loop that hedges options on an average, feeds it, journals it, goes on from it, and says when it is not known.
/// </summary>
public sealed class AverageLoopTests : IDisposable
{
    private const long Second = LoopRig.Second;
    private const long Window = 1_800 * Second;

    // A minute after the rig's start the window begins.
    private const long Start = LoopRig.ExchangeStart + (60 * Second);
    private const long Expiry = Start + Window;
    private const double Strike = 60_050;

    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void D5_the_delta_that_is_hedged_is_that_of_the_average(RevalueMode mode)
    {
        LoopRig rig = Rig(Settings(mode));
        rig.Session(up: true);
        Run(rig, 1_500);
        SettlementAverage average = AverageOf(Run(Rig(Settings(mode)), 1_500));
        double left = Expiry - LoopRig.ExchangeStart - rig.Now;
        OptionTerms terms = Greeks.Options.Make(
            true, OptionModel.Black76, rig.Loop.Counters.Price, Strike, left / (365 * 86_400e9), 0.6,
            settlement: SettlementKind.Inverse) with
        {
            AveragingYears = Window / (365 * 86_400e9),
            OpenFraction = left / Window,
            AverageSoFar = average.AverageAt(LoopRig.ExchangeStart + rig.Now),
            SettlementDelta = SettlementDelta.Exact,
        };
        double expected = -100 * OptionPricer.Value(terms).PremiumAdjustedDelta;
        Assert.InRange(expected, -50, -1);
        rig.Control(ControlKind.Timer);
        Assert.Equal(expected, rig.Loop.Counters.OptionDelta, 1e-3);
        Assert.True(rig.Loop.Counters.Decisions > 5);
        Assert.Equal(0, rig.Loop.Counters.Underlyings[0].LostAverage);
    }

    [Fact]
    public void Without_an_averaging_window_no_average_is_journaled_or_priced()
    {
        LoopRig rig = Run(Rig(Settings() with { Underlyings = [LoopRig.MakeSettings().Underlyings[0]] }), 1_000);
        Assert.DoesNotContain(rig.Records.Items, record => record.Kind == JournalKind.Average);
        double left = Expiry - LoopRig.ExchangeStart - rig.Now;
        OptionTerms terms = Greeks.Options.Make(
            true, OptionModel.Black76, rig.Loop.Counters.Price, Strike, left / (365 * 86_400e9), 0.6,
            settlement: SettlementKind.Inverse) with
        {
            OpenFraction = left / Window,
        };
        Assert.Equal(-100 * OptionPricer.Value(terms).PremiumAdjustedDelta, rig.Loop.Counters.OptionDelta, 1e-9);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_run_through_the_window_is_reproduced_bit_for_bit(RevalueMode mode)
    {
        LoopRig rig = Rig(Settings(mode));
        rig.Session(up: true);
        Run(rig, 400);
        rig.Advance(200 * Second);
        Run(rig, 100);
        Assert.Equal(AverageState.Lost, Latest(rig).State);
        Give(rig, 60_010);
        Run(rig, 1_500);
        Assert.Equal(AverageState.Complete, Latest(rig).State);
        rig.Loop.EndRun();
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        ReplayResult result = Replay.Prove(
            Disk.Kernel, _folder.Directory, RunFolder.Open(Disk.Kernel, _folder.Directory), rig.Book);
        Assert.Null(result.Difference);
        Assert.True(result.IsComplete);
        Assert.Equal(rig.Loop.StateHash(), result.StateHash);

        // Once a second, and no more, while the window is under way.
        int averages = rig.Records.Items.Count(record => record.Kind == JournalKind.Average);
        Assert.InRange(averages, 1_000, 1_850);
    }

    [Fact]
    public void The_running_average_is_part_of_the_state_hash()
    {
        LoopRig rig = Run(Rig(Settings()), 300), other = Run(Rig(Settings()), 300);
        Assert.Equal(rig.Loop.StateHash(), other.Loop.StateHash());
        RunSnapshot carried = RunSnapshot.Of(
            other.Loop.Ledger, 0, default, [], [], default, [Latest(other) with { Sum = 1 }]);
        Assert.NotEqual(rig.Loop.StateHash(), Rig(Settings(), new RunStart(1, 0, carried)).Loop.StateHash());
    }

    [Theory]
    [InlineData(20, AverageState.Running)]
    [InlineData(131, AverageState.Running)]
    [InlineData(140, AverageState.Lost)]
    public void A_restart_within_the_window_resumes_the_average_when_little_was_missed(
        long downSeconds, AverageState expected)
    {
        LoopRig first = Rig(Settings());
        first.Session(up: true);
        Run(first, 900);
        CarriedAverage left = Latest(first);
        RunStart start = _folder.Resume(first);
        Assert.Equal(left, Assert.Single(start.Snapshot!.Averages));

        LoopRig next = Rig(Settings(), start);
        next.Session(up: true);
        next.Advance(first.Now - next.Now + (downSeconds * Second));
        Run(next, 300);
        Assert.Equal(expected, Latest(next).State);
        Assert.Equal(expected == AverageState.Lost ? Expiry : 0, Shown(next).LostAverage);
        if (expected == AverageState.Lost)
            return;

        // As one that was never away, but for what was missed.
        LoopRig whole = Rig(Settings());
        whole.Session(up: true);
        Run(whole, 900);
        whole.Advance(downSeconds * Second);
        Run(whole, 300);
        CarriedAverage one = Latest(whole), two = Latest(next);
        Assert.Equal(one.FromNanos, two.FromNanos);
        Assert.Equal(one.Sum / 1_200, two.Sum / 1_200, 2);

        // The next run's own journal replays with what it took over.
        next.Loop.EndRun();
        _folder.Write(next, start);
        ReplayResult result = Replay.Prove(
            Disk.Kernel, _folder.Directory, RunFolder.Open(Disk.Kernel, _folder.Directory), next.Book);
        Assert.Null(result.Difference);
        Assert.Equal(next.Loop.StateHash(), result.StateHash);
    }

    [Fact]
    public void An_average_of_an_expiry_that_is_over_is_not_taken_over()
    {
        LoopRig first = Run(Rig(Settings()), 1_900);
        Assert.Equal(AverageState.Complete, Latest(first).State);
        Assert.Empty(_folder.Resume(first).Snapshot!.Averages);
    }

    [Fact]
    public void A_start_within_the_window_raises_an_alert_and_decays_linearly_until_an_operator_gives_the_average()
    {
        LoopRig rig = Rig(Settings());
        rig.Session(up: true);
        rig.Advance(900 * Second);
        Run(rig, 1);
        UnderlyingCounters shown = Shown(rig);
        Assert.Equal(Expiry, shown.LostAverage);
        double linear = rig.Loop.Counters.OptionDelta;

        // Out of bounds, of nobody, of no expiry, no number: nothing changes, and each is counted.
        Give(rig, 70_000);
        Give(rig, double.NaN);
        Give(rig, 60_040, expiry: 1);
        Give(rig, 60_040, underlying: 1);
        Give(rig, 60_040, underlying: -1);
        rig.Control(new ControlEvent { Kind = ControlKind.GiveAverage, Value = 60_040 });
        Assert.Equal(6, rig.Loop.Counters.RequestsRefused);
        Assert.Equal(Expiry, Shown(rig).LostAverage);

        Give(rig, 60_150);
        Assert.Equal(6, rig.Loop.Counters.RequestsRefused);
        Assert.Equal(0, Shown(rig).LostAverage);
        Assert.True(Latest(rig).IsGiven);
        Run(rig, 1);
        Assert.True(Math.Abs(rig.Loop.Counters.OptionDelta - linear) > 5);
    }

    [Fact]
    public void A_feed_that_fails_in_the_window_makes_the_average_unknown_and_a_short_fault_does_not()
    {
        LoopRig rig = Rig(Settings());
        rig.Session(up: true);
        Run(rig, 600);
        rig.Fault(QuoteFault.Stale);
        rig.Advance(60 * Second);
        Run(rig, 60);
        Assert.Equal(AverageState.Running, Latest(rig).State);
        rig.Fault(QuoteFault.Stale);
        rig.Advance(140 * Second);
        Run(rig, 60);
        Assert.Equal(AverageState.Lost, Latest(rig).State);
        Assert.Equal(Expiry, Shown(rig).LostAverage);
    }

    [Fact]
    public void A_future_that_settles_on_the_same_average_says_no_forward_of_what_is_open()
    {
        Instrument future = LoopRig.Fallback with { ExpiryNanos = Expiry, AveragingNanos = Window };
        HedgeSettings settings = Settings();
        var rule = new ForwardRule { Source = ForwardSource.Future };
        settings = settings with
        {
            Instruments = [LoopRig.Perpetual, future],
            Underlyings = [settings.Underlyings[0] with { Forward = rule }],
        };
        double[] deltas = new double[2];
        for (int i = 0; i < 2; i++)
        {
            LoopRig rig = Rig(i == 0 ? Settings() : settings);
            for (int s = 0; s < 1_500; s++)
            {
                // Half an hour at 60,040, which is fixed by and by; the market then is at 60,080.
                long ticks = s < 1_480 ? 600_400 : 600_800;
                rig.Quote(ticks, elapsedNanos: Second);
                if (i == 1)
                    rig.Quote(600_410, elapsedNanos: 0, instrument: 1);
                rig.Loop.EndBatch();
            }

            deltas[i] = rig.Loop.Counters.OptionDelta;
        }

        Assert.Equal(deltas[0], deltas[1], 1e-6);
        Assert.InRange(deltas[0], -15, -1);
    }

    // A wrong time that began the window, and the true one: a resume must not go on from what the wrong one said.
    [Fact]
    public void A_step_back_before_the_window_is_journaled_though_no_window_is_under_way()
    {
        var portfolio = new PortfolioDelta(
            Book(), [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, Second)], DeltaKernel.Choose(),
            settlementPerUnderlying: [SettlementDelta.Exact]);
        var records = new AverageRecords(Settings(), portfolio);
        portfolio[0].Observe(Strike, Start + (2 * Second));
        Assert.True(records.TryNext(out CarriedAverage record));
        Assert.Equal(AverageState.Running, record.State);
        portfolio[0].Observe(Strike, Start - (61 * Second));
        Assert.True(portfolio[0].Averages.IsQuiet);
        Assert.True(records.TryNext(out record));
        Assert.Equal(AverageState.Ahead, record.State);
        Assert.False(records.TryNext(out _));
    }

    // A journal from before averages were fed has its terms made at the time steps alone.
    [Theory]
    [InlineData(SettlementDelta.Linear, 1)]
    [InlineData(SettlementDelta.Exact, 3)]
    public void Only_an_exact_delta_is_prepared_anew_where_the_window_begins(SettlementDelta settlement, long versions)
    {
        var carry = new UnderlyingCarry(0, 0, 3_600 * Second);
        var portfolio = new PortfolioDelta(
            Book(), [DeltaConvention.NetTransaction], [carry], DeltaKernel.Choose(),
            settlementPerUnderlying: [settlement]);
        foreach (long nanos in (long[])[Start - Second, Start - 1, Start, Start + 1, Start + Second])
        {
            portfolio[0].Observe(Strike, nanos);
            Assert.True(portfolio[0].Advance(Strike, nanos));
        }

        Assert.Equal(versions, portfolio[0].Version);
    }

    [Fact]
    public void Linear_underlyings_take_no_average()
    {
        LoopRig rig = Rig(Settings() with { Underlyings = [LoopRig.MakeSettings().Underlyings[0]] });
        Run(rig, 600);
        Give(rig, 60_000);
        Assert.Equal(1, rig.Loop.Counters.RequestsRefused);
    }

    [Theory]
    [InlineData("average BTC 2024-08-09T00:25:17Z 60010.5 P. Smith", null)]
    [InlineData("average BTC 1723163117000 60010.5 Q", null)]
    [InlineData("average ETH 2024-08-09T00:25:17Z 60010.5 Q", "there are the averages BTC 2024-08-09T00:25:17Z")]
    [InlineData("average BTC 2024-08-09T08:00:00Z 60010.5 Q", "there are the averages BTC 2024-08-09T00:25:17Z")]
    [InlineData("average BTC 2024-08-09T00:25:17Z 60010.5", "write average UNDERLYING EXPIRY PRICE NAME")]
    [InlineData("average BTC 2024-08-09T00:25:17Z much Q", "write average UNDERLYING EXPIRY PRICE NAME")]
    public void An_operator_line_gives_the_average(string line, string? refusal)
    {
        AverageName[] names = AverageRecords.Names(Settings(), Book());
        string? why = OperatorLine.TryRead(line, ["BTCUSD_PERP"], names, out ControlEvent request);
        if (refusal is not null)
        {
            Assert.Contains(refusal, why, StringComparison.Ordinal);
            return;
        }

        Assert.Null(why);
        Assert.Equal(ControlKind.GiveAverage, request.Kind);
        Assert.Equal(0, request.Instrument);
        Assert.Equal((ushort)0, request.Expiry);
        Assert.Equal(60_010.5, request.Value);
        Assert.False(request.Operator.IsEmpty);
        Assert.Contains(
            "settlementDelta exact", OperatorLine.TryRead(line, ["BTCUSD_PERP"], [], out _), StringComparison.Ordinal);
    }

    private static HedgeSettings Settings(RevalueMode mode = RevalueMode.EveryTick)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings plain = settings.Underlyings[0];
        return settings with { Underlyings = [plain with { SettlementDelta = SettlementDelta.Exact, Revalue = mode }] };
    }

    private static OptionBook Book()
    {
        var call = new OptionRow(
            "C", "BTC", OptionType.Call, Strike, Expiry, SettlementKind.Inverse, OptionModel.Black76, -100, 1, 0.6);
        return OptionBook.Create([call with { AveragingNanos = Window }], ["BTC"]);
    }

    private static LoopRig Rig(HedgeSettings settings, RunStart? start = null) => new(settings, Book(), start: start);

    // A quote a second, whose price is a function of the time: around 60,050 by 40 either way.
    private static LoopRig Run(LoopRig rig, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            double phase = (rig.Now + Second) / (97.0 * Second);
            rig.Quote(600_500 + (long)(400 * Math.Sin(phase)), elapsedNanos: Second);
            rig.Loop.EndBatch();
            rig.Loop.CompleteDecisions();
        }

        return rig;
    }

    private static void Give(LoopRig rig, double price, int underlying = 0, ushort expiry = 0) =>
        rig.Control(new ControlEvent
        {
            Kind = ControlKind.GiveAverage,
            Instrument = underlying,
            Expiry = expiry,
            Value = price,
            Operator = OperatorName.Of("Q"),
        });

    private static CarriedAverage Latest(LoopRig rig) =>
        rig.Records.Items.Last(record => record.Kind == JournalKind.Average).As<CarriedAverage>();

    private static SettlementAverage AverageOf(LoopRig rig)
    {
        SettlementAverage average = new(0, Expiry, Window);
        average.Carry(Latest(rig));
        return average;
    }

    private static UnderlyingCounters Shown(LoopRig rig)
    {
        rig.Control(ControlKind.Timer);
        return rig.Loop.Counters.Underlyings[0];
    }
}
