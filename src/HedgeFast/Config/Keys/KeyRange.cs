using System.Globalization;

namespace HedgeFast.Config.Keys;

/// <summary>Range of a number, with its unit.</summary>
/// <param name="Min">Smallest value, or the bound below all values where <paramref name="MinIsOpen"/>.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Unit">Unit; empty for none.</param>
/// <param name="MinIsOpen">Whether <paramref name="Min"/> itself is out of range.</param>
/// <param name="PowerOfTwo">Whether the value must be a power of two.</param>
internal readonly record struct KeyRange(double Min, double Max, string Unit, bool MinIsOpen, bool PowerOfTwo)
{
    /// <summary>Milliseconds of a day, the largest value of most times.</summary>
    public const double DayMs = 24 * 60 * 60 * 1000.0;

    /// <summary>From a smallest value to a largest one, both included.</summary>
    public static KeyRange Within(double min, double max, string unit = "") => new(min, max, unit, false, false);

    /// <summary>Above a bound, up to a largest value.</summary>
    public static KeyRange Above(double bound, double max, string unit = "") => new(bound, max, unit, true, false);

    /// <summary>The powers of two from a smallest one to a largest one.</summary>
    public static KeyRange PowersOfTwo(double min, double max, string unit) => new(min, max, unit, false, true);

    /// <summary>Whether a number, which need not be a power of two, is within the bounds.</summary>
    public bool Holds(double number) => number <= Max && (MinIsOpen ? number > Min : number >= Min);

    /// <summary>The range in words: "0 to 1 fraction", "more than 0, at most 1000 ms".</summary>
    public override string ToString()
    {
        string powers = PowerOfTwo ? "a power of two, " : "";
        string min = MinIsOpen ? $"more than {Show(Min)}, at most" : $"{Show(Min)} to";
        string unit = string.IsNullOrEmpty(Unit) ? "" : " " + Unit;
        return $"{powers}{min} {Show(Max)}{unit}";
    }

    private static string Show(double value) =>
        value.ToString(Math.Abs(value) < 1e15 ? "0.##########" : "R", CultureInfo.InvariantCulture);
}
