using HedgeFast.Config;
using HedgeFast.Config.Resolve;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Tests.Program.Commands;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Limits that were not given are derived from the book, the position limit and the rates.</summary>
public sealed class DerivedLimitsTests
{
    private static readonly string[] Given =
        ["limits.maxDayLoss=5", "limits.maxDayCost=6", "limits.maxRepeats=7", "limits.maxOrderNotional=8"];

    [Fact]
    public void What_is_given_stays_and_what_is_not_is_derived()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, Given);
        Assert.Equal(config.Settings.Limits, DerivedLimits.Of(config, Rows(100)).Limits);

        config = ConfigFixture.Resolve(ConfigFixture.Json);
        LimitSettings limits = DerivedLimits.Of(config, Rows(1_000)).Limits;
        Assert.True(limits.MaxDayLoss < 1e11, $"{limits.MaxDayLoss}");
        Assert.True(limits.MaxDayCost < 1e11, $"{limits.MaxDayCost}");
        Assert.True(limits.MaxOrderNotional < 1e11, $"{limits.MaxOrderNotional}");
        Assert.True(limits.MaxRepeats < LimitSettings.NoRepeatLimit, $"{limits.MaxRepeats}");
    }

    [Fact]
    public void A_smaller_book_has_the_smaller_loss()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal(600, DerivedLimits.Of(config, Rows(0.1)).Limits.MaxDayLoss, 1e-6);
    }

    [Fact]
    public void A_position_limit_far_below_the_book_does_not_make_the_book_s_own_moves_a_loss()
    {
        string[] tiny = ["limits.maxOrderLots=1", "limits.maxPositionLots=1", "limits.overshootLots=1"];
        Assert.Equal(60_000, DerivedLimits.Of(
            ConfigFixture.Resolve(ConfigFixture.Json, tiny), Rows(1_000)).Limits.MaxDayLoss, 1e-6);
        double hedgeAlone = DerivedLimits.Of(ConfigFixture.Resolve(
            ConfigFixture.Json, [.. tiny, "limits.lossBasis=hedge"]), Rows(1_000)).Limits.MaxDayLoss;
        Assert.InRange(hedgeAlone, 1, 59_999);
    }

    [Fact]
    public void Check_shows_how_far_each_limit_is_from_being_reached()
    {
        using var program = new WholeProgram();
        Assert.Equal(0, program.Execute("check", "--preset", "demo"));
        Assert.Contains(
            "limits.maxDayLoss                   5000000  derived  a move of 10 % against the largest position",
            program.Output, StringComparison.Ordinal);
        Assert.Contains(
            "limits.maxOrderNotional             4000000  derived  2 times the notional of the largest order",
            program.Output, StringComparison.Ordinal);
        Assert.Contains(
            "limits.maxDayCost                    500000  derived  20 times fee and half spread", program.Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "limits.maxRepeats                    100000  derived  20 s of orders to one side", program.Output,
            StringComparison.Ordinal);
    }

    private static OptionRow[] Rows(double quantity) =>
        [new OptionRow(
            "A", "U1", OptionType.Call, 60_000, 1_800_000_000_000_000_000, SettlementKind.Inverse, OptionModel.Black76,
            -quantity, 1, 0.5)];
}
