namespace HedgeFast.Core.Profit;

/// <summary>
/// Marks of every instrument, of one moment, that one thread writes and others read without holding it up: a sequence lock. The number is odd while a mark is written; a reader that finds it
/// odd, or different afterwards, reads again.
/// </summary>
/// <param name="instruments">Number of instruments.</param>
public sealed class MarkBoard(int instruments)
{
    // A writer that is interrupted in the middle keeps readers out for as long; they come back at their next round.
    private const int Attempts = 100;

    private readonly HedgeMark[] _marks = new HedgeMark[instruments];
    private long _version;

    /// <summary>Number of instruments.</summary>
    public int Count => _marks.Length;

    /// <summary>Begins to write. The writing thread only.</summary>
    public void Begin()
    {
        _version++;
        Thread.MemoryBarrier();
    }

    /// <summary>A mark to write to, between <see cref="Begin"/> and <see cref="End"/>. The writing thread only.</summary>
    public ref HedgeMark this[int instrument] => ref _marks[instrument];

    /// <summary>Has written. The writing thread only.</summary>
    public void End() => Volatile.Write(ref _version, _version + 1);

    /// <summary>Copies all marks of one moment. Any thread.</summary>
    /// <param name="marks">Receives them; as many as there are instruments.</param>
    /// <returns>Whether that succeeded; there may be nothing yet, or a writer in the middle.</returns>
    public bool TryRead(Span<HedgeMark> marks)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long version = Volatile.Read(ref _version);
            if (version == 0)
                return false;
            if ((version & 1) == 0)
            {
                _marks.AsSpan().CopyTo(marks);
                Thread.MemoryBarrier();
                if (Volatile.Read(ref _version) == version)
                    return true;
            }

            Thread.SpinWait(16);
        }

        return false;
    }
}
