namespace HedgeFast.Simulation.Kernel;

/// <summary>Events of the network by time, and by order of their making at the same time: a binary heap.</summary>
internal sealed class EventQueue
{
    private NetworkEvent[] _heap = new NetworkEvent[64];
    private long _made;

    public int Count { get; private set; }

    public long NextNanos => Count == 0 ? long.MaxValue : _heap[0].At;

    /// <summary>Adds an event behind all that were made before for the same time.</summary>
    public void Add(long at, NetworkEventKind kind, object target, long value = 0) =>
        Add(new NetworkEvent(at, _made++, kind, target, value));

    /// <summary>Adds an event that keeps its place among those of the same time.</summary>
    public void Add(in NetworkEvent added)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, 2 * Count);
        int at = Count++;
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (!added.IsBefore(_heap[parent]))
                break;
            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = added;
    }

    /// <summary>Takes the first event.</summary>
    public NetworkEvent Take()
    {
        NetworkEvent first = _heap[0];
        NetworkEvent last = _heap[--Count];
        _heap[Count] = default;
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && _heap[child + 1].IsBefore(_heap[child]))
                child++;
            if (!_heap[child].IsBefore(last))
                break;
            _heap[at] = _heap[child];
            at = child;
        }

        if (Count > 0)
            _heap[at] = last;
        return first;
    }
}

/// <summary>An event of the network.</summary>
internal readonly record struct NetworkEvent(
    long At, long Order, NetworkEventKind Kind, object Target, long Value)
{
    public bool IsBefore(in NetworkEvent other) => At < other.At || (At == other.At && Order < other.Order);
}

/// <summary>Kinds of events of the network.</summary>
internal enum NetworkEventKind : byte
{
    /// <summary>Bytes of a pipe arrive, up to the offset.</summary>
    Bytes = 0,

    /// <summary>A pipe's end arrives.</summary>
    End,

    /// <summary>A reset arrives through a pipe.</summary>
    Reset,

    /// <summary>A connect arrives at its server.</summary>
    Knock,

    /// <summary>The answer to a connect arrives at the client.</summary>
    Answer,

    /// <summary>A connect without an answer fails.</summary>
    GiveUp,

    /// <summary>Bytes sent so long ago must have arrived.</summary>
    Unacknowledged,

    /// <summary>A datagram arrives.</summary>
    Datagram,
}
