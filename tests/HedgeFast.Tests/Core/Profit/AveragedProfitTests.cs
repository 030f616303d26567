using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>
/// D4 c: options that settle on an average are valued as they are hedged, and settled at the average.
/// </summary>
public sealed class AveragedProfitTests
{
    private const long Minute = 60 * LoopRig.Second, Window = 30 * Minute;
    private const long Expiry = LoopRig.ExchangeStart + (35 * Minute);

    // D4 c: from five minutes before the window to behind its end, while the price rises by 3 %: the options gain what
    // the average pays less what they were worth, and the parts explain it.
    [Theory]
    [InlineData(SettlementDelta.Linear)]
    [InlineData(SettlementDelta.Exact)]
    public void D4c_an_averaged_option_is_settled_at_the_average_and_the_parts_explain_the_way(
        SettlementDelta settlement)
    {
        const int seed = 7;
        OptionBook book = OptionBook.Create(
            [
                Row("A", OptionType.Call, 60_000, SettlementKind.Linear, -100),
                Row("B", OptionType.Call, 61_000, SettlementKind.Linear, -100),
                Row("C", OptionType.Put, 63_000, SettlementKind.Linear, 50),
            ],
            ["BTC"]);
        LoopRig rig = Rig(book, settlement, DeltaConvention.Forward);
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        var random = new Random(seed);
        double sum = 0, price = 0, before = 0, start = double.NaN, moved = 0;
        long last = 0;
        for (int i = 0; i < 430; i++)
        {
            long mid = 600_000 + (long)(18_000.0 * Math.Min(i, 420) / 420) + random.Next(-100, 101);
            rig.Quote(mid, elapsedNanos: 5 * LoopRig.Second);
            rig.Loop.EndBatch();
            Assert.True(rig.TryStep(meter), $"seed {seed}, step {i}");
            (before, price) = (price, mid / 10.0);
            long now = LoopRig.ExchangeStart + rig.Now;
            long from = Math.Max(last, Expiry - Window), to = Math.Min(now, Expiry);
            if (i > 0 && to > from)
                sum += 0.5 * ((from == last ? before : price) + price) * (to - from);
            moved += i > 0 ? Math.Abs(price - before) : 0;
            last = now;
            if (double.IsNaN(start))
                start = ValueOf(book, settlement, price, now);
        }

        double average = sum / Window;
        Assert.True(price - average > 500, $"seed {seed}: average {average}, last {price}");
        double paid = 0;
        for (int i = 0; i < book.Count; i++)
        {
            paid += book.Quantities[i] * Math.Max(
                0, (book.Types[i] == OptionType.Call ? 1 : -1) * (average - book.Strikes[i]));
        }

        // The first step in the window sees its five seconds at its price.
        ProfitParts parts = meter.Parts;
        Assert.Equal(paid - start, parts.Options, 20.0);

        // Deltas age by a window's share in a step: 5 s of 30 minutes. Gammas of the last steps are seen too late.
        Assert.True(
            Math.Abs(parts.OptionResidual) < 0.01 * moved * 250, $"seed {seed}: {parts} after moves of {moved}");
    }

    // D4 c: six minutes inside the window. Before, the residual was 717 USD beside a delta gain of 5,889.
    [Theory]
    [InlineData(SettlementDelta.Linear, OptionModel.Black76, SettlementKind.Inverse)]
    [InlineData(SettlementDelta.Linear, OptionModel.Black76, SettlementKind.Linear)]
    [InlineData(SettlementDelta.Linear, OptionModel.Bsm, SettlementKind.Linear)]
    [InlineData(SettlementDelta.Exact, OptionModel.Black76, SettlementKind.Inverse)]
    [InlineData(SettlementDelta.Exact, OptionModel.Black76, SettlementKind.Linear)]
    [InlineData(SettlementDelta.Exact, OptionModel.Bsm, SettlementKind.Linear)]
    public void D4c_in_the_window_the_residual_is_small(SettlementDelta delta, OptionModel model, SettlementKind kind)
    {
        const int seed = 8;
        OptionBook book = OptionBook.Create(
            [
                Row("A", OptionType.Call, 58_000, kind, -100) with { Model = model },
                Row("B", OptionType.Put, 59_500, kind, -20) with { Model = model },
            ],
            ["BTC"]);
        LoopRig rig = Rig(
            book, delta, kind == SettlementKind.Inverse ? DeltaConvention.NetTransaction : DeltaConvention.Forward);
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        var random = new Random(seed);
        long mid = 600_000;
        for (int i = 0; i < 400; i++)
        {
            rig.Quote(mid, elapsedNanos: 2 * LoopRig.Second);
            rig.Loop.EndBatch();
            rig.Loop.Apply(new ControlEvent { Kind = ControlKind.Timer, ReceiveNanos = rig.Now });

            // Five minutes to the window and three in it are over.
            if (i >= 240)
                Assert.True(rig.TryStep(meter));
            mid += i >= 240 ? random.Next(-60, 101) : 0;
        }

        ProfitParts parts = meter.Parts;
        Assert.True(Math.Abs(parts.OptionDelta) > 5_000, $"seed {seed}: {parts}");
        Assert.True(Math.Abs(parts.OptionResidual) < 0.004 * Math.Abs(parts.OptionDelta), $"seed {seed}: {parts}");
    }

    // Each value of the way, in the window too, is that of the pricer or of the account's decay.
    private static double ValueOf(OptionBook book, SettlementDelta settlement, double price, long utcNanos)
    {
        double value = 0, years = (Expiry - utcNanos) / (365.0 * 1_440 * Minute);
        for (int i = 0; i < book.Count; i++)
        {
            value += book.Quantities[i] * OptionPricer.Value(new OptionTerms
            {
                Type = book.Types[i],
                Model = book.Models[i],
                Settlement = book.Settlements[i],
                Strike = book.Strikes[i],
                Volatility = book.Volatilities[i],
                Market = new ExpiryMarket(utcNanos, years, price, price, 0, 0),
                AveragingYears = Window / (365.0 * 1_440 * Minute),
                SettlementDelta = settlement,
            }).Price;
        }

        return value;
    }

    private static LoopRig Rig(OptionBook book, SettlementDelta settlement, DeltaConvention convention)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Delta = convention,
            SettlementDelta = settlement,
        };
        return new LoopRig(settings with { Underlyings = [underlying] }, book);
    }

    private static OptionRow Row(string symbol, OptionType type, double strike, SettlementKind kind, double quantity) =>
        new(
            symbol, "BTC", type, strike, Expiry, kind, OptionModel.Black76, quantity, 1,
            0.6)
        { AveragingNanos = Window };
}
