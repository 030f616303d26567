using System.Text;

namespace HedgeFast.Core.Control;

/// <summary>
/// An operator file that was taken by rename and is read until nobody has it open to write: what a shell writes between
/// its open and its close is not lost. The name is gone from the folder already; the file goes with this.
/// </summary>
/// <param name="file">The open file.</param>
/// <param name="distrust">Why only a kill in it is obeyed; null where everything is.</param>
/// <param name="kills">Kills that its author could see.</param>
/// <param name="nowNanos">Monotonic time.</param>
internal sealed class TakenRequests(int file, string? distrust, long kills, long nowNanos) : IDisposable
{
    /// <summary>What a hand writes; more is not read.</summary>
    public const int BytesMax = 4096;

    // Where the file system does not say who writes: a shell that is slower than this loses what it writes after it.
    private const long QuietNanos = 5_000_000_000;

    private readonly byte[] _bytes = new byte[BytesMax + 1];
    private int _length;
    private int _read;
    private long _grownNanos = nowNanos;

    /// <summary>Why only a kill in it is obeyed; null where everything is.</summary>
    public string? Distrust { get; private set; } = distrust;

    /// <summary>
    /// Kills that the author of the next line could see: those before it appeared, and those of the lines before it.
    /// </summary>
    public long Kills { get; set; } = kills;

    /// <summary>Whether it is longer than what is read of it.</summary>
    public bool IsCut => _length > BytesMax;

    /// <summary>Whether everything was read and nobody can write any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads on. Lines come whole; the last one may lack its end once nobody writes any more.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="killsBefore">Kills at the look before: nothing that is new was there yet.</param>
    public void Read(long now, long killsBefore)
    {
        bool? unwritten = Posix.IsUnwritten(file);
        int got;
        bool grew = false;
        while (_length < _bytes.Length && (got = Posix.Read(file, _bytes.AsSpan(_length), out _)) > 0)
        {
            _length += got;
            grew = true;
        }

        if (grew)
            (_grownNanos, Kills) = (now, Math.Max(Kills, killsBefore));
        if (IsCut)
            Distrust ??= $"it has more than {BytesMax} bytes, and what was not read may say kill, so it counts as one";
        HasEnded = IsCut || (unwritten ?? (now - _grownNanos >= QuietNanos));
    }

    /// <summary>The next line that is whole, without its end.</summary>
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
    public void Dispose() => Posix.Close(file);
}
