namespace HedgeFast.Core.Feed;

/// <summary>What the exchange times of a feed have to agree with.</summary>
public sealed record ClockRule
{
    /// <summary>Speed of a recording that is played without pauses: only its steps are bounded.</summary>
    public const double Unpaced = 0;

    /// <summary>Journals written before stamps were bounded.</summary>
    public static readonly ClockRule None = new();

    /// <summary>A market that trades now, with the default tolerance.</summary>
    public static readonly ClockRule Live = new() { Kind = ClockKind.Live };

    /// <summary>The clock.</summary>
    public ClockKind Kind { get; init; }

    /// <summary>How far a stamp may lie ahead of the clock, nanoseconds; times the speed in a recording.</summary>
    public long ToleranceNanos { get; init; } = 500_000_000;

    /// <summary>
    /// How many times faster than real time a recording's clock may run; <see cref="Unpaced"/> without a bound.
    /// </summary>
    public double Speed { get; init; } = 1;

    /// <summary>Where a recording begins, UTC nanoseconds since 1970; positive for a recording.</summary>
    public long StartNanos { get; init; }

    /// <summary>Where a recording ends, UTC nanoseconds since 1970; 0 where nobody knows.</summary>
    public long EndNanos { get; init; }

    /// <summary>A recording.</summary>
    /// <param name="startNanos">Its begin, UTC nanoseconds since 1970.</param>
    /// <param name="endNanos">Its end; 0 where nobody knows.</param>
    /// <param name="speed">Times real time; <see cref="Unpaced"/> without a bound.</param>
    public static ClockRule Recorded(long startNanos, long endNanos = 0, double speed = Unpaced) =>
        new() { Kind = ClockKind.Recording, StartNanos = startNanos, EndNanos = endNanos, Speed = speed };
}
