using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Dividends;

namespace HedgeFast.Config;

/// <summary>Dividends as text: EXDATE=AMOUNT, separated by commas.</summary>
internal static class DividendText
{
    /// <summary>Reads dividends; the empty text has none. False for anything else, and when ex dates do not rise.
    /// </summary>
    public static bool TryParse(string text, out IReadOnlyList<Dividend> dividends)
    {
        List<Dividend> read = [];
        dividends = read;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !TryParseExDate(sides[0], out long ex) || RowLimits.Time(ex) is not null
                || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double amount))
                return false;
            read.Add(new Dividend(ex, amount));
        }

        return DividendSchedule.Fault(read) is null;
    }

    private static bool TryParseExDate(string text, out long nanos) =>
        UtcTime.TryParse(text, out nanos) || UtcTime.TryParseDate(text, TimeOnly.MinValue, out nanos);
}
