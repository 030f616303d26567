using System.Globalization;

namespace HedgeFast.Commands;

/// <summary>Durations on the command line: 500ms, 20s, 2m, 1.5h.</summary>
internal static class DurationText
{
    /// <summary>What is accepted, for messages.</summary>
    public const string Form = "a number and ms, s, m or h, as in 500ms, 20s or 2m";

    private static readonly (string Suffix, double Milliseconds)[] Units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Reads a positive duration of at most 30 days.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        foreach ((string suffix, double milliseconds) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            if (!double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
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
