namespace HedgeFast.Core.Control;

/// <summary>Requests that were refused outside the loop: how many, and the words for the last. Any thread.</summary>
public sealed class Refusals
{
    private long _count;
    private string? _last;

    /// <summary>How many.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>What the last was and what to do; null before the first.</summary>
    public string? Last => Volatile.Read(ref _last);

    /// <summary>Adds one.</summary>
    public void Add(string words)
    {
        Volatile.Write(ref _last, words);
        Interlocked.Increment(ref _count);
    }
}
