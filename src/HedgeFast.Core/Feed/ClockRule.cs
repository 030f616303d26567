namespace HedgeFast.Core.Feed;

/// <summary>The clock and tolerance that a feed's exchange times are checked with.</summary>
public sealed record ClockRule
{
    /// <summary>Speed of a recording that is played without pauses: only its steps are bounded.</summary>
    public const double Unpaced = 0;

    /// <summary>No bound, as in journals written before stamps were bounded.</summary>
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

    /// <summary>Begin of a recording, UTC nanoseconds since 1970; positive for a recording.</summary>
    public long StartNanos { get; init; }

    /// <summary>End of a recording, UTC nanoseconds since 1970; 0 where unknown.</summary>
    public long EndNanos { get; init; }

    /// <summary>The rule of a recording.</summary>
    /// <param name="startNanos">Begin of the recording, UTC nanoseconds since 1970.</param>
    /// <param name="endNanos">End of the recording; 0 where unknown.</param>
    /// <param name="speed">Times real time; <see cref="Unpaced"/> without a bound.</param>
    public static ClockRule Recorded(long startNanos, long endNanos = 0, double speed = Unpaced) =>
        new() { Kind = ClockKind.Recording, StartNanos = startNanos, EndNanos = endNanos, Speed = speed };
}

/// <summary>The clock that a feed's stamps are checked with.</summary>
public enum ClockKind : byte
{
    /// <summary>None, in settings of an older journal. A feed stage refuses it.</summary>
    None = 0,

    /// <summary>The UTC clock of this machine, for a live market.</summary>
    Live = 1,

    /// <summary>The recording's own date, advanced by the monotonic clock.</summary>
    Recording = 2,
}
