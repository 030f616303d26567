namespace HedgeFast.Core.Profit;

/// <summary>
/// Shows the marks of one moment to other threads under a sequence lock. One thread writes; readers never hold it up.
/// </summary>
/// <remarks>
/// The number is odd while a mark is written; a reader that finds it odd, or different afterwards, reads again.
/// </remarks>
/// <param name="instruments">Number of instruments.</param>
/// <param name="expiries">Number of expiry groups of the book.</param>
public sealed class MarkBoard(int instruments, int expiries = 0)
{
    // A writer that is interrupted in the middle keeps readers out for as long; they come back at their next round.
    private const int Attempts = 100;

    private readonly HedgeMark[] _marks = new HedgeMark[instruments];
    private readonly ExpiryMark[] _expiries = Unknown(expiries);
    private long _version;

    /// <summary>Number of instruments.</summary>
    public int Count => _marks.Length;

    /// <summary>Begins to write. The writing thread only.</summary>
    public void Begin()
    {
        _version++;
        Thread.MemoryBarrier();
    }

    /// <summary>
    /// A mark to write to, between <see cref="Begin"/> and <see cref="End"/>. The writing thread only.
    /// </summary>
    public ref HedgeMark this[int instrument] => ref _marks[instrument];

    /// <summary>Marks of the expiry groups to write to, between <see cref="Begin"/> and <see cref="End"/>. The writing
    /// thread only.</summary>
    public Span<ExpiryMark> Expiries => _expiries;

    /// <summary>Has written. The writing thread only.</summary>
    public void End() => Volatile.Write(ref _version, _version + 1);

    /// <summary>Copies all marks of one moment. Any thread.</summary>
    /// <param name="marks">Receives them; as many as there are instruments.</param>
    /// <param name="expiries">Receives those of the expiry groups; as many as the book has.</param>
    /// <returns>Whether that succeeded; there may be nothing yet, or a writer in the middle.</returns>
    public bool TryRead(Span<HedgeMark> marks, Span<ExpiryMark> expiries)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long version = Volatile.Read(ref _version);
            if (version == 0)
                return false;
            if ((version & 1) == 0)
            {
                _marks.AsSpan().CopyTo(marks);
                _expiries.AsSpan().CopyTo(expiries);
                Thread.MemoryBarrier();
                if (Volatile.Read(ref _version) == version)
                    return true;
            }

            Thread.SpinWait(16);
        }

        return false;
    }

    private static ExpiryMark[] Unknown(int expiries)
    {
        var marks = new ExpiryMark[expiries];
        Array.Fill(marks, new ExpiryMark
        {
            LogRatio = double.NaN,
            FirstLogRatio = double.NaN,
            LogAnchor = double.NaN,
            Average = double.NaN,
        });
        return marks;
    }
}
