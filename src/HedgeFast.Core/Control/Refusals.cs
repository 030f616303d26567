namespace HedgeFast.Core.Control;

/// <summary>Counts requests refused before the loop, and keeps the last in words. Any thread.</summary>
public sealed class Refusals
{
    private long _count;
    private string? _last;

    /// <summary>Number of refusals.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The last refusal with its remedy; null before the first.</summary>
    public string? Last => Volatile.Read(ref _last);

    /// <summary>Adds a refusal.</summary>
    public void Add(string words)
    {
        Volatile.Write(ref _last, words);
        Interlocked.Increment(ref _count);
    }
}
