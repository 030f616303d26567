namespace HedgeFast.Bench.Peers;

/// <summary>Percentiles of all samples taken, without any binning.</summary>
internal static class Percentile
{
    /// <summary>
    /// The sample below which the share <paramref name="part"/>, 0 to 1, of <paramref name="samples"/> lies.
    /// </summary>
    public static T Of<T>(IReadOnlyCollection<T> samples, double part)
        where T : IComparable<T>
    {
        T[] sorted = [.. samples];
        Array.Sort(sorted);
        return sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
    }
}
