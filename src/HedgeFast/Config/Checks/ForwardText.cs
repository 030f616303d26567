using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Config.Checks;

/// <summary>Reads forwards from text: EXPIRY=RATIO, separated by commas.</summary>
internal static class ForwardText
{
    /// <summary>Smallest allowed ratio of a forward to the price.</summary>
    public const double RatioMin = 0.01;

    /// <summary>Largest allowed ratio.</summary>
    public const double RatioMax = 100;

    /// <summary>Reads forwards; the empty text has none.</summary>
    /// <returns>False for any other text, and where an expiry is named twice.</returns>
    public static bool TryParse(string text, out IReadOnlyList<ForwardPoint> forwards)
    {
        List<ForwardPoint> read = [];
        forwards = read;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !UtcTime.TryParse(sides[0], out long expiry) || RowLimits.Time(expiry) is not null
                || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double ratio)
                || !(ratio is >= RatioMin and <= RatioMax) || read.Exists(point => point.ExpiryNanos == expiry))
            {
                return false;
            }

            read.Add(new ForwardPoint(expiry, ratio));
        }

        return true;
    }
}
