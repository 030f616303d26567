namespace HedgeFast.Core.Book;

/// <summary>A run of neighbouring options with one underlying, kind, expiry and averaging period.</summary>
/// <param name="Underlying">Index of the underlying.</param>
/// <param name="Kind">Lognormal or normal.</param>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="AveragingNanos">Nanoseconds before expiry over which the settlement price is averaged; 0 for
/// none.</param>
/// <param name="Start">Index of its first option.</param>
/// <param name="Count">Number of options; at least 1.</param>
public readonly record struct ExpiryGroup(
    int Underlying, ExpiryKind Kind, long ExpiryNanos, long AveragingNanos, int Start, int Count)
{
    /// <summary>Whether an option belongs to the group.</summary>
    public bool Contains(int option) => option >= Start && option < Start + Count;

    /// <summary>First option and number of options of neighbouring groups of some kinds; both 0 without any.</summary>
    /// <param name="groups">Groups of one underlying, in the order of the book.</param>
    /// <param name="includes">Selects the kinds.</param>
    internal static (int Start, int Count) Joined(IEnumerable<ExpiryGroup> groups, Func<ExpiryKind, bool> includes)
    {
        (int start, int count) = (0, 0);
        foreach (ExpiryGroup group in groups.Where(group => includes(group.Kind)))
        {
            start = count == 0 ? group.Start : start;
            count += group.Count;
        }

        return (start, count);
    }
}

/// <summary>Form of an option's delta, by which a kernel or a polynomial evaluates the option.</summary>
public enum ExpiryKind : byte
{
    /// <summary>
    /// A normal distribution function of the logarithm of the price: Black-76 and Black-Scholes-Merton.
    /// </summary>
    Lognormal = 1,

    /// <summary>A normal distribution function of the price: Bachelier.</summary>
    Normal = 2,

    /// <summary>
    /// American exercise, no closed form: a polynomial through nodes that are valued off the tick path.
    /// </summary>
    American = 3,
}
