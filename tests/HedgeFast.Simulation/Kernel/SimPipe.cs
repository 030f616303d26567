namespace HedgeFast.Simulation.Kernel;

/// <summary>One direction of a stream: bytes under way, then bytes that can be read.</summary>
/// <remarks>Offsets count from the stream's first byte.</remarks>
internal sealed class SimPipe(SimLink link, bool fromClient)
{
    private byte[] _bytes = [];
    private long _start;
    private long _busyUntil;

    public SimLink Link => link;

    public bool FromClient => fromClient;

    public SimStream? Sender => fromClient ? link.Client : link.Server;

    public SimStream? Receiver => fromClient ? link.Server : link.Client;

    /// <summary>Bytes read.</summary>
    public long Read { get; private set; }

    /// <summary>Bytes arrived.</summary>
    public long Arrived { get; private set; }

    /// <summary>Bytes sent.</summary>
    public long Sent { get; private set; }

    public int Readable => (int)(Arrived - Read);

    public int Unread => (int)(Sent - Read);

    /// <summary>Whether the end has arrived.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether a reset is under way, so that no second one follows.</summary>
    public bool IsResetting { get; set; }

    /// <summary>When the next thing sent now arrives; nothing overtakes in a pipe.</summary>
    public long ArrivalAfter(long nanos)
    {
        _busyUntil = Math.Max(_busyUntil, link.Network.Timeline.Now + nanos);
        return _busyUntil;
    }

    /// <summary>Takes bytes that are sent, and lets the caller change them.</summary>
    public Span<byte> Append(ReadOnlySpan<byte> bytes)
    {
        int used = (int)(Sent - _start);
        if (used + bytes.Length > _bytes.Length)
            MakeRoom(bytes.Length);
        used = (int)(Sent - _start);
        Span<byte> place = _bytes.AsSpan(used, bytes.Length);
        bytes.CopyTo(place);
        Sent += bytes.Length;
        return place;
    }

    /// <summary>Bytes up to an offset can be read from now on.</summary>
    public ReadOnlySpan<byte> Arrive(long offset)
    {
        long from = Arrived;
        Arrived = Math.Max(Arrived, Math.Min(offset, Sent));
        return _bytes.AsSpan((int)(from - _start), (int)(Arrived - from));
    }

    /// <summary>Reads.</summary>
    public int Take(Span<byte> free)
    {
        int count = Math.Min(free.Length, Readable);
        _bytes.AsSpan((int)(Read - _start), count).CopyTo(free);
        Read += count;
        if (Read == Sent)
            _start = Sent;
        return count;
    }

    /// <summary>Loses the bytes under way behind an offset.</summary>
    public void Lose(long offset) => Sent = Math.Max(Arrived, Math.Min(Sent, offset));

    /// <summary>Reads all and keeps nothing: the receiver is closed.</summary>
    public void Drop()
    {
        Read = Arrived = Sent;
        _start = Sent;
    }

    private void MakeRoom(int more)
    {
        int kept = (int)(Sent - Read);
        byte[] next = _bytes;
        if (kept + more > _bytes.Length)
            next = new byte[Math.Max(512, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(kept + more)))];
        _bytes.AsSpan((int)(Read - _start), kept).CopyTo(next);
        _bytes = next;
        _start = Read;
    }
}
