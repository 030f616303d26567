using System.Globalization;

namespace HedgeFast.Report;

/// <summary>Formats durations: 850 ns, 12.3 us, 4.56 ms, 1.20 s.</summary>
internal static class NanosText
{
    /// <summary>Formats nanoseconds with three significant digits and a unit.</summary>
    public static string Show(long nanos) => nanos switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{nanos} ns"),
        < 1_000_000 => Scaled(nanos / 1e3, "us"),
        < 1_000_000_000 => Scaled(nanos / 1e6, "ms"),
        _ => Scaled(nanos / 1e9, "s"),
    };

    private static string Scaled(double value, string unit) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + unit;
}
