using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class LotDeltaTests
{
    private static readonly Instrument Linear = LoopRig.Perpetual with
    {
        Kind = InstrumentKind.Linear,
        ContractSize = 0.001,
    };

    [Fact]
    public void An_inverse_contract_is_its_size_over_its_own_price()
    {
        // n * size / P: 300 contracts of 100 USD at 60,000 are half a coin.
        Assert.Equal(0.5, (300 * LotDelta.Of(LoopRig.Perpetual, 1, 1, 1)).At(60_000), 1e-15);

        // 0.2 % above the underlying's price of 60,000 it trades at 60,120.
        Assert.Equal(100 / 60_120.0, LotDelta.Of(LoopRig.Perpetual, 1, 1.002, 1).At(60_000), 1e-18);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-20)]
    [InlineData(60_000)]
    public void A_linear_contract_spot_and_a_share_are_their_size_at_any_price(double price)
    {
        Assert.Equal(0.001, LotDelta.Of(Linear, 1, 1.002, 1).At(price));
        Assert.Equal(1, LotDelta.Of(Linear with { ContractSize = 1 }, 1, 1, 1).At(price));
    }

    [Theory]
    [InlineData(DeltaConvention.Spot, 1.0253151205244289)]
    [InlineData(DeltaConvention.Forward, 1)]
    [InlineData(DeltaConvention.Futures, 1)]
    [InlineData(DeltaConvention.NetTransaction, 1)]
    public void A_dated_future_moves_with_spot_by_its_carry_and_with_a_forward_one_to_one(
        DeltaConvention convention, double factor)
    {
        // e^(.05 * .5)
        double ratio = Math.Exp(0.025);
        Assert.Equal(
            factor,
            LotDelta.Of(Linear with { ContractSize = 1 }, LotDelta.ForwardFactor(convention, ratio), ratio, 1).At(100),
            1e-15);
    }

    [Fact]
    public void Half_way_through_its_averaging_a_future_is_half_a_future() =>
        Assert.Equal(0.0005, LotDelta.Of(Linear, 1, 1, 0.5).At(60_000), 1e-18);

    [Fact]
    public void Positions_in_several_instruments_add_up_at_every_price()
    {
        HedgeExposure exposure = default(HedgeExposure)
            .Plus(new PositionInterval(-300, 600), 0, LotDelta.Of(LoopRig.Perpetual, 1, 1, 1))
            .Plus(new PositionInterval(2_000, 2_000), 2_000, LotDelta.Of(Linear, 1, 1, 1));
        Assert.Equal(2 - 0.5, exposure.At(60_000).Low, 1e-15);
        Assert.Equal(2 + 1.2, exposure.At(50_000).High, 1e-15);
        Assert.Equal(2, exposure.At(50_000).Filled, 1e-15);
        Assert.False(exposure.IsSettled);
        Assert.True(default(HedgeExposure).Plus(new PositionInterval(7, 7), 7, LotDelta.Of(Linear, 1, 1, 1)).IsSettled);
    }
}
