using HedgeFast.Core.Book;
using HedgeFast.Synthetic;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Core.Book;

/// <summary>D5: the average so far, and when it is no longer known.</summary>
public sealed class SettlementAverageTests
{
    private const long Second = 1_000_000_000;
    private const long Window = 1_800 * Second;
    private const long Expiry = Books.Now + (2 * Window);
    private const long Start = Expiry - Window;

    [Fact]
    public void Nothing_is_fixed_before_the_window()
    {
        SettlementAverage average = Make();
        Assert.False(average.Observe(60_000, Start));
        Assert.Equal(AverageState.Ahead, average.State);
        Assert.Equal(0, average.FixedPartAt(Start));
        Assert.Equal(double.NaN, average.AverageAt(Start));
        Assert.Equal(double.NaN, average.FixedPartAt(Start + 1));
    }

    [Fact]
    public void The_mean_is_weighted_by_time()
    {
        // 60,000 for the first third, then straight up to 63,000 over the second, then 63,000.
        SettlementAverage average = Make();
        for (long s = 1; s <= 1_800; s++)
            average.Observe(60_000 + (3_000 * Math.Clamp((s - 600) / 600.0, 0, 1)), Start + (s * Second));
        Assert.Equal(AverageState.Complete, average.State);
        Assert.Equal(61_500, average.Final, 1e-6);
        Assert.Equal(61_500, average.FixedPartAt(Expiry), 1e-6);
        Assert.Equal(61_500, average.AverageAt(Expiry + Second), 1e-6);
    }

    [Fact]
    public void The_last_price_holds_until_the_next()
    {
        SettlementAverage average = Make();
        average.Observe(60_000, Start + (5 * Second));
        average.Observe(60_300, Start + (10 * Second));
        Assert.Equal(((60_000 * 5) + (60_150 * 5.0)) / 1_800, average.FixedPartAt(Start + (10 * Second)), 1e-9);
        Assert.Equal(
            ((60_000 * 5) + (60_150 * 5.0) + (60_300 * 2)) / 1_800, average.FixedPartAt(Start + (12 * Second)), 1e-9);
        Assert.Equal(
            ((60_000 * 5) + (60_150 * 5.0) + (60_300 * 2)) / 12, average.AverageAt(Start + (12 * Second)), 1e-9);
    }

    [Theory]
    [InlineData(130, true)]
    [InlineData(134, false)]
    public void A_gap_makes_it_unknown_when_it_is_long(long gap, bool isKnown)
    {
        SettlementAverage average = Make();
        Feed(average, 0, 600);
        Assert.Equal(!isKnown, average.Observe(60_100, Start + ((600 + gap) * Second)));
        Assert.Equal(isKnown ? AverageState.Running : AverageState.Lost, average.State);
        Assert.Equal(isKnown, !double.IsNaN(average.FixedPartAt(Start + (900 * Second))));

        // What was lost stays so to the end.
        Feed(average, 601 + gap, 1_801);
        Assert.Equal(isKnown, average.State == AverageState.Complete);
        Assert.Equal(isKnown, !double.IsNaN(average.Final));
    }

    [Theory]
    [InlineData(82, true)]
    [InlineData(84, false)]
    public void A_start_in_mid_window_is_known_only_near_its_beginning(long missed, bool isKnown)
    {
        SettlementAverage average = Make();
        average.Observe(60_000, Start + (missed * Second));
        Assert.Equal(isKnown ? AverageState.Running : AverageState.Lost, average.State);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Prices_that_are_rare_all_along_are_too_few(long every, bool isKnown)
    {
        SettlementAverage average = Make();
        for (long s = every; s <= 1_800; s += every)
            average.Observe(60_000, Start + (s * Second));
        Assert.Equal(isKnown, !double.IsNaN(average.Final));
    }

    [Fact]
    public void An_average_completes_only_with_a_price_near_the_expiry()
    {
        SettlementAverage early = Make(), late = Make();
        Feed(early, 0, 1_700);
        Feed(late, 0, 1_760);
        early.Observe(60_000, Expiry + (3_600 * Second));
        late.Observe(60_000, Expiry + (3_600 * Second));
        Assert.Equal(AverageState.Lost, early.State);
        Assert.Equal(60_000, late.Final, 1e-6);
    }

    [Fact]
    public void Unseen_time_errs_by_the_documented_bound()
    {
        // Paths of a second's steps, seen but for 132 of them: the error of the mean against 1 % of the mean's own
        // deviation.
        var random = new SplitMix64(5);
        double squares = 0;
        const int paths = 2_000;
        for (int path = 0; path < paths; path++)
        {
            SettlementAverage seen = Make(), blind = Make();
            double price = 60_000;
            for (long s = 1; s <= 1_800; s++)
            {
                price += random.Normal();
                seen.Observe(price, Start + (s * Second));
                if (s is <= 600 or >= 732)
                    blind.Observe(price, Start + (s * Second));
            }

            squares += Math.Pow(seen.Final - blind.Final, 2);
        }

        double promised = 0.01 * Math.Sqrt(1_800 / 3.0);
        Assert.InRange(Math.Sqrt(squares / paths), 0.93 * promised, 1.07 * promised);
    }

    // The property that a poisoned average would break: whatever was missed, and however times jitter, what is called
    // known is near the truth.
    [Fact]
    public void A_known_average_is_near_the_true_one()
    {
        // Six times a hundredth of the mean's deviation, of a price that moves by 1 a second.
        const ulong seed = 23;
        double bound = 6 * 0.01 * Math.Sqrt(1_800 / 3.0);
        var random = new SplitMix64(seed);
        (int known, int lost) = (0, 0);
        for (int path = 0; path < 1_000; path++)
        {
            SettlementAverage average = Make();
            double price = 60_000, truth = 0;
            int blindUntil = random.Below(3) == 0 ? random.Below(150) : 0;
            for (int s = 1; s <= 1_800; s++)
            {
                double before = price;
                price += random.Normal();
                truth += 0.5 * (before + price);
                if (random.Below(400) == 0)
                    blindUntil = s + random.Below(150);
                if (s < blindUntil)
                    continue;
                long jitter = random.Below(20) == 0 ? -random.Below(2_000_000_000) : 0;
                average.Observe(price, Start + (s * Second) + jitter);
                double fixedPart = average.FixedPartAt(Start + (s * Second));
                if (!double.IsNaN(fixedPart))
                    Assert.True(Math.Abs(fixedPart - (truth / 1_800)) < bound, $"seed {seed}, path {path}, second {s}");
            }

            known += average.State == AverageState.Complete ? 1 : 0;
            lost += average.State == AverageState.Lost ? 1 : 0;
        }

        Assert.InRange(known, 200, 900);
        Assert.InRange(lost, 100, 800);
    }

    [Fact]
    public void Jitter_changes_nothing_and_a_time_that_was_wrong_is_found()
    {
        SettlementAverage average = Make();
        Feed(average, 0, 600);
        Assert.False(average.Observe(60_000, Start + (595 * Second)));
        Assert.Equal(60_000 / 3.0, average.FixedPartAt(Start + (600 * Second)), 1e-6);

        Assert.True(average.Observe(60_000, Start + (500 * Second)));
        Assert.Equal(AverageState.Lost, average.State);

        // Back before the window: it lies ahead again, whatever was seen of it.
        Assert.True(average.Observe(60_000, Start - (100 * Second)));
        Assert.Equal(AverageState.Ahead, average.State);
        Feed(average, 0, 1_801);
        Assert.Equal(60_000, average.Final, 1e-6);
    }

    [Fact]
    public void An_average_given_by_an_operator_is_accepted_within_bounds()
    {
        SettlementAverage average = Make();
        average.Observe(60_000, Start + (900 * Second));
        Assert.Equal(AverageState.Lost, average.State);
        long now = Start + (900 * Second);
        Assert.False(average.TryGive(60_300, 60_000, Start));
        Assert.False(average.TryGive(60_300, 60_000, Expiry));
        Assert.False(average.TryGive(66_001, 60_000, now));
        Assert.False(average.TryGive(53_999, 60_000, now));
        Assert.False(average.TryGive(double.NaN, 60_000, now));
        Assert.False(average.TryGive(double.PositiveInfinity, 60_000, now));
        Assert.True(average.TryGive(60_300, 60_000, now));
        Assert.True(average.IsGiven);
        Assert.Equal(30_150, average.FixedPartAt(now), 1e-9);
        Feed(average, 901, 1_801);
        Assert.Equal(60_150, average.Final, 1e-6);
    }

    [Fact]
    public void An_average_resumes_from_its_journal_record()
    {
        SettlementAverage whole = Make(), carried = Make();
        Feed(whole, 0, 700);
        carried.Carry(whole.ToCarried());
        foreach (SettlementAverage each in (SettlementAverage[])[whole, carried])
            Feed(each, 750, 1_801);
        Assert.Equal(whole.ToCarried(), carried.ToCarried());
        Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Final), BitConverter.DoubleToInt64Bits(carried.Final));
    }

    [Fact]
    public void Outside_every_window_prices_are_ignored()
    {
        OptionRow row = Books.Row(true, 60_000, Expiry, 0.5) with { AveragingNanos = Window };
        OptionBook book = OptionBook.Create(
            [
                row,
                row with { Symbol = "same expiry", Strike = 61_000 },
                Books.Row(true, 60_000, Expiry + Books.Year, 0.5),
                row with { Symbol = "later", ExpiryNanos = Expiry + (48 * Window) },
            ],
            ["BTC"]);
        var averages = new SettlementAverages(book, 0);
        Assert.Equal(2, averages.All.Count);
        Assert.True(averages.IsQuiet);
        Assert.False(averages.Observe(60_000, Start));
        Assert.True(averages.Observe(60_000, Start + Second));
        Assert.False(averages.IsQuiet);
        for (long s = 2; s < 1_800; s++)
            Assert.False(averages.Observe(60_000, Start + (s * Second)));
        Assert.True(averages.Observe(60_000, Expiry));
        Assert.Equal(60_000, averages.Find(Expiry, Window)!.Final, 1e-6);
        Assert.False(averages.Observe(60_000, Expiry + (61 * Second)));
        Assert.True(averages.IsQuiet);
        Assert.Null(averages.Find(Expiry + Books.Year, 0));
        Assert.Equal(0, averages.LostExpiry(Expiry + (61 * Second)));
        Assert.True(averages.Observe(60_000, Expiry + (47 * Window) + (600 * Second)));
        Assert.Equal(Expiry + (48 * Window), averages.LostExpiry(Expiry + (47 * Window) + (600 * Second)));
    }

    [Fact]
    public void An_average_recovers_after_a_price_of_a_wrong_day()
    {
        OptionRow row = Books.Row(true, 60_000, Expiry, 0.5) with { AveragingNanos = Window };
        var averages = new SettlementAverages(OptionBook.Create([row], ["BTC"]), 0);
        Assert.True(averages.Observe(60_000, Expiry + (48 * Window)));
        Assert.True(averages.IsQuiet);
        Assert.True(averages.Observe(60_000, Start - (600 * Second)));
        Assert.Equal(AverageState.Ahead, averages.All[0].State);
        for (long s = 1; s <= 1_800; s++)
            averages.Observe(60_000, Start + (s * Second));
        Assert.Equal(60_000, averages.All[0].Final, 1e-6);
        Assert.False(averages.Observe(60_000, Expiry + (90 * Second)));

        // Back in the window that was over: nobody knows what was seen of it.
        Assert.True(averages.Observe(60_000, Expiry - (600 * Second)));
        Assert.Equal(AverageState.Lost, averages.All[0].State);
        Assert.Equal(double.NaN, averages.All[0].FixedPartAt(Expiry - (600 * Second)));
    }

    private static SettlementAverage Make() => new(0, Expiry, Window);

    private static void Feed(SettlementAverage average, long from, long to)
    {
        for (long s = from; s <= to; s++)
            average.Observe(60_000, Start + (s * Second));
    }
}
