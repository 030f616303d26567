using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Files;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Fix.Log;

/// <summary>
/// Log of every message of a session, secrets masked: wall time, monotonic nanoseconds, direction, bytes.
/// </summary>
/// <remarks>
/// The session's thread copies the bytes into memory and never waits; another thread calls <see cref="Write"/>, which
/// masks and writes them. Messages without room are left out, and a line counts them.
/// </remarks>
public sealed class FixMessageLog : IDisposable
{
    private const int Bytes = 1 << 20;
    private const int LineRoom = 96;

    private readonly FileStream _file;
    private readonly LogRing _ring = new(Bytes);
    private readonly byte[] _line = new byte[Bytes + LineRoom];
    private volatile int[] _ofLogon = [];
    private long _dropped;
    private long _droppedTold;

    /// <summary>Opens the file, to be continued where it has an end.</summary>
    /// <exception cref="IOException">It can't be opened, or another process writes it.</exception>
    public FixMessageLog(string path)
    {
        PrivateFolder.CreateFor(path);
        _file = PrivateFile.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 16);
    }

    /// <summary>Messages that were left out because the writing thread did not keep up. Any thread.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Writes the messages logged so far. One thread, which may not be the session's.</summary>
    /// <returns>How many messages were written.</returns>
    /// <exception cref="IOException">The disk is full, for example.</exception>
    public int Write()
    {
        int count = 0;
        while (_ring.TryPeek(out LogStamp stamp, out Span<byte> message))
        {
            int length = message.Length;
            SecretFields.MaskInPlace(message, _ofLogon);
            _file.Write(Line(stamp, message));
            _ring.Remove(length);
            count++;
        }

        long dropped = Dropped;
        if (dropped != _droppedTold)
        {
            _file.Write(System.Text.Encoding.ASCII.GetBytes($"{dropped - _droppedTold} messages left out\n"));
            _droppedTold = dropped;
            count++;
        }

        if (count > 0)
            _file.Flush();
        return count;
    }

    /// <summary>Writes the rest and closes the file. No other call may run by then.</summary>
    public void Dispose()
    {
        Write();
        _file.Dispose();
    }

    /// <summary>Masks these fields of logons too, for all sessions that the log serves.</summary>
    internal void AlsoMask(IEnumerable<int> tags) => _ofLogon = [.. _ofLogon.Union(tags)];

    /// <summary>A message crossed. The session's thread.</summary>
    internal void Add(ReadOnlySpan<byte> message, bool isSent, long nowMono, long nowUtc)
    {
        if (!_ring.TryAdd(new LogStamp(nowMono, nowUtc, isSent), message))
            Volatile.Write(ref _dropped, _dropped + 1);
    }

    private ReadOnlySpan<byte> Line(in LogStamp stamp, ReadOnlySpan<byte> message)
    {
        int length = FixTimestamp.Write(_line, stamp.Utc, 9);
        _line[length++] = (byte)' ';
        length += FixNumber.WriteLong(_line.AsSpan(length), stamp.Mono);
        _line[length++] = (byte)' ';
        _line[length++] = (byte)(stamp.IsSent ? '>' : '<');
        _line[length++] = (byte)' ';

        // Control characters would let a message forge lines.
        foreach (byte b in message)
            _line[length++] = b is >= (byte)' ' and <= (byte)'~' ? b : b == 1 ? (byte)'|' : (byte)'?';
        _line[length++] = (byte)'\n';
        return _line.AsSpan(0, length);
    }
}
