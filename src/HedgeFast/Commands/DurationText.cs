using System.Globalization;

namespace HedgeFast.Commands;

/// <summary>Reads durations of the command line, such as 500ms, 20s, 2m or 1.5h.</summary>
internal static class DurationText
{
    /// <summary>The accepted form, for error messages.</summary>
    public const string Form = "a number and ms, s, m or h, as in 500ms, 20s or 2m";

    private static readonly (string Suffix, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Reads a positive duration of at most 30 days.</summary>
    /// <returns>Whether the text is such a duration.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        foreach ((string suffix, double milliseconds) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            ReadOnlySpan<char> digits = text.AsSpan(0, text.Length - suffix.Length);
            CultureInfo culture = CultureInfo.InvariantCulture;
            if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, culture, out double number))
                return false;
            double total = number * milliseconds;
            if (!(total > 0) || total > TimeSpan.FromDays(30).TotalMilliseconds)
                return false;
            duration = TimeSpan.FromMilliseconds(total);
            return true;
        }

        return false;
    }
}
