using HedgeFast.Core.Orders.Fix;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders.Fix;

public sealed class FixInstrumentsTests
{
    private readonly FixInstruments _instruments = new(
    [
        LoopRig.Perpetual,
        LoopRig.Perpetual with { Index = 1, Symbol = "ETH", TickMantissa = 25, TickDecimals = 2 },
        LoopRig.Perpetual with { Index = 2, Symbol = "NIKKEI", TickMantissa = 5, TickDecimals = 0 },
    ]);

    [Theory]
    [InlineData("BTCUSD_PERP", 0)]
    [InlineData("ETH", 1)]
    [InlineData("NIKKEI", 2)]
    [InlineData("ET", -1)]
    [InlineData("ETHX", -1)]
    [InlineData("", -1)]
    public void A_symbol_is_found_whole(string symbol, int index) =>
        Assert.Equal(index, _instruments.Find(System.Text.Encoding.ASCII.GetBytes(symbol)));

    [Theory]
    [InlineData(0, 600_005)]
    [InlineData(1, 240_001)]
    [InlineData(2, 7_777)]
    [InlineData(1, -3)]
    public void Ticks_survive_the_wire(int instrument, long ticks) =>
        Assert.Equal(
            ticks,
            _instruments.NearestTicks(
                instrument, _instruments.PriceMantissa(instrument, ticks), _instruments.PriceDecimals(instrument)));

    [Fact]
    public void Ticks_are_exact_beyond_what_a_double_holds() =>
        Assert.Equal((1L << 58) + 1, _instruments.NearestTicks(2, 5 * ((1L << 58) + 1), 0));

    [Theory]
    [InlineData(1, 112, 2, 4)]
    [InlineData(1, 113, 2, 5)]
    [InlineData(1, 1_125, 3, 5)]
    [InlineData(1, -1_125, 3, -5)]
    [InlineData(2, 12_499, 3, 2)]
    [InlineData(2, 12_500, 3, 3)]
    public void A_price_between_ticks_goes_to_the_nearest(int instrument, long mantissa, int decimals, long ticks) =>
        Assert.Equal(ticks, _instruments.NearestTicks(instrument, mantissa, decimals));
}
