using System.Text;
using CsCheck;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Core;

public sealed class TriggerModeTests
{
    private const long Mid = 600_000;
    private const long Hour = 3_600 * LoopRig.Second;

    private static readonly Gen<OptionRow[]> GenRows = Gen.Select(
        Gen.OneOf(LoopRig.ExchangeStart + Hour, LoopRig.ExchangeStart + (24 * Hour), LoopRig.ExchangeStart + (30 * 24 * Hour)),
        Gen.Double[58_000, 62_000], Gen.Double[-20, 20], Gen.Double[0.3, 1.2], Gen.Bool,
        (expiry, strike, quantity, volatility, isCall) => Books.Row(isCall, strike, expiry, volatility, quantity))
        .Array[1, 60].Select(rows => rows.Select((row, i) => row with { Symbol = "S" + i }).ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Both_modes_send_the_same_orders_on_the_same_tape(int instruments)
    {
        long proved = 0, revalued = 0, fallbacks = 0;
        Gen.Select(GenRows, Gen.Int[0, 1 << 20], Gen.Double[0.02, 1], Gen.OneOf(TradeTo.Edge, TradeTo.Centre), Gen.Int[0, 30]).Sample(
            (rows, seed, halfWidth, tradeTo, idle) =>
            {
                LoopRig exact = new(Settings(halfWidth, tradeTo, RevalueMode.EveryTick, instruments), OptionBook.Create(rows, ["BTC"]));
                LoopRig triggered = new(Settings(halfWidth, tradeTo, RevalueMode.Triggers, instruments), OptionBook.Create(rows, ["BTC"]));
                Random random = new(seed);
                Walk(random, 400, exact, triggered, () =>
                {
                    for (int i = 0; i < idle; i++)
                        triggered.Loop.DoIdleSlice();
                });
                Interlocked.Add(ref proved, triggered.Loop.Counters.Proved);
                Interlocked.Add(ref revalued, triggered.Loop.Counters.Revaluations);
                Interlocked.Add(ref fallbacks, triggered.Loop.Counters.Fallbacks);
                AssertSame(exact, triggered);
            },
            iter: 150);
        Assert.True(proved > revalued / 4 && (instruments == 1) == (fallbacks == 0), $"{proved} proofs, {revalued} revaluations, {fallbacks} fallbacks and returns");
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
    public void A_fill_ends_the_triggers_and_they_come_back()
    {
        LoopRig rig = Hedged();
        rig.Tick(Mid + 2);
        long revalued = rig.Loop.Counters.Revaluations;
        rig.Execute(new ExecutionEvent { ReceiveNanos = rig.Now, Kind = ExecutionKind.Fill, OrderId = 0, Instrument = 0, Side = Side.Sell, LastLots = 1, LastTicks = Mid, ExecIdLow = 99 });
        Assert.Equal(revalued + 1, rig.Loop.Counters.Revaluations);
        Settle(rig);
        rig.Tick(Mid + 1);
        Assert.Equal(revalued + 1, rig.Loop.Counters.Revaluations);
        Assert.True(rig.Loop.Counters.Proved > 0);
    }

    [Fact]
    public void Time_ends_the_triggers_and_they_come_back()
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
    public void A_price_that_drifts_out_of_the_window_finds_the_next_one_built()
    {
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 100);
        LoopRig rig = new(settings with { Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers, TimeStepNanos = 3_600 * LoopRig.Second }] });
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
        OptionBook book = OptionBook.Create([Books.Row(true, 60_000, LoopRig.ExchangeStart + (2 * LoopRig.Second), 0.001, -100)], ["BTC"]);
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 1_000);
        LoopRig rig = new(settings with { Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers }] }, book);
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
    public void A_price_beyond_a_trigger_is_decided_from_an_exact_revaluation()
    {
        LoopRig rig = Hedged();
        int sent = rig.Intents.Items.Count;
        rig.Tick(Mid + 20_000);
        Assert.Equal(sent + 1, rig.Intents.Items.Count);
        HedgeDecision decision = rig.Records.Items.Last(record => record.Kind == JournalKind.Decision).As<HedgeDecision>();
        Assert.True(decision.DeltaHigh < decision.BandLower || decision.DeltaLow > decision.BandUpper);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_is_reproduced_whatever_was_built_in_idle_time(int instruments)
    {
        string directory = Directory.CreateTempSubdirectory("hedgefast-triggers-").FullName;
        try
        {
            LoopRig rig = new(Settings(0.5, TradeTo.Edge, RevalueMode.Triggers, instruments));
            Random random = new(5);
            Walk(random, 3_000, rig, null, () =>
            {
                for (int i = random.Next(60); i > 0; i--)
                    rig.Loop.DoIdleSlice();
            });
            rig.Loop.EndRun();
            Assert.True(rig.Loop.Counters.Proved > 500);
            JournalFolder folder = JournalFolder.Create(directory, rig.Settings, Encoding.ASCII.GetBytes("a,book"));
            using (var writer = new JournalWriter(directory))
            {
                writer.Append(JournalRecord.Of(JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Identity = folder.Identity }));
                foreach (JournalRecord record in rig.Records.Items)
                    writer.Append(record);
            }

            ReplayResult result = Replay.Prove(directory, JournalFolder.Open(directory), rig.Book);
            Assert.Null(result.Difference);
            Assert.True(result.IsComplete);
            Assert.True(result.Decisions > 50);
            Assert.Equal(rig.Loop.StateHash(), result.StateHash);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static HedgeSettings Settings(double halfWidth, TradeTo tradeTo, RevalueMode mode, int instruments)
    {
        HedgeSettings settings = instruments == 1 ? LoopRig.MakeSettings() : LoopRig.MakeTwo(fallbackAfterNanos: LoopRig.Second / 200);
        return settings with
        {
            Underlyings = [settings.Underlyings[0] with { BandHalfWidth = halfWidth, TradeTo = tradeTo, Revalue = mode, TimeStepNanos = LoopRig.Second / 10 }],
        };
    }

    private static LoopRig Hedged()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        LoopRig rig = new(settings with { Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers, TradeTo = TradeTo.Centre }] });
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

    // Small moves and jumps, fills whole and in part, lost sessions, timers; with a second instrument its quotes too, and faults of either.
    private static void Walk(Random random, int ticks, LoopRig rig, LoopRig? other, Action idle)
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
        for (int i = 0; i < ticks; i++)
        {
            idle();
            mid += random.Next(20) == 0 ? random.Next(-3_000, 3_001) : random.Next(-30, 31);
            long elapsed = random.Next(10) == 0 ? LoopRig.Second / 7 : 1_000_000;
            both(r => r.Quote(mid, elapsedNanos: elapsed));
            both(r => r.Loop.EndBatch());
            if (rig.Settings.Instruments.Count > 1)
            {
                long fallbackMid = mid + 600 + random.Next(-20, 21);
                both(r => r.Tick(fallbackMid, instrument: 1));
                int faulty = random.Next(80);
                if (faulty < 2)
                    both(r => r.Fault(HedgeFast.Core.Feed.QuoteFault.Stale, faulty));
                for (int j = faulty == 0 ? 12 : 0; j > 0; j--)
                {
                    idle();
                    fallbackMid += random.Next(-30, 31);
                    both(r => r.Tick(fallbackMid, instrument: 1));
                }
            }

            if (random.Next(100) == 0)
            {
                both(r => r.Session(up: false));
                both(r => r.Session(up: true));
            }

            if (rig.Loop.Counters.LiveOrders > 0 && random.Next(3) > 0)
            {
                idle();
                OrderIntent order = rig.Intents.Items.First(o => o.Kind == IntentKind.New && o.OrderId == rig.Loop.Ledger.Live.All[0].OrderId);
                long lots = random.NextInt64(1, order.Lots + 1);
                ulong id = execution++;
                both(r => r.Fill(order, lots, id));
                both(r => r.End(order, ExecutionKind.Canceled, lots));
            }

            if (random.Next(4) == 0)
                both(r => r.Control(HedgeFast.Core.ControlKind.Timer));
        }
    }

    private static void AssertSame(LoopRig exact, LoopRig triggered)
    {
        static List<string> outcomes(LoopRig rig) =>
            [.. rig.Records.Items.Where(r => r.Kind is JournalKind.Decision or JournalKind.Intent or JournalKind.Refusal).Select(r => $"{r.Kind} {Convert.ToHexString(r.Payload)}")];
        Assert.Equal(outcomes(exact), outcomes(triggered));
    }
}
