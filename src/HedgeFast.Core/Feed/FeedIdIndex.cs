namespace HedgeFast.Core.Feed;

/// <summary>
/// Maps the feed's instrument ids to positions in the stage's tables. Open addressing at a quarter full at most, built
/// once.
/// </summary>
internal sealed class FeedIdIndex
{
    private readonly long[] _keys;
    private readonly int[] _positions;
    private readonly int _shift;

    public FeedIdIndex(ReadOnlySpan<uint> feedIds)
    {
        int bits = 2;
        while (1 << bits < feedIds.Length * 4)
            bits++;
        _shift = 32 - bits;
        _keys = new long[1 << bits];
        _positions = new int[1 << bits];
        Array.Fill(_keys, -1);
        for (int i = 0; i < feedIds.Length; i++)
        {
            if (Find(feedIds[i]) >= 0)
                throw new ArgumentException($"Two instruments have the feed id {feedIds[i]}.");
            int slot = Slot(feedIds[i]);
            while (_keys[slot] >= 0)
                slot = (slot + 1) & (_keys.Length - 1);
            _keys[slot] = feedIds[i];
            _positions[slot] = i;
        }
    }

    /// <summary>The position of <paramref name="feedId"/>, or -1.</summary>
    public int Find(uint feedId)
    {
        long[] keys = _keys;
        int slot = Slot(feedId);
        while (keys[slot] != feedId)
        {
            if (keys[slot] < 0)
                return -1;
            slot = (slot + 1) & (keys.Length - 1);
        }

        return _positions[slot];
    }

    // Multiplication by 2^32 divided by the golden ratio spreads neighbouring ids.
    private int Slot(uint feedId) => (int)((feedId * 2654435769u) >> _shift);
}
