namespace HedgeFast.Core.Greeks;

/// <summary>ACT/365 from whole nanoseconds: the difference of two times is exact before the division.</summary>
internal static class DayCount
{
    /// <summary>Nanoseconds of a year of 365 days.</summary>
    public const double NanosPerYear = 365.0 * 86_400 * 1e9;

    /// <summary>A length of time in years.</summary>
    public static double Years(long nanos) => nanos / NanosPerYear;
}
