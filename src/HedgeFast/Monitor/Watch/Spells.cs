namespace HedgeFast.Monitor.Watch;

/// <summary>Measures how long conditions have held, and how long numbers have stood still.</summary>
/// <remarks>
/// A look that comes late counts for a second at most: what passed while the process was suspended is no outage of a
/// part of it.
/// </remarks>
/// <param name="time">The clock.</param>
internal sealed class Spells(TimeProvider time)
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(AlertKind Kind, string Subject), TimeSpan> _since = [];
    private readonly Dictionary<(AlertKind Kind, string Subject), (long Value, TimeSpan Since)> _values = [];
    private TimeSpan _now;
    private long _looked = time.GetTimestamp();

    /// <summary>Begins a look.</summary>
    public void Look()
    {
        long stamp = time.GetTimestamp();
        TimeSpan step = time.GetElapsedTime(_looked, stamp);
        _now += step < LongestStep ? step : LongestStep;
        _looked = stamp;
    }

    /// <summary>Whether a condition has held for long enough.</summary>
    /// <param name="kind">The alert of the condition.</param>
    /// <param name="subject">Underlying, instrument, thread or sink; empty where there is one.</param>
    /// <param name="holds">Whether the condition holds now.</param>
    /// <param name="patience">Long enough.</param>
    public bool Lasts(AlertKind kind, string subject, bool holds, TimeSpan patience)
    {
        if (!holds)
        {
            _since.Remove((kind, subject));
            return false;
        }

        if (!_since.TryGetValue((kind, subject), out TimeSpan since))
            _since[(kind, subject)] = since = _now;
        return _now - since >= patience;
    }

    /// <summary>Time since a number changed last, or since the first look at it.</summary>
    /// <param name="kind">The alert that the number is for.</param>
    /// <param name="subject">Underlying, instrument, thread or sink; empty where there is one.</param>
    /// <param name="value">The number now.</param>
    public TimeSpan Still(AlertKind kind, string subject, long value)
    {
        if (!_values.TryGetValue((kind, subject), out (long Value, TimeSpan Since) last) || last.Value != value)
            _values[(kind, subject)] = last = (value, _now);
        return _now - last.Since;
    }
}
