using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Config;

/// <summary>Forwards as text: EXPIRY=RATIO, separated by commas.</summary>
internal static class ForwardText
{
    /// <summary>Smallest ratio of a forward to the price that is taken for one.</summary>
    public const double RatioMin = 0.01;

    /// <summary>Largest ratio.</summary>
    public const double RatioMax = 100;

    /// <summary>Reads forwards; the empty text has none. False for anything else, and when an expiry is there twice.</summary>
    public static bool TryParse(string text, out IReadOnlyList<ForwardPoint> forwards)
    {
        List<ForwardPoint> read = [];
        forwards = read;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !UtcTime.TryParse(sides[0], out long expiry) || RowLimits.Time(expiry) is not null
                || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double ratio) || !(ratio is >= RatioMin and <= RatioMax)
                || read.Exists(point => point.ExpiryNanos == expiry))
                return false;
            read.Add(new ForwardPoint(expiry, ratio));
        }

        return true;
    }
}
