using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Remembers applied executions, so that a repeated fill counts once and a bust finds its fill.</summary>
/// <remarks>
/// <para>An execution id is unique within its order, or within instrument and side for a foreign order: FIX 4.4
/// promises tag 17 to be unique for one trading day only, and there are exchanges whose ids begin again with each
/// session, or are trade numbers of each symbol.</para>
/// <para>An open-addressed table of 128-bit hashes, allocated at start-up. When it is full, the oldest half is
/// forgotten, far beyond the reach of a resend.</para>
/// </remarks>
public sealed class AppliedFills
{
    private readonly int _limit;
    private readonly int _mask;
    private Slot[] _recent;
    private Slot[] _older;
    private int _recentCount;

    /// <summary>Makes an empty table that remembers at least <paramref name="capacity"/> executions.</summary>
    /// <param name="capacity">A power of two, at least 16.</param>
    public AppliedFills(int capacity)
    {
        if (capacity < 16 || (capacity & (capacity - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(capacity), capacity, "capacity must be a power of two, at least 16");
        }

        // Twice the slots, so that a chain of probes stays short.
        _limit = capacity;
        _mask = (2 * capacity) - 1;
        _recent = new Slot[2 * capacity];
        _older = new Slot[2 * capacity];
    }

    /// <summary>
    /// Remembers an execution. False when its order already had that id. The id (0, 0) stands for none and is always
    /// new.
    /// </summary>
    public bool TryAdd(ulong low, ulong high, in AppliedFill fill = default)
    {
        if (low == 0 && high == 0)
            return true;
        if (Probe(_older, low, high, fill).IsTaken)
            return false;
        ref Slot slot = ref Probe(_recent, low, high, fill);
        if (slot.IsTaken)
            return false;

        slot = new Slot { Low = low, High = high, Fill = fill };
        if (++_recentCount == _limit)
        {
            (_recent, _older) = (_older, _recent);
            Array.Clear(_recent);
            _recentCount = 0;
        }

        return true;
    }

    /// <summary>All remembered executions, the older half first.</summary>
    public IEnumerable<CarriedExecution> All =>
        from slot in _older.Concat(_recent)
        where slot.IsTaken
        select new CarriedExecution { Low = slot.Low, High = slot.High, Fill = slot.Fill };

    /// <summary>Whether any order had an execution of this id.</summary>
    public bool HasId(ulong low, ulong high) => HasId(_recent, low, high) || HasId(_older, low, high);

    /// <summary>Finds the original effect of an order's execution by id; a null reference when unknown.</summary>
    /// <param name="low">Id, low half.</param>
    /// <param name="high">The same, high half.</param>
    /// <param name="of">Order, instrument and side that the id belongs to.</param>
    public ref AppliedFill Find(ulong low, ulong high, in AppliedFill of)
    {
        if (low == 0 && high == 0)
            return ref Unsafe.NullRef<AppliedFill>();
        ref Slot slot = ref Probe(_recent, low, high, of);
        if (!slot.IsTaken)
            slot = ref Probe(_older, low, high, of);
        if (!slot.IsTaken)
            return ref Unsafe.NullRef<AppliedFill>();
        return ref slot.Fill;
    }

    /// <summary>
    /// Finds an execution by id, or the last correction that replaces it; a null reference when unknown.
    /// </summary>
    /// <param name="low">Id, low half.</param>
    /// <param name="high">The same, high half.</param>
    /// <param name="of">Order, instrument and side that the id belongs to.</param>
    public ref AppliedFill FindLatest(ulong low, ulong high, in AppliedFill of)
    {
        // A correction is younger than what it corrects, so the chain ends; an exchange that makes it a ring has made
        // nothing that can be found.
        for (int step = 0; step < _limit; step++)
        {
            ref AppliedFill fill = ref Find(low, high, of);
            if (Unsafe.IsNullRef(in fill) || (fill.CorrectedByLow == 0 && fill.CorrectedByHigh == 0))
                return ref fill;
            (low, high) = (fill.CorrectedByLow, fill.CorrectedByHigh);
        }

        return ref Unsafe.NullRef<AppliedFill>();
    }

    private bool HasId(Slot[] table, ulong low, ulong high)
    {
        for (int i = (int)low & _mask; table[i].IsTaken; i = (i + 1) & _mask)
        {
            if (table[i].Low == low && table[i].High == high)
                return true;
        }

        return false;
    }

    // The slot of an id and its order, or the free one where it would go. A table is never more than half full.
    private ref Slot Probe(Slot[] table, ulong low, ulong high, in AppliedFill of)
    {
        int i = (int)low & _mask;
        while (table[i].IsTaken && (table[i].Low != low || table[i].High != high || !table[i].Fill.IsOfSameOrder(of)))
            i = (i + 1) & _mask;
        return ref table[i];
    }

    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public AppliedFill Fill;

        public readonly bool IsTaken => Low != 0 || High != 0;
    }
}
