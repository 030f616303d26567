namespace HedgeFast.Config.Resolve;

/// <summary>Converts milliseconds of the configuration to nanoseconds.</summary>
internal static class Nanos
{
    private const double PerMillisecond = 1e6;

    /// <summary>Nanoseconds, rounded and at least 1.</summary>
    public static long Of(double milliseconds) => Math.Max(1, Rounded(milliseconds));

    /// <summary>Nanoseconds; 0 for 0, at least 1 for more.</summary>
    public static long OrNone(double milliseconds) => milliseconds == 0 ? 0 : Of(milliseconds);

    /// <summary>Largest age in nanoseconds; any age for 0.</summary>
    public static long OrAny(double milliseconds) => milliseconds == 0 ? long.MaxValue : Of(milliseconds);

    /// <summary>Nanoseconds, rounded; 0 below half of one.</summary>
    public static long Rounded(double milliseconds) => (long)Math.Round(milliseconds * PerMillisecond);
}
