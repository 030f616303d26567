using System.Text;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Tests.Core.Orders.Positions;

public sealed class AppliedFillsTests
{
    [Fact]
    public void Knows_what_it_has_seen_and_at_least_its_capacity_back()
    {
        var ids = new AppliedFills(16);
        for (ulong i = 1; i <= 200; i++)
        {
            Assert.True(ids.TryAdd(i, ~i));
            for (ulong back = 0; back < Math.Min(i, 16); back++)
                Assert.False(ids.TryAdd(i - back, ~(i - back)), $"{i - back} was forgotten at {i}");
        }
    }

    [Fact]
    public void All_come_in_the_order_in_which_they_were_added()
    {
        var ids = new AppliedFills(16);
        for (ulong i = 1; i <= 40; i++)
            Assert.True(ids.TryAdd(i * 0x9E3779B97F4A7C15, i));
        Assert.Equal(Enumerable.Range(17, 24), ids.All.Select(execution => (int)execution.High));
    }

    [Fact]
    public void No_id_is_always_new()
    {
        var ids = new AppliedFills(16);
        Assert.True(ids.TryAdd(0, 0));
        Assert.True(ids.TryAdd(0, 0));
    }

    [Fact]
    public void An_id_belongs_to_its_order_or_where_that_is_not_ours_to_instrument_and_side()
    {
        var ids = new AppliedFills(16);
        AppliedFill[] others =
        [
            new() { OrderId = 1, SignedLots = 5 }, new() { OrderId = 2, SignedLots = 5 }, new() { SignedLots = 5 },
            new() { SignedLots = -5 }, new() { SignedLots = 5, Instrument = 1 },
        ];
        foreach (AppliedFill fill in others)
        {
            Assert.True(ids.TryAdd(7, 7, fill));
            Assert.False(ids.TryAdd(7, 7, fill));
            Assert.Equal(fill.SignedLots, ids.Find(7, 7, fill).SignedLots);
        }

        Assert.Equal(2, ids.Find(7, 7, new AppliedFill { OrderId = 2 }).OrderId);
        Assert.True(ids.HasId(7, 7));
        Assert.False(ids.HasId(8, 7));
    }

    [Fact]
    public void A_capacity_that_is_no_power_of_two_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AppliedFills(17));

    [Fact]
    public void Hashes_of_a_million_neighbouring_ids_differ()
    {
        var seen = new HashSet<(ulong, ulong)>();
        Span<byte> id = stackalloc byte[32];
        for (int i = 0; i < 1_000_000; i++)
        {
            int length = Encoding.ASCII.GetBytes($"E{i}", id);
            Assert.True(seen.Add(ExecIdHash.Of(id[..length])));
        }

        Assert.DoesNotContain((0UL, 0UL), seen);
        (ulong low, ulong high) = ExecIdHash.Of([]);
        Assert.Equal(0UL, low);
        Assert.Equal(0UL, high);
    }
}
