using CsCheck;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests.Core.Orders;

public sealed class TrailingSumTests
{
    private const int Slots = 4;
    private const long SlotNanos = 10;

    [Fact]
    public void It_is_the_sum_of_the_slots_that_are_not_past() =>
        Gen.Select(Gen.Long[0, 25], Gen.Long[0, 100]).Array[1, 60].Sample(steps =>
        {
            var sum = new TrailingSum(Slots, SlotNanos);
            var added = new List<(long Nanos, long Lots)>();
            long now = -70;
            foreach ((long elapsed, long lots) in steps)
            {
                now += elapsed;
                sum.Add(lots, now);
                added.Add((now, lots));
                long newest = Math.DivRem(now, SlotNanos).Quotient;
                Assert.Equal(added.Where(a => a.Nanos / SlotNanos > newest - Slots).Sum(a => a.Lots), sum.At(now));
            }
        });

    [Fact]
    public void After_a_long_silence_nothing_is_left_and_time_that_goes_back_is_the_latest()
    {
        var sum = new TrailingSum(Slots, SlotNanos);
        sum.Add(7, 1_000);
        sum.Add(5, 3);
        Assert.Equal(12, sum.At(1_039));
        Assert.Equal(0, sum.At(1_040));
        sum.Add(1, long.MaxValue);
        Assert.Equal(1, sum.At(0));
        Assert.Equal(1, sum.At(long.MaxValue));
    }

    [Fact]
    public void It_never_overflows()
    {
        var sum = new TrailingSum(Slots, SlotNanos);
        for (long now = 0; now < 1_000; now++)
            sum.Add(long.MaxValue / 2, now);
        Assert.Equal(Slots * (1L << 51), sum.At(999));
    }

    [Fact]
    public void Its_digest_tells_what_matters_later()
    {
        ulong Digest(params (long Lots, long Nanos)[] adds)
        {
            var sum = new TrailingSum(Slots, SlotNanos);
            foreach ((long lots, long nanos) in adds)
                sum.Add(lots, nanos);
            var digest = default(StateDigest);
            sum.AddTo(ref digest);
            return digest.Value;
        }

        Assert.Equal(Digest((1, 5), (2, 25)), Digest((1, 6), (1, 21), (1, 29)));
        Assert.NotEqual(Digest((1, 5), (2, 25)), Digest((2, 5), (1, 25)));
        Assert.NotEqual(Digest((1, 5)), Digest((1, 15)));
    }
}
