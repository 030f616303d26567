using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Remembers applied executions, so that a repeated fill counts once and a bust finds its fill.</summary>
/// <remarks>
/// <para>An execution id is unique within its order, or within instrument and side for a foreign order: FIX 4.4
/// promises tag 17 to be unique for one trading day only, and there are exchanges whose ids begin again with each
/// session, or are trade numbers of each symbol.</para>
/// <para>Two halves, allocated at start-up: executions in the order of their coming, found through an open-addressed
/// table of their 128-bit hashes. When a half is full, the older one is forgotten, far beyond the reach of a
/// resend.</para>
/// </remarks>
public sealed class AppliedFills
{
    private readonly int _limit;
    private Half _recent;
    private Half _older;

    /// <summary>Makes an empty table that remembers at least <paramref name="capacity"/> executions.</summary>
    /// <param name="capacity">A power of two, at least 16.</param>
    public AppliedFills(int capacity)
    {
        if (capacity < 16 || (capacity & (capacity - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(capacity), capacity, "capacity must be a power of two, at least 16");
        }

        _limit = capacity;
        _recent = new Half(capacity);
        _older = new Half(capacity);
    }

    /// <summary>
    /// Remembers an execution. False when its order already had that id. The id (0, 0) stands for none and is always
    /// new.
    /// </summary>
    public bool TryAdd(ulong low, ulong high, in AppliedFill fill = default)
    {
        if (low == 0 && high == 0)
            return true;
        if (_older.IndexOf(low, high, fill) >= 0 || !_recent.TryAdd(low, high, fill))
            return false;
        if (_recent.Count == _limit)
        {
            (_recent, _older) = (_older, _recent);
            _recent.Clear();
        }

        return true;
    }

    /// <summary>All remembered executions, oldest first.</summary>
    public IEnumerable<CarriedExecution> All
    {
        get
        {
            for (int i = 0; i < _older.Count; i++)
                yield return _older.Carried(i);
            for (int i = 0; i < _recent.Count; i++)
                yield return _recent.Carried(i);
        }
    }

    /// <summary>Whether any order had an execution of this id.</summary>
    public bool HasId(ulong low, ulong high) => _recent.HasId(low, high) || _older.HasId(low, high);

    /// <summary>Finds the original effect of an order's execution by id; a null reference when unknown.</summary>
    /// <param name="low">Id, low half.</param>
    /// <param name="high">The same, high half.</param>
    /// <param name="of">Order, instrument and side that the id belongs to.</param>
    public ref AppliedFill Find(ulong low, ulong high, in AppliedFill of)
    {
        if (low == 0 && high == 0)
            return ref Unsafe.NullRef<AppliedFill>();
        int index = _recent.IndexOf(low, high, of);
        if (index >= 0)
            return ref _recent.Fill(index);
        index = _older.IndexOf(low, high, of);
        if (index >= 0)
            return ref _older.Fill(index);
        return ref Unsafe.NullRef<AppliedFill>();
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

    private struct Entry
    {
        public ulong Low;
        public ulong High;
        public AppliedFill Fill;
    }

    private sealed class Half(int capacity)
    {
        // Twice the places, so that a chain of probes stays short; a place holds an entry's index and one, 0 is free.
        private readonly int[] _places = new int[2 * capacity];
        private readonly int _mask = (2 * capacity) - 1;

        // Read up to the count only, so that its pages are touched as executions come.
        private readonly Entry[] _entries = GC.AllocateUninitializedArray<Entry>(capacity);

        public int Count { get; private set; }

        public ref AppliedFill Fill(int index) => ref _entries[index].Fill;

        public CarriedExecution Carried(int index)
        {
            ref readonly Entry entry = ref _entries[index];
            return new CarriedExecution { Low = entry.Low, High = entry.High, Fill = entry.Fill };
        }

        public bool TryAdd(ulong low, ulong high, in AppliedFill fill)
        {
            if (Probe(low, high, fill, out int place) >= 0)
                return false;
            _entries[Count] = new Entry { Low = low, High = high, Fill = fill };
            _places[place] = ++Count;
            return true;
        }

        /// <summary>The entry of an id and its order; -1 where there is none.</summary>
        public int IndexOf(ulong low, ulong high, in AppliedFill of) => Probe(low, high, of, out _);

        public bool HasId(ulong low, ulong high)
        {
            for (int place = (int)low & _mask; _places[place] != 0; place = (place + 1) & _mask)
            {
                ref readonly Entry entry = ref _entries[_places[place] - 1];
                if (entry.Low == low && entry.High == high)
                    return true;
            }

            return false;
        }

        public void Clear()
        {
            Array.Clear(_places);
            Count = 0;
        }

        private int Probe(ulong low, ulong high, in AppliedFill of, out int place)
        {
            for (place = (int)low & _mask; _places[place] != 0; place = (place + 1) & _mask)
            {
                ref readonly Entry entry = ref _entries[_places[place] - 1];
                if (entry.Low == low && entry.High == high && entry.Fill.IsOfSameOrder(of))
                    return _places[place] - 1;
            }

            return -1;
        }
    }
}
