using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>Book and hedge are marked by the price that the loop hedges with.</summary>
public sealed class FallbackMarkTests : IDisposable
{
    private const long Mid = 600_000;
    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void While_a_fallback_hedges_book_and_hedge_are_valued_at_its_price()
    {
        LoopRig rig = Hedged();
        ProfitMeter meter = new(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        HedgeMark[] marks = new HedgeMark[2];
        Step(rig, meter, marks);
        double before = meter.Parts.Total;

        // The preferred instrument is halted; the fallback falls by 5 %.
        rig.Fault(QuoteFault.Halted);
        rig.Tick(Mid - 30_000, instrument: 1);
        Step(rig, meter, marks);
        double halted = meter.Parts.Total - before;
        Assert.Equal(57_000, marks[0].Mid, 1e-6);

        rig.Tick(Mid - 30_000);
        Step(rig, meter, marks);
        double quoted = meter.Parts.Total - before;
        Assert.True(
            Math.Abs(halted - quoted) < 20,
            $"while the preferred instrument is halted {halted:N0}, when it is quoted again {quoted:N0}");
    }

    [Fact]
    public void A_position_in_the_halted_instrument_is_marked_by_the_fallback_and_the_next_run_finds_the_same_day()
    {
        LoopRig rig = Hedged();
        long lots = rig.Position;
        rig.Control(ControlKind.Timer);
        rig.Fault(QuoteFault.Halted);
        rig.Tick(Mid - 60_000, instrument: 1);
        rig.Control(ControlKind.Timer);
        double expected = rig.Loop.Ledger.Account(0).Profit(
            LoopRig.Perpetual, 54_000) - rig.Loop.Ledger.Account(0).Fees;
        Assert.True(lots > 0 && expected < -1_000, $"{lots} lots, {expected}");
        Assert.Equal(expected, rig.Loop.Counters.DayProfit, 1e-6 * Math.Abs(expected));

        CarriedTotals totals = _folder.Resume(rig).Snapshot!.Totals;
        Assert.Equal(rig.Loop.Counters.DayProfit, totals.DayProfit);
    }

    private static LoopRig Hedged()
    {
        HedgeSettings settings = LoopRig.MakeTwo();
        var rig = new LoopRig(
            settings with { Limits = settings.Limits with { LossBasis = LossBasis.Hedge } }, LoopRig.ShortCalls(100));
        rig.Session(up: true);
        rig.Tick(Mid, instrument: 1);
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Tick(Mid, instrument: 1);
        return rig;
    }

    private static void Step(LoopRig rig, ProfitMeter meter, HedgeMark[] marks)
    {
        Assert.True(rig.TryStep(meter));
        marks[0] = rig.Loop.Marks[0];
    }
}
