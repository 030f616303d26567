using CsCheck;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

public sealed class TriggerModeTests
{
    private const long Mid = 600_000;
    private const long Hour = 3_600 * LoopRig.Second;

    private static readonly Gen<OptionRow[]> GenRows = Gen.Select(
        Gen.OneOf(
            LoopRig.ExchangeStart + Hour, LoopRig.ExchangeStart + (24 * Hour),
            LoopRig.ExchangeStart + (30 * 24 * Hour)),
        Gen.Double[58_000, 62_000], Gen.Double[-20, 20], Gen.Double[0.3, 1.2], Gen.Bool,
        (expiry, strike, quantity, volatility, isCall) => Books.Row(isCall, strike, expiry, volatility, quantity))
        .Array[1, 60].Select(rows => rows.Select((row, i) => row with { Symbol = "S" + i }).ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Both_modes_send_the_same_orders_on_the_same_tape(int instruments)
    {
        long proved = 0, revalued = 0, fromCurve = 0, fallbacks = 0;
        Gen.Select(
            GenRows, Gen.Int[0, 1 << 20], Gen.Double[0.02, 1], Gen.OneOf(TradeTo.Edge, TradeTo.Centre),
            Gen.Int[0, 30]).Sample(
            (rows, seed, halfWidth, tradeTo, idle) =>
            {
                LoopRig exact = new(
                    Settings(halfWidth, tradeTo, RevalueMode.EveryTick, instruments), OptionBook.Create(rows, ["BTC"]));
                LoopRig triggered = new(
                    Settings(halfWidth, tradeTo, RevalueMode.Triggers, instruments), OptionBook.Create(rows, ["BTC"]));
                Random random = new(seed);
                int decided = Walk(random, 400, triggered, exact, () =>
                {
                    for (int i = 0; i < idle; i++)
                        triggered.Loop.DoIdleSlice();
                });
                Interlocked.Add(ref proved, triggered.Loop.Counters.Proved);
                Interlocked.Add(ref revalued, triggered.Loop.Counters.Revaluations);
                Interlocked.Add(ref fromCurve, decided);
                Interlocked.Add(ref fallbacks, triggered.Loop.Counters.Fallbacks);
                AssertSame(exact, triggered);
            },
            iter: 150);
        Assert.True(
            proved > revalued / 4 && (instruments == 1) == (fallbacks == 0),
            $"{proved} proofs, {revalued} revaluations, {fallbacks} fallbacks and returns");
        Assert.True(fromCurve > 500, $"{fromCurve} orders from the curve");
    }

    // What rests is cancelled where it would leave the band if it filled, whether or not a hedge is due.
    [Fact]
    public void Both_modes_cancel_what_rests_at_the_same_tick()
    {
        long proved = 0, cancels = 0;
        Gen.Select(
            GenRows, Gen.Int[0, 1 << 20], Gen.Double[0.02, 1], Gen.OneOf(TradeTo.Edge, TradeTo.Centre)).Sample(
            (rows, seed, halfWidth, tradeTo) =>
            {
                LoopRig exact = new(
                    Resting(Settings(halfWidth, tradeTo, RevalueMode.EveryTick, 1)), OptionBook.Create(rows, ["BTC"]));
                LoopRig triggered = new(
                    Resting(Settings(halfWidth, tradeTo, RevalueMode.Triggers, 1)), OptionBook.Create(rows, ["BTC"]));
                Walk(new Random(seed), 400, triggered, exact, () => Settle(triggered), fills: 0.04);
                Interlocked.Add(ref proved, triggered.Loop.Counters.Proved);
                Interlocked.Add(ref cancels, triggered.Loop.Counters.Cancels);
                AssertSame(exact, triggered);
            },
            iter: 100);
        Assert.True(proved > 1_000 && cancels > 100, $"{proved} proofs, {cancels} cancels");
    }

    [Fact]
    public void Inside_the_triggers_nothing_is_revalued()
    {
        LoopRig rig = Hedged();
        long revalued = rig.Loop.Counters.Revaluations;
        long measured = rig.Loop.Counters.Measured;
        for (int i = 0; i < 100; i++)
            rig.Quote(Mid + (i % 7), elapsedNanos: 1_000);
        rig.Loop.EndBatch();
        rig.Tick(Mid + 3);
        Assert.Equal(revalued, rig.Loop.Counters.Revaluations);
        Assert.Equal(2, rig.Loop.Counters.Proved);
        Assert.Equal(measured + 2, rig.Loop.Counters.Measured);
        Assert.Equal((Mid + 3) / 10.0, rig.Loop.Counters.Price);
    }

    [Fact]
    public void After_a_fill_the_curve_decides_until_triggers_are_rebuilt()
    {
        LoopRig rig = Hedged();
        (long revalued, long proved) = (rig.Loop.Counters.Revaluations, rig.Loop.Counters.Proved);
        rig.Tick(Mid + 2);
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Fill,
                OrderId = 0,
                Instrument = 0,
                Side = Side.Sell,
                LastLots = 1,
                LastTicks = Mid,
                ExecIdLow = 99,
            });
        Assert.Equal(revalued, rig.Loop.Counters.Revaluations);
        Settle(rig);
        rig.Tick(Mid + 1);
        Assert.Equal(revalued, rig.Loop.Counters.Revaluations);
        Assert.Equal(proved + 3, rig.Loop.Counters.Proved);
    }

    [Fact]
    public void Triggers_expire_with_time_and_are_rebuilt()
    {
        LoopRig rig = Hedged();
        long revalued = rig.Loop.Counters.Revaluations;
        rig.Quote(Mid, elapsedNanos: 2 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Equal(revalued + 1, rig.Loop.Counters.Revaluations);
        Settle(rig);
        rig.Tick(Mid + 1);
        Assert.Equal(revalued + 1, rig.Loop.Counters.Revaluations);
    }

    [Fact]
    public void A_price_drifting_out_of_the_window_finds_the_next_window_built()
    {
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 100);
        LoopRig rig = new(
            settings with
            {
                Underlyings =
                [
                    settings.Underlyings[0] with
                    {
                        Revalue = RevalueMode.Triggers,
                        TimeStepNanos = 3_600 * LoopRig.Second,
                    },
                ],
            });
        rig.Session(up: true);
        for (long mid = Mid; mid < Mid + 30_000; mid += 100)
        {
            rig.Tick(mid);
            Settle(rig);
        }

        Assert.Equal(1, rig.Loop.Counters.Revaluations);
        Assert.Equal(299, rig.Loop.Counters.Proved);
        Assert.Empty(rig.Intents.Items);
    }

    [Fact]
    public void Without_a_curve_every_quote_is_revalued()
    {
        // A microsecond before its expiry an option is a step: nothing to interpolate, and nothing is proved.
        OptionBook book = OptionBook.Create(
            [Books.Row(true, 60_000, LoopRig.ExchangeStart + (2 * LoopRig.Second), 0.001, -100)], ["BTC"]);
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 1_000);
        LoopRig rig = new(
            settings with { Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers }] }, book);
        rig.Session(up: true);
        for (int i = 0; i < 10; i++)
        {
            rig.Quote(Mid + i, elapsedNanos: 1_000);
            rig.Loop.EndBatch();
            Settle(rig);
        }

        Assert.Equal(10, rig.Loop.Counters.Revaluations);
        Assert.Equal(0, rig.Loop.Counters.Proved);
    }

    [Fact]
    public void An_order_beyond_a_trigger_leaves_before_the_options_are_revalued()
    {
        LoopRig rig = Hedged();
        int sent = rig.Intents.Items.Count;
        long revalued = rig.Loop.Counters.Revaluations;
        rig.Quote(Mid + 2_000);
        rig.Loop.EndBatch();
        Assert.Equal(sent + 1, rig.Intents.Items.Count);
        Assert.Equal(revalued, rig.Loop.Counters.Revaluations);
        Assert.Equal(JournalKind.BatchEnd, rig.Records.Items[^1].Kind);

        Assert.True(rig.Loop.DoIdleSlice());
        Assert.Equal(revalued + 1, rig.Loop.Counters.Revaluations);
        HedgeDecision decision = rig.Records.Items[^1].As<HedgeDecision>();
        Assert.True(decision.DeltaHigh < decision.BandLower || decision.DeltaLow > decision.BandUpper);
        Assert.Equal(0, rig.Loop.Counters.Contradicted);
    }

    [Fact]
    public void A_delta_within_the_error_of_an_edge_is_revalued_before_it_is_decided_on()
    {
        // The band ends to the bit where the delta is one tick from here.
        OptionBook book = LoopRig.ShortCalls(100);
        var portfolio = new PortfolioDelta(
            book, [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, Hour)], DeltaKernel.Choose());
        portfolio[0].Revalue(0.5 * LoopRig.Perpetual.TickSize * (2 * Mid), LoopRig.ExchangeStart);
        double atEdge = portfolio[0].Revalue(0.5 * LoopRig.Perpetual.TickSize * (2 * (Mid + 1)), LoopRig.ExchangeStart);
        LoopRig at(double halfWidth)
        {
            HedgeSettings settings = LoopRig.MakeSettings(halfWidth);
            LoopRig rig = new(
                settings with
                {
                    Underlyings =
                    [
                        settings.Underlyings[0] with { Revalue = RevalueMode.Triggers, TimeStepNanos = Hour },
                    ],
                },
                book);
            rig.Session(up: true);
            rig.Quote(Mid, elapsedNanos: -LoopRig.Second);
            rig.Loop.EndBatch();
            Settle(rig);
            return rig;
        }

        LoopRig inside = at(-atEdge), outside = at(Math.BitDecrement(-atEdge));
        foreach (LoopRig rig in (LoopRig[])[inside, outside])
        {
            long revalued = rig.Loop.Counters.Revaluations;
            rig.Tick(Mid + 1);
            Assert.Equal(revalued + 1, rig.Loop.Counters.Revaluations);
        }

        Assert.Empty(inside.Intents.Items);
        Assert.Single(outside.Intents.Items);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_replay_gives_the_same_bits_whatever_idle_time_built(int instruments)
    {
        LoopRig rig = new(Settings(0.5, TradeTo.Edge, RevalueMode.Triggers, instruments));
        Random random = new(5);
        Walk(random, 3_000, rig, null, () =>
        {
            for (int i = random.Next(60); i > 0; i--)
                rig.Loop.DoIdleSlice();
        });
        Assert.True(RecordedRun.AssertReproduced(rig).Decisions > 50);
        Assert.True(rig.Loop.Counters.Proved > 500);
    }

    private static HedgeSettings Settings(double halfWidth, TradeTo tradeTo, RevalueMode mode, int instruments)
    {
        HedgeSettings settings = instruments == 1
            ? LoopRig.MakeSettings()
            : LoopRig.MakeTwo(fallbackAfterNanos: LoopRig.Second / 200);
        return settings with
        {
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    BandHalfWidth = halfWidth,
                    TradeTo = tradeTo,
                    Revalue = mode,
                    TimeStepNanos = LoopRig.Second / 10,
                },
            ],
        };
    }

    private static HedgeSettings Resting(HedgeSettings settings) => settings with
    {
        Orders = settings.Orders with { TimeInForce = TimeInForce.Day, CancelAfterNanos = 10 * LoopRig.Second },
    };

    private static LoopRig Hedged()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        LoopRig rig = new(settings with
        {
            Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers, TradeTo = TradeTo.Centre }],
            Orders = LoopRig.CountingForeignFills(settings.Orders),
        });
        rig.Session(up: true);
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        Settle(rig);
        return rig;
    }

    private static void Settle(LoopRig rig)
    {
        while (rig.Loop.DoIdleSlice())
        {
        }
    }

    // Small moves and jumps, fills whole and in part, lost sessions, timers; with a second instrument its quotes too,
    // and faults of either. Returns how many quotes the first rig decided on from its curve.
    private static int Walk(Random random, int ticks, LoopRig rig, LoopRig? other, Action idle, double fills = 0.67)
    {
        void both(Action<LoopRig> act)
        {
            act(rig);
            if (other is not null)
                act(other);
        }

        both(r => r.Session(up: true));
        long mid = Mid;
        ulong execution = 1;
        int fromCurve = 0;
        for (int i = 0; i < ticks; i++)
        {
            idle();
            mid += random.Next(20) == 0 ? random.Next(-3_000, 3_001) : random.Next(-30, 31);
            long elapsed = random.Next(10) == 0 ? LoopRig.Second / 7 : 1_000_000;
            both(r => r.Quote(mid, elapsedNanos: elapsed));
            (long decisions, long revaluations) = (rig.Loop.Counters.Decisions, rig.Loop.Counters.Revaluations);
            both(r => r.Loop.EndBatch());
            fromCurve += rig.Loop.Counters.Decisions > decisions && rig.Loop.Counters.Revaluations == revaluations
                ? 1
                : 0;
            if (rig.Settings.Instruments.Count > 1)
                QuoteFallback(random, mid + 600, both, idle);
            if (random.Next(100) == 0)
            {
                both(r => r.Session(up: false));
                both(r => r.Session(up: true));
            }

            if (rig.Loop.Counters.LiveOrders > 0 && random.NextDouble() < fills)
            {
                idle();
                OrderIntent order = rig.Intents.Items.First(o => o.Kind == IntentKind.New
                    && o.OrderId == rig.Loop.Ledger.Live.All[0].OrderId);
                long lots = random.NextInt64(1, order.Lots + 1);
                ulong id = execution++;
                both(r => r.Fill(order, lots, id));
                both(r => r.End(order, ExecutionKind.Canceled, lots));
            }

            if (random.Next(4) == 0)
                both(r => r.Control(ControlKind.Timer));
        }

        return fromCurve;
    }

    // Now and then either instrument has a fault; the fallback then goes on alone for a while.
    private static void QuoteFallback(Random random, long mid, Action<Action<LoopRig>> both, Action idle)
    {
        both(r => r.Tick(mid, instrument: 1));
        int faulty = random.Next(80);
        if (faulty < 2)
            both(r => r.Fault(QuoteFault.Stale, faulty));
        for (int i = faulty == 0 ? 12 : 0; i > 0; i--)
        {
            idle();
            mid += random.Next(-30, 31);
            both(r => r.Tick(mid, instrument: 1));
        }
    }

    private static void AssertSame(LoopRig exact, LoopRig triggered)
    {
        static List<string> outcomes(LoopRig rig) => [.. rig.Records.Items.Where(r => r.Kind is JournalKind.Decision
            or JournalKind.Intent or JournalKind.Refusal)
            .Select(r => $"{r.Kind} {Convert.ToHexString(r.Payload)}")];
        exact.Loop.CompleteDecisions();
        triggered.Loop.CompleteDecisions();
        Assert.Equal(outcomes(exact), outcomes(triggered));
        Assert.Equal(0, triggered.Loop.Counters.Contradicted);
    }
}
