using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// A loop whose volatilities come from a surface: an option without one, or with one that is too old, stops hedging and
/// is named.
/// </summary>
public sealed class VolatilityLoopTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Expiry = LoopRig.ExchangeStart + (30 * Day);

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_surface_takes_the_place_of_the_book(RevalueMode mode)
    {
        LoopRig rig = Rig(mode, 0.6, Expiry, LoopRig.ExchangeStart);
        rig.Session(true);
        rig.Tick(600_000);
        Assert.Equal(0, rig.Loop.Counters.UnusableOption);
        Assert.Equal(-46.57, rig.Loop.Counters.OptionDelta, 0.01);
        Assert.Single(rig.Intents.Items);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void An_expiry_that_is_not_in_the_surface_stops_hedging_and_names_the_option(RevalueMode mode)
    {
        LoopRig rig = Rig(mode, 0.6, Expiry - Day, LoopRig.ExchangeStart);
        rig.Session(true);
        rig.Tick(600_000);
        rig.Tick(660_000);
        Assert.Empty(rig.Intents.Items);
        Assert.Equal("C", rig.Book.Symbols[(int)rig.Loop.Counters.UnusableOption - 1]);
        Assert.Equal(0, rig.Loop.Counters.Hedgeable);
        Assert.Equal(0, rig.Loop.Counters.SumAbsHedged);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_surface_that_grows_too_old_stops_hedging(RevalueMode mode)
    {
        LoopRig rig = Rig(mode, 0.6, Expiry, LoopRig.ExchangeStart);
        rig.Session(true);
        rig.Tick(600_000);
        Assert.Single(rig.Intents.Items);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Quote(560_000, elapsedNanos: 11 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Single(rig.Intents.Items);
        Assert.Equal(1, rig.Loop.Counters.UnusableOption);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_future_in_its_averaging_period_is_not_traded_any_more(RevalueMode mode)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        Instrument future = LoopRig.Perpetual with
        {
            ExpiryNanos = LoopRig.ExchangeStart + (10 * LoopRig.Second),
            AveragingNanos = 2 * LoopRig.Second,
        };
        LoopRig rig = new(
            settings with { Instruments = [future], Underlyings = [settings.Underlyings[0] with { Revalue = mode }] });
        rig.Session(true);
        rig.Tick(600_000);
        Assert.Single(rig.Intents.Items);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Quote(560_000, elapsedNanos: 8 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Single(rig.Intents.Items);
        Assert.Equal(0, rig.Loop.Counters.Hedgeable);
    }

    private static LoopRig Rig(RevalueMode mode, double volatility, long surfaceExpiry, long surfaceTime)
    {
        OptionBook book = OptionBook.Create(
            [
                new OptionRow(
                    "C", "BTC", OptionType.Call, 60_000, Expiry, SettlementKind.Inverse, OptionModel.Black76, -100, 1,
                    double.NaN),
            ],
            ["BTC"]);
        var surface = new VolatilitySurface(
            [new SurfaceRow("BTC", surfaceExpiry, surfaceTime, 60_000, 60_000, volatility, null)]);
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Revalue = mode,
            Volatility = new VolatilityRule(VolatilityDynamics.StickyStrike, 10 * LoopRig.Second, 0.001),
        };
        return new LoopRig(
            settings with { Underlyings = [underlying] }, book, OptionVolatilities.OfSurface(book, surface));
    }
}
