using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Orders;

public sealed class ParticipationTests
{
    private const long Window = 64_000;

    [Fact]
    public void The_room_is_the_share_of_what_others_traded_less_what_is_ours()
    {
        Participation participation = With(0.1);
        Assert.Equal(0, Room(participation, 0));
        Print(participation, 1_000, 1);
        Assert.Equal(100, Room(participation, 1));

        // Fills of ours are printed too, so 10 are off the volume, and off the room.
        Fill(participation, 10, 2);
        Assert.Equal(99 - 10, Room(participation, 2));

        // What is out may have been printed before we are told of it.
        Assert.Equal(97 - 30, Room(participation, 2, openBuys: 15, openSells: 5));
        Assert.Equal(0, Room(participation, 2, openBuys: 500));
    }

    [Fact]
    public void Prints_are_forgotten_after_the_window_and_own_fills_a_slot_later()
    {
        Participation participation = With(1);
        Print(participation, 500, 0);
        Fill(participation, 10, 0);
        Print(participation, 300, 63_500);
        Assert.Equal(800 - 20, Room(participation, 63_999));
        Assert.Equal(300 - 20, Room(participation, 64_000));
        Assert.Equal(300, Room(participation, 65_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MinValue)]
    [InlineData((1L << 51) + 1)]
    [InlineData(long.MaxValue)]
    public void A_size_that_can_be_none_is_not_believed(long lots)
    {
        Participation participation = With(1);
        Print(participation, lots, 0);
        Assert.Equal(0, Room(participation, 0));
    }

    [Fact]
    public void Instruments_are_apart()
    {
        var participation = new Participation(
            new OrderSettings { VolumeShare = 1, VolumeWindowNanos = Window }, instruments: 2);
        participation.OnTrade(new MarketEvent { Instrument = 1, BidLots = 9 });
        Assert.Equal(0L, participation.RoomLots(0, default, 0));
        Assert.Equal(9L, participation.RoomLots(1, default, 0));
    }

    [Fact]
    public void Without_a_share_nothing_is_kept()
    {
        Participation participation = With(0);
        Assert.False(participation.IsOn);
        Print(participation, 9, 0);
        Fill(participation, 9, 0);
    }

    [Fact]
    public void In_no_window_have_we_traded_more_than_the_share() =>
        Gen.Select(
            Gen.Double[0.01, 1],
            Gen.Select(Gen.Int[0, 2], Gen.Long[0, 9_000], Gen.Long[1, 5_000]).Array[1, 120]).Sample((share, steps) =>
        {
            Participation participation = With(share);
            var prints = new List<(long Nanos, long Lots)>();
            var fills = new List<(long Nanos, long Lots)>();
            long now = 0, open = 0;
            foreach ((int what, long elapsed, long lots) in steps)
            {
                now += elapsed;
                switch (what)
                {
                    case 0:
                        Print(participation, lots, now);
                        prints.Add((now, lots));
                        break;
                    case 1:
                        open += Room(participation, now, open) is var room && room > 0 ? Math.Min(room, lots) : 0;
                        long ours = fills.Where(f => f.Nanos > now - Window).Sum(f => f.Lots) + open;
                        double others = prints.Where(p => p.Nanos > now - Window).Sum(p => p.Lots);
                        Assert.True(room == 0 || ours <= share * others, $"{ours} of {others} with a share of {share}");
                        break;
                    case 2 when open > 0:
                        long filled = Math.Min(open, lots);
                        open -= filled;
                        Fill(participation, filled, now);
                        fills.Add((now, filled));
                        break;
                }
            }
        });

    private static Participation With(double share) =>
        new(new OrderSettings { VolumeShare = share, VolumeWindowNanos = Window }, instruments: 1);

    private static void Print(Participation participation, long lots, long nanos) =>
        participation.OnTrade(new MarketEvent { BidLots = lots, ReceiveNanos = nanos });

    private static void Fill(Participation participation, long lots, long nanos) =>
        participation.OnOwnFill(0, lots, nanos);

    private static long Room(Participation participation, long nanos, long openBuys = 0, long openSells = 0) =>
        participation.RoomLots(0, new PositionInterval(-openSells, openBuys), nanos);
}
