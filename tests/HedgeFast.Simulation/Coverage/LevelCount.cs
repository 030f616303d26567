namespace HedgeFast.Simulation.Coverage;

/// <summary>Counts how often a level, read every round, came to each value of an enumeration.</summary>
/// <param name="group">The group of its states.</param>
internal sealed class LevelCount<T>(string group)
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();

    private readonly long[] _counts = new long[Values.Length];
    private readonly long[] _numbers = [.. Values.Select(value => Convert.ToInt64(value, null))];
    private long _last = long.MinValue;

    /// <summary>The level has this value now.</summary>
    public void Reach(long value)
    {
        if (value == _last)
            return;
        _last = value;
        int index = Array.IndexOf(_numbers, value);
        if (index >= 0)
            _counts[index]++;
    }

    /// <summary>The level is a set of flags, and these hold now.</summary>
    public void ReachFlags(long flags)
    {
        if (flags == _last)
            return;
        long risen = flags & ~(_last == long.MinValue ? 0 : _last);
        _last = flags;
        for (int i = 0; i < _numbers.Length; i++)
        {
            if (_numbers[i] != 0 && (risen & _numbers[i]) == _numbers[i])
                _counts[i]++;
        }
    }

    /// <summary>The process ended; the next one begins without a value.</summary>
    public void Forget() => _last = long.MinValue;

    public void AddTo(Tally tally)
    {
        for (int i = 0; i < Values.Length; i++)
            tally.Add($"{group}: {Values[i]}", _counts[i]);
    }
}
