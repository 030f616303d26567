namespace HedgeFast.Core.Greeks;

/// <summary>ACT/365, from integers: the difference of two times is exact before it is divided.</summary>
internal static class DayCount
{
    private const double NanosPerYear = 365.0 * 86_400 * 1e9;

    /// <summary>A length of time in years.</summary>
    public static double Years(long nanos) => nanos / NanosPerYear;
}
