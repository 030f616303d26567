using System.Text;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Control;

/// <summary>An operator file taken by rename and read until no process has it open to write.</summary>
/// <remarks>
/// Lines that a shell writes between its open and its close are not lost. The name is gone from the folder already; the
/// file goes with this object.
/// </remarks>
/// <param name="calls">The system calls.</param>
/// <param name="file">The open file.</param>
/// <param name="distrust">Why only a kill in it is obeyed; null where everything is.</param>
/// <param name="kills">Kills that its author could see.</param>
/// <param name="nowNanos">Monotonic time.</param>
internal sealed class TakenRequests(ControlCalls calls, int file, string? distrust, long kills, long nowNanos)
    : IDisposable
{
    /// <summary>Most bytes read of a file.</summary>
    public const int BytesMax = 4096;

    // Where the file system does not say who writes: a shell that is slower than this loses what it writes after it.
    private const long QuietNanos = 5_000_000_000;

    private readonly byte[] _bytes = new byte[BytesMax + 1];
    private int _length;
    private int _read;
    private long _grownNanos = nowNanos;

    /// <summary>Why only a kill in the file is obeyed; null where every request is.</summary>
    public string? Distrust { get; private set; } = distrust;

    /// <summary>Kills that the author of the next line could see: older ones, and those of earlier lines.</summary>
    public long Kills { get; set; } = kills;

    /// <summary>Whether the file is longer than <see cref="BytesMax"/>.</summary>
    public bool IsCut => _length > BytesMax;

    /// <summary>Whether everything was read and no process can write more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>
    /// Reads further. Lines come whole; the last one may lack its end once no process writes any more.
    /// </summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="killsBefore">Kills at the look before: nothing that is new was there yet.</param>
    public void Read(long now, long killsBefore)
    {
        bool? unwritten = calls.IsUnwritten(file);
        int got;
        bool grew = false;
        while (_length < _bytes.Length && (got = calls.Read(file, _bytes.AsSpan(_length), out _)) > 0)
        {
            _length += got;
            grew = true;
        }

        if (grew)
        {
            _grownNanos = now;
            Kills = Math.Max(Kills, killsBefore);
        }

        if (IsCut)
            Distrust ??= $"it has more than {BytesMax} bytes, and what was not read may say kill, so it counts as one";
        HasEnded = IsCut || (unwritten ?? (now - _grownNanos >= QuietNanos));
    }

    /// <summary>Returns the next whole line, without its end.</summary>
    public bool TryNext(out string line)
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_read, Math.Min(_length, BytesMax) - _read);
        int end = rest.IndexOf((byte)'\n');
        line = "";
        if (end < 0 && (!HasEnded || rest.IsEmpty))
            return false;
        line = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).Trim('\r', ' ', '\t', '\uFEFF');
        _read += end < 0 ? rest.Length : end + 1;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => calls.Close(file);
}
