using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// D5: two underlyings that settle on averages, one in coin and one by Bachelier through zero, hedged by both ways of
/// revaluing through gaps, jumps and both expiries.
/// </summary>
public sealed class AverageModeTests
{
    private const long Second = LoopRig.Second;
    private const long Window = 300 * Second;
    private const long FirstExpiry = LoopRig.ExchangeStart + (400 * Second);
    private const long SecondExpiry = LoopRig.ExchangeStart + (900 * Second);

    // D5
    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1.5, 2)]
    [InlineData(0.4, 3)]
    public void D5_both_modes_send_the_same_orders_through_the_windows(double ratio, int seed)
    {
        LoopRig exact = new(Settings(RevalueMode.EveryTick, ratio), Book());
        LoopRig triggered = new(Settings(RevalueMode.Triggers, ratio), Book());
        LoopRig[] rigs = [exact, triggered];
        Random random = new(seed);
        long coin = 600_000, money = 150;
        int filled = 0;
        foreach (LoopRig rig in rigs)
            rig.Session(up: true);
        for (int i = 0; i < 6_000 && exact.Now < 1_000 * Second; i++)
        {
            coin += random.Next(-60, 61);
            money += random.Next(-12, 13);
            if (random.Next(900) == 0)
                coin = (long)(coin * (random.Next(2) == 0 ? 0.8 : 1.25));
            long elapsed = random.Next(1, 400) * 1_000_000L;
            int fault = random.Next(400);
            bool isLong = random.Next(1_500) == 0;
            foreach (LoopRig rig in rigs)
            {
                if (isLong)
                    rig.Advance(40 * Second);
                if (fault < 2)
                    rig.Fault(QuoteFault.Stale, fault);
                rig.Quote(coin, elapsedNanos: elapsed);
                rig.Quote(money, elapsedNanos: 1_000, instrument: 1);
                rig.Loop.EndBatch();
                rig.Loop.CompleteDecisions();
                for (int k = 0; k < 40; k++)
                    triggered.Loop.DoIdleSlice();
            }

            Assert.True(exact.Intents.Items.SequenceEqual(triggered.Intents.Items), $"seed {seed}, tick {i}");
            for (; filled < exact.Intents.Items.Count; filled++)
            {
                OrderIntent order = exact.Intents.Items[filled];
                foreach (LoopRig rig in rigs)
                    rig.Fill(order, order.Lots, (ulong)filled + 1);
            }

            Assert.All(
                exact.Loop.Counters.Underlyings,
                shown => Assert.True(double.IsFinite(shown.OptionDelta), $"seed {seed}, tick {i}"));
        }

        Assert.True(exact.Now > 950 * Second && exact.Intents.Items.Count > 100, $"{exact.Intents.Items.Count}");
        Assert.True(triggered.Loop.Counters.Proved > 100, $"{triggered.Loop.Counters.Proved}");
        Assert.Equal(0, triggered.Loop.Counters.Contradicted);
        RecordedRun.AssertReproduced(exact);
        RecordedRun.AssertReproduced(triggered);
    }

    private static HedgeSettings Settings(RevalueMode mode, double ratio)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings plain = settings.Underlyings[0] with
        {
            SettlementDelta = SettlementDelta.Exact,
            Revalue = mode,
            HedgeRatio = ratio,
            TargetDelta = 0.7,
        };
        Instrument linear = LoopRig.Fallback with
        {
            Index = 1,
            Underlying = 1,
            Symbol = "CL",
            AllowsNegativePrice = true,
        };
        return settings with
        {
            Instruments = [LoopRig.Perpetual, linear],
            Underlyings =
            [
                plain,
                plain with { Index = 1, Name = "CL", HedgeInstrument = 1, Delta = DeltaConvention.Forward },
            ],
            Limits = settings.Limits with { CollarFraction = 0.5 },
        };
    }

    private static OptionBook Book()
    {
        List<OptionRow> rows = [];
        foreach (long expiry in (long[])[FirstExpiry, SecondExpiry])
        {
            for (int i = 0; i < 8; i++)
            {
                OptionRow coin = Books.Row(i % 2 == 0, 59_600 + (i * 100), expiry, 0.6, i % 3 == 0 ? 20 : -30) with
                {
                    Symbol = $"BTC-{expiry}-{i}",
                    Settlement = SettlementKind.Inverse,
                    AveragingNanos = Window,
                };
                rows.Add(coin);
                rows.Add(coin with
                {
                    Symbol = $"CL-{expiry}-{i}",
                    Underlying = "CL",
                    Strike = -20 + (10 * i),
                    Model = OptionModel.Bachelier,
                    Settlement = SettlementKind.Linear,
                    Volatility = 20_000,
                });
            }
        }

        return OptionBook.Create([.. rows], ["BTC", "CL"]);
    }
}
