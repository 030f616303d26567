using HedgeFast.Core.Book;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Tape;

public sealed class TradePrintsTests
{
    [Theory]
    [InlineData(100, 10, 102, 20, 0, 0)]
    [InlineData(100, 4, 102, 20, 3, 0)]
    [InlineData(100, 10, 102, 3, 0, 8)]
    [InlineData(100, 15, 102, 30, 0, 0)]
    [InlineData(99, 50, 101, 5, 5, 0)]
    [InlineData(101, 5, 103, 50, 0, 10)]
    public void Half_of_the_size_that_disappears_is_printed(
        long bid, long bidLots, long ask, long askLots, long sold, long bought)
    {
        var prints = new TradePrints();
        (long firstSold, long firstBought) = prints.Follow(new TopOfBook(100, 10, 102, 20), 0.5);
        Assert.Equal(0, firstSold);
        Assert.Equal(0, firstBought);
        Assert.Equal(new TopOfBook(100, 10, 102, 20), prints.Before);
        (long soldLots, long boughtLots) = prints.Follow(new TopOfBook(bid, bidLots, ask, askLots), 0.5);
        Assert.Equal(sold, soldLots);
        Assert.Equal(bought, boughtLots);
    }

    [Fact]
    public void The_lots_that_clients_traded_are_taken_once()
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 4, 102);
        rig.Send("b", Side.Sell, 3, 100);
        Assert.Equal(7L, rig.Market.TakeTradedLots(0));
        Assert.Equal(0L, rig.Market.TakeTradedLots(0));
    }
}
