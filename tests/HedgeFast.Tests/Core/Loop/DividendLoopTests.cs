using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Resume;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// An underlying with dividends in the loop: prepared elsewhere, hedged through the ex date, replayed.
/// </summary>
public sealed class DividendLoopTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Mid = 600_000;
    private const long ExDays = 3;
    private const double Amount = 600;

    private static readonly OptionRow[] Rows =
    [
        Row("A0", true, 60_000, 30, OptionModel.BsmAmerican), Row("A1", false, 61_000, 30, OptionModel.BsmAmerican),
        Row("E0", true, 60_500, 60, OptionModel.Bsm), Row("E1", false, 60_500, 2, OptionModel.Bsm),
    ];

    [Theory]
    [InlineData(DividendModel.Escrowed, RevalueMode.EveryTick)]
    [InlineData(DividendModel.PiecewiseLognormal, RevalueMode.EveryTick)]
    [InlineData(DividendModel.PiecewiseLognormal, RevalueMode.Triggers)]
    public void The_delta_is_the_model_s_before_and_behind_the_ex_date(DividendModel model, RevalueMode mode)
    {
        SolverRig rig = Rig(model, mode);
        rig.Loop.Session(up: true);
        rig.Tick(Mid);
        Assert.Empty(rig.Loop.Intents.Items);
        Assert.Equal(1, rig.Loop.Loop.Counters.Underlyings[0].IsUnprepared);
        rig.Settle();
        rig.Tick(Mid);
        Assert.Single(rig.Loop.Intents.Items);
        Assert.Equal(ExactDelta(model, 60_000, rig.Loop.Now), rig.LastDecision().OptionDelta, 1e-3);

        // The last tick before the ex date, and the first behind it: what was prepared before is of another stock.
        rig.Tick(Mid, elapsedNanos: (ExDays * Day) - rig.Loop.Now - LoopRig.Second);
        rig.Settle();
        rig.Tick(Mid);
        Assert.Equal(1, rig.Loop.Loop.Counters.Hedgeable);
        rig.Tick(Mid - 6_000, elapsedNanos: 2 * LoopRig.Second);
        Assert.Equal(0, rig.Loop.Loop.Counters.Hedgeable);
        Assert.Equal(1, rig.Loop.Loop.Counters.Underlyings[0].IsUnprepared);
        rig.Settle();
        rig.Tick(Mid - 6_000);
        Assert.Equal(1, rig.Loop.Loop.Counters.Hedgeable);
        Assert.Equal(0, rig.Loop.Loop.Counters.Underlyings[0].IsUnprepared);
        if (mode == RevalueMode.EveryTick)
            Assert.Equal(ExactDelta(model, 59_400, rig.Loop.Now), rig.Loop.Loop.Counters.OptionDelta, 1e-3);
    }

    // What the run before had prepared is of the stock with the dividend; none of it is taken over.
    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_run_resumed_behind_the_ex_date_hedges_by_new_deltas(RevalueMode mode)
    {
        const DividendModel model = DividendModel.PiecewiseLognormal;
        using var folder = new ResumeRig();
        SolverRig first = Rig(model, mode);
        first.Loop.Session(up: true);
        first.Tick(Mid, elapsedNanos: (ExDays * Day) - (2 * LoopRig.Second));
        first.Settle();
        first.Tick(Mid);
        first.Loop.Fill(first.Loop.LastIntent, first.Loop.LastIntent.Lots, 1);
        first.Loop.Control(ControlKind.Timer);
        long held = first.Loop.Position;
        SolverRig next = Rig(model, mode, folder.Resume(first.Loop));
        Assert.Equal(held, next.Loop.Position);
        next.Loop.Session(up: true);
        next.Tick(Mid - 6_000, elapsedNanos: ExDays * Day);
        Assert.Equal(1, next.Loop.Loop.Counters.Underlyings[0].IsUnprepared);
        Assert.Empty(next.Loop.Intents.Items);
        next.Settle();
        next.Tick(Mid - 6_000);
        Assert.Equal(0, next.Loop.Loop.Counters.Underlyings[0].IsUnprepared);
        Assert.Equal(1, next.Loop.Loop.Counters.Hedgeable);
        next.Loop.Control(ControlKind.Timer);
        Assert.Equal(ExactDelta(model, 59_400, next.Loop.Now), next.Loop.Loop.Counters.OptionDelta, 1e-3);
    }

    [Theory]
    [InlineData(DividendModel.Escrowed, RevalueMode.Triggers)]
    [InlineData(DividendModel.PiecewiseLognormal, RevalueMode.Triggers)]
    [InlineData(DividendModel.Escrowed, RevalueMode.EveryTick)]
    [InlineData(DividendModel.PiecewiseLognormal, RevalueMode.EveryTick)]
    public void A_run_through_the_ex_date_is_reproduced(DividendModel model, RevalueMode mode)
    {
        SolverRig rig = Rig(model, mode);
        Random random = new(9);
        rig.Loop.Session(up: true);
        long mid = Mid;
        ulong execution = 1;
        rig.Tick(mid, elapsedNanos: (ExDays * Day) - (200 * LoopRig.Second));
        for (int i = 0; i < 400; i++)
        {
            rig.Settle();
            mid += random.Next(-300, 301);
            rig.Tick(mid, elapsedNanos: random.Next(1, 2_000) * 1_000_000L);
            if (rig.Loop.Loop.Counters.LiveOrders > 0)
                rig.Loop.Fill(rig.Loop.LastIntent, rig.Loop.LastIntent.Lots, execution++);
        }

        Assert.True(rig.Loop.Now > ExDays * Day);
        Assert.True(rig.Loop.Loop.Counters.Decisions > 5, $"{rig.Loop.Loop.Counters.Decisions} decisions");
        rig.AssertProves();
    }

    private static OptionRow Row(string symbol, bool isCall, double strike, int days, OptionModel model) =>
        Books.Row(
            isCall, strike, LoopRig.ExchangeStart + (days * Day), 0.4, isCall ? -40 : 15,
            model) with
        { Symbol = symbol };

    private static DividendRule Rule(DividendModel model) => new()
    {
        Model = model,
        Given = [new Dividend(LoopRig.ExchangeStart + (ExDays * Day), Amount)],
    };

    private static double ExactDelta(DividendModel model, double price, long now)
    {
        double sum = 0;
        DividendSchedule schedule = new(Rule(model));
        foreach (OptionRow row in Rows)
        {
            double years = (row.ExpiryNanos - (LoopRig.ExchangeStart + now)) / (double)Books.Year;
            ExpiryMarket market = ExpiryMarket.Of(LoopRig.ExchangeStart + now, years, price, 0.06, 0.05, schedule);
            sum += row.Quantity * OptionPricer.Value(OptionTerms.Of(row, market)).SpotDelta;
        }

        return sum;
    }

    private static SolverRig Rig(DividendModel model, RevalueMode mode, RunStart? start = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Revalue = mode,
            Delta = DeltaConvention.Spot,
            Rate = 0.06,
            Carry = 0.05,
            Dividends = Rule(model),
        };
        return new SolverRig(
            settings with { Underlyings = [underlying] }, OptionBook.Create(Rows, ["BTC"]), start: start);
    }
}
