namespace HedgeFast.Core.Book;

/// <summary>A run of neighbouring options with one underlying, kind, expiry and averaging period.</summary>
/// <param name="Underlying">Index of the underlying.</param>
/// <param name="Kind">Lognormal or normal.</param>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="AveragingNanos">Nanoseconds before expiry over which the settlement price is averaged; 0 for
/// none.</param>
/// <param name="Start">Index of its first option.</param>
/// <param name="Count">Options in it; at least 1.</param>
public readonly record struct ExpiryGroup(
    int Underlying, ExpiryKind Kind, long ExpiryNanos, long AveragingNanos, int Start, int Count)
{
    /// <summary>Whether an option of the book is in it.</summary>
    public bool Contains(int option) => option >= Start && option < Start + Count;

    /// <summary>First option and number of options of neighbouring slices of some kinds; both 0 without any.</summary>
    /// <param name="slices">Slices of one underlying, in the order of the book.</param>
    /// <param name="takes">Which kinds.</param>
    internal static (int Start, int Count) Joined(IEnumerable<ExpiryGroup> slices, Func<ExpiryKind, bool> takes)
    {
        (int start, int count) = (0, 0);
        foreach (ExpiryGroup slice in slices.Where(slice => takes(slice.Kind)))
        {
            start = count == 0 ? slice.Start : start;
            count += slice.Count;
        }

        return (start, count);
    }
}
