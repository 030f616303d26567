namespace HedgeFast.Simulation.Coverage;

/// <summary>Counts by name, in ordinal order; tallies of many worlds add up to one.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string name] => _counts.GetValueOrDefault(name);

    /// <summary>Names with a count above 0, and their counts.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Adds to a count; adding nothing leaves the name out.</summary>
    public void Add(string name, long count = 1)
    {
        if (count != 0)
            _counts[name] = _counts.GetValueOrDefault(name) + count;
    }

    public void Add(IReadOnlyDictionary<string, long> others)
    {
        foreach ((string name, long count) in others)
            Add(name, count);
    }

    /// <summary>Names of a group without its prefix, and their counts.</summary>
    public IEnumerable<(string Name, long Count)> Of(string group) => _counts
        .Where(pair => pair.Key.StartsWith(group + ": ", StringComparison.Ordinal))
        .Select(pair => (pair.Key[(group.Length + 2)..], pair.Value));
}
