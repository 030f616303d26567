using System.Globalization;
using HedgeFast.Synthetic;

namespace HedgeFast.Commands;

/// <summary>Reads the parameters of a synthetic path: NAME=VALUE, separated by commas, as in days=3,step=5.</summary>
internal static class SyntheticText
{
    private static readonly (string Name, double Min, double Max, Set With)[] Keys =
    [
        ("days", 0.001, 366, (path, value) => path with { Days = value }),
        ("step", 0.01, 3_600, (path, value) => path with { StepSeconds = value }),
        ("volatility", 0.001, 10, (path, value) => path with { Volatility = value }),
        ("volOfVol", 0, 20, (path, value) => path with { VolOfVol = value }),
        ("halfLife", 0.001, 366, (path, value) => path with { HalfLifeDays = value }),
        ("lots", 1, 1e12, (path, value) => path with { Lots = (long)value }),
    ];

    // Limits the memory of one path: a quote has 48 bytes.
    private const double QuotesMax = 10_000_000;

    private delegate SyntheticPath Set(SyntheticPath path, double value);

    /// <summary>The accepted form, for error messages.</summary>
    public static string Form { get; } =
        string.Join(", ", Keys.Select(key => FormattableString.Invariant($"{key.Name} {key.Min} to {key.Max}")))
        + "; at most ten million quotes";

    /// <summary>Reads a path; parameters that are not given keep their defaults.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The path.</param>
    /// <returns>The fault in words; null without one.</returns>
    public static string? Read(string text, out SyntheticPath path)
    {
        path = new SyntheticPath();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=');
            var key = Array.Find(Keys, k => k.Name == pair[0]);
            if (key.Name is null || pair.Length != 2
                || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || !(value >= key.Min && value <= key.Max))
            {
                return $"'{part}': expected NAME=VALUE, separated by commas, with {Form}";
            }

            path = key.With(path, value);
        }

        return path.Days * 86_400 / path.StepSeconds <= QuotesMax ? null : $"'{text}': more than ten million quotes";
    }
}
