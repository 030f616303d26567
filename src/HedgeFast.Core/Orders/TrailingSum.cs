using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Sum of lots over a trailing window, kept in slots of equal length. Owned by the loop.</summary>
/// <remarks>
/// The newest slot has just begun, so that the window is up to one slot shorter than all slots together. Memory does
/// not grow with the number of additions. A time before the latest counts as the latest.
/// </remarks>
/// <param name="slots">Number of slots; positive.</param>
/// <param name="slotNanos">Length of one, nanoseconds; positive.</param>
internal sealed class TrailingSum(int slots, long slotNanos)
{
    // What one slot holds at most: so many that no sum of slots overflows, and more than was ever traded.
    private const long SlotMost = 1L << 51;

    private readonly long[] _lots = new long[slots];
    private long _slot = long.MinValue;
    private long _sum;

    /// <summary>Adds lots; not negative.</summary>
    public void Add(long lots, long nowNanos)
    {
        Advance(nowNanos);
        ref long slot = ref _lots[Index(_slot)];
        long added = Math.Min(lots, SlotMost - slot);
        slot += added;
        _sum += added;
    }

    /// <summary>The sum at a time.</summary>
    public long At(long nowNanos)
    {
        Advance(nowNanos);
        return _sum;
    }

    /// <summary>Adds everything that later sums depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_slot);
        for (int i = 0; i < slots; i++)
            digest.Add(_lots[Index(_slot + i)]);
    }

    private void Advance(long nowNanos)
    {
        long slot = Math.Max(_slot, nowNanos / slotNanos);
        if (slot == _slot)
            return;

        // What is older than the time is forgotten; after a long silence that is everything.
        long first = Math.Max(_slot + 1, slot - slots + 1);
        for (long s = first; s <= slot; s++)
        {
            _sum -= _lots[Index(s)];
            _lots[Index(s)] = 0;
        }

        _slot = slot;
    }

    private int Index(long slot) => (int)((slot % slots) + slots) % slots;
}
