namespace HedgeFast.Core.Orders;

/// <summary>
/// Remembers the execution ids already applied, so that a fill that comes twice (resent, or told by a second path) counts once.
/// An open-addressed table of 128-bit hashes, allocated at start-up; when it is full the oldest half is forgotten, far beyond what a resend can reach back to.
/// </summary>
public sealed class ExecutionIds
{
    private readonly int _limit;
    private readonly int _mask;
    private (ulong Low, ulong High)[] _recent;
    private (ulong Low, ulong High)[] _older;
    private int _recentCount;

    /// <summary>Makes an empty table that remembers at least <paramref name="capacity"/> ids.</summary>
    /// <param name="capacity">A power of two, at least 16.</param>
    public ExecutionIds(int capacity)
    {
        if (capacity < 16 || (capacity & (capacity - 1)) != 0)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "capacity must be a power of two, at least 16");

        // Twice the slots, so that a chain of probes stays short.
        _limit = capacity;
        _mask = (2 * capacity) - 1;
        _recent = new (ulong, ulong)[2 * capacity];
        _older = new (ulong, ulong)[2 * capacity];
    }

    /// <summary>Remembers an id. False when it was known already. The id (0, 0) stands for none and is always new.</summary>
    public bool TryAdd(ulong low, ulong high)
    {
        if (low == 0 && high == 0)
            return true;
        if (Contains(_older, low, high) || !TryInsert(_recent, low, high))
            return false;

        if (++_recentCount == _limit)
        {
            (_recent, _older) = (_older, _recent);
            Array.Clear(_recent);
            _recentCount = 0;
        }

        return true;
    }

    private bool Contains((ulong Low, ulong High)[] table, ulong low, ulong high)
    {
        for (int i = (int)low & _mask; ; i = (i + 1) & _mask)
        {
            if (table[i] == (low, high))
                return true;
            if (table[i] == default)
                return false;
        }
    }

    private bool TryInsert((ulong Low, ulong High)[] table, ulong low, ulong high)
    {
        for (int i = (int)low & _mask; ; i = (i + 1) & _mask)
        {
            if (table[i] == (low, high))
                return false;
            if (table[i] == default)
            {
                table[i] = (low, high);
                return true;
            }
        }
    }
}
