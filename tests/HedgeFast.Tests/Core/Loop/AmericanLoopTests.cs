using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Allocations;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// American options in the loop: prepared elsewhere, installed as events, never computed on the loop's thread.
/// </summary>
public sealed class AmericanLoopTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Mid = 600_000;

    private static readonly OptionRow[] Rows =
    [
        Row("A0", true, 60_000, 30), Row("A1", false, 61_000, 30), Row("A2", true, 59_000, 60),
        Row("E", true, 60_500, 60) with { Model = OptionModel.Bsm },
    ];

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void Until_they_are_prepared_the_underlying_is_not_hedged_and_then_as_by_the_model(RevalueMode mode)
    {
        SolverRig rig = Rig(mode);
        rig.Loop.Session(up: true);
        rig.Tick(Mid);
        Assert.Empty(rig.Loop.Intents.Items);
        Assert.Equal("A0", rig.Loop.Book.Symbols[(int)rig.Loop.Loop.Counters.UnusableOption - 1]);
        Assert.Equal(0, rig.Loop.Loop.Counters.Hedgeable);

        rig.Settle();
        Assert.Equal(1 + 3, rig.Installed.Count);
        rig.Tick(Mid);
        Assert.Single(rig.Loop.Intents.Items);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal(ExactDelta(60_000, rig.Loop.Now), rig.LastDecision().OptionDelta, 1e-5);
    }

    [Fact]
    public void The_polynomials_hold_until_others_come_but_not_beyond_their_window()
    {
        SolverRig rig = Rig(RevalueMode.EveryTick);
        rig.Tick(Mid);
        rig.Settle();
        rig.Tick(Mid);

        // 0.9 % away: others are wanted, and the ones there are still good.
        rig.Tick(605_400);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal(ExactDelta(60_540, rig.Loop.Now), rig.Loop.Loop.Counters.OptionDelta, 1e-5);

        // 1.3 % away nobody says what they are worth.
        rig.Tick(607_800);
        Assert.NotEqual(0, rig.Loop.Loop.Counters.UnusableOption);
        rig.Settle();
        rig.Tick(607_800);
        rig.Settle();
        rig.Tick(607_800);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal(ExactDelta(60_780, rig.Loop.Now), rig.Loop.Loop.Counters.OptionDelta, 1e-5);
    }

    [Fact]
    public void Time_asks_for_others_and_an_option_that_has_expired_is_worth_nothing()
    {
        SolverRig rig = Rig(RevalueMode.EveryTick);
        rig.Tick(Mid);
        rig.Settle();
        int first = rig.Installed.Count;
        rig.Tick(Mid, elapsedNanos: 30 * LoopRig.Second);
        rig.Settle();
        Assert.Equal(first, rig.Installed.Count);
        rig.Tick(Mid, elapsedNanos: 31 * LoopRig.Second);
        rig.Settle();
        Assert.Equal(2 * first, rig.Installed.Count);
        rig.Tick(Mid);

        // At the expiry of all three nothing is left, whatever was installed last.
        rig.Tick(Mid, elapsedNanos: 90 * Day);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal(0, rig.Loop.Loop.Counters.OptionDelta, 1e-12);
    }

    [Fact]
    public void Both_modes_send_the_same_orders_when_the_same_is_installed()
    {
        // What the one has consumed, the polynomials with it, the other consumes again.
        SolverRig rig = Walked(RevalueMode.EveryTick, seed: 3);
        LoopRig other = new(Settings(RevalueMode.Triggers), rig.Loop.Book, requests: new Discarding<SolverRequest>());
        foreach (JournalRecord record in rig.Loop.Records.Items)
        {
            switch (record.Kind)
            {
                case JournalKind.Market:
                    other.Loop.Apply(record.As<MarketEvent>());
                    break;
                case JournalKind.Execution:
                    other.Loop.Apply(record.As<ExecutionEvent>());
                    break;
                case JournalKind.Preparation:
                    other.Loop.Apply(record.As<SolverResult>());
                    break;
                case JournalKind.BatchEnd:
                    other.Loop.EndBatch();
                    while (other.Loop.DoIdleSlice())
                    {
                    }

                    break;
            }
        }

        Assert.True(other.Loop.Counters.Proved > 10, $"{other.Loop.Counters.Proved} proofs");
        Assert.True(Outcomes(rig.Loop).Count > 50);
        Assert.Equal(Outcomes(rig.Loop), Outcomes(other));
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_run_is_reproduced_whatever_was_prepared_when(RevalueMode mode)
    {
        SolverRig rig = Walked(mode, seed: 4);
        Assert.True(rig.Installed.Count > 100);
        rig.AssertProves();
    }

    private static SolverRig Walked(RevalueMode mode, int seed)
    {
        SolverRig rig = Rig(mode);
        Random random = new(seed);
        rig.Loop.Session(up: true);
        long mid = Mid;
        ulong execution = 1;
        for (int i = 0; i < 2_000; i++)
        {
            rig.Work(random);
            mid += random.Next(-300, 301);
            rig.Tick(mid, elapsedNanos: random.Next(1, 2_000) * 1_000_000L);
            if (rig.Loop.Loop.Counters.LiveOrders > 0)
                rig.Loop.Fill(rig.Loop.LastIntent, rig.Loop.LastIntent.Lots, execution++);
        }

        Assert.True(rig.Loop.Loop.Counters.Decisions > 20, $"{rig.Loop.Loop.Counters.Decisions} decisions");
        return rig;
    }

    // With triggers a decision's record follows its order.
    private static List<string> Outcomes(LoopRig rig)
    {
        rig.Loop.CompleteDecisions();
        return [.. rig.Records.Items
            .Where(record => record.Kind is JournalKind.Decision or JournalKind.Intent or JournalKind.Refusal)
            .Select(record => $"{record.Kind} {Convert.ToHexString(record.Payload)}").Order()];
    }

    private static OptionRow Row(string symbol, bool isCall, double strike, int days) =>
        Books.Row(
            isCall, strike, LoopRig.ExchangeStart + (days * Day), 0.6, isCall ? -40 : 15,
            OptionModel.BsmAmerican) with
        { Symbol = symbol };

    private static double ExactDelta(double price, long now)
    {
        double sum = 0;
        foreach (OptionRow row in Rows)
        {
            double years = (row.ExpiryNanos - (LoopRig.ExchangeStart + now)) / (double)Books.Year;
            sum += row.Quantity * OptionPricer.Value(
                OptionTerms.Of(
                    row,
                    new ExpiryMarket(
                        LoopRig.ExchangeStart + now, years, price, price * Math.Exp(0.02 * years), 0.06,
                        0.04))).SpotDelta;
        }

        return sum;
    }

    private static SolverRig Rig(RevalueMode mode) => new(Settings(mode), OptionBook.Create(Rows, ["BTC"]));

    private static HedgeSettings Settings(RevalueMode mode)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        return settings with
        {
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    Revalue = mode,
                    Delta = DeltaConvention.Spot,
                    Rate = 0.06,
                    Carry = 0.02,
                },
            ],
        };
    }
}
