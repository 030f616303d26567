using System.Globalization;

namespace HedgeFast.Core.Control;

/// <summary>
/// One line of the operator file; a line that begins with kill or stop kills, in any case and with any punctuation.
/// </summary>
/// <remarks>
/// <c>kill</c>, <c>rearm NAME</c>, <c>limit KEY VALUE NAME</c> with the key's name as in the configuration,
/// <c>reconnect NAME</c>, <c>position SYMBOL LOTS NAME</c>, <c>average UNDERLYING EXPIRY PRICE NAME</c>.
/// </remarks>
internal static class OperatorLine
{
    private const int ShownChars = 80;

    /// <summary>The allowed requests, for the text of a refusal.</summary>
    public const string Allowed = "kill, rearm NAME, limit KEY VALUE NAME, reconnect NAME, position SYMBOL LOTS NAME, "
        + "average UNDERLYING EXPIRY PRICE NAME";

    private const string Limits =
        "maxOrderLots, maxPositionLots, maxOrderNotional, collarFraction, maxDayCost, maxDayLoss";

    /// <summary>Whether a line kills: its first letters are kill or stop, with anything before and behind.</summary>
    public static bool IsKill(ReadOnlySpan<char> line)
    {
        Span<char> first = stackalloc char[4];
        int letters = 0;
        foreach (char c in line)
        {
            if (char.IsLetter(c) && letters < first.Length)
                first[letters++] = char.ToLowerInvariant(c);
            else if (letters is > 0 and < 4 && c != '\0')
                break;
        }

        return letters == 4 && first is "kill" or "stop";
    }

    /// <summary>Reads a line that does not kill.</summary>
    /// <param name="line">The line, not blank.</param>
    /// <param name="symbols">Symbols of the instruments, by dense index.</param>
    /// <param name="averages">Names of the settlement averages.</param>
    /// <param name="request">The request.</param>
    /// <returns>Null, or why it is no request and what to write instead.</returns>
    public static string? TryRead(string line, string[] symbols, AverageName[] averages, out ControlEvent request)
    {
        string[] words = line.Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        request = default;
        switch (words)
        {
            case ["rearm", _, ..]:
                request = new ControlEvent { Kind = ControlKind.Rearm, Operator = Name(words[1..]) };
                return null;

            case ["reconnect", _, ..]:
                request = new ControlEvent { Kind = ControlKind.Reconnect, Operator = Name(words[1..]) };
                return null;

            case ["position", var symbol, var lots, _, ..] when Array.IndexOf(symbols, symbol) >= 0
                && long.TryParse(lots, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number):
                request = new ControlEvent
                {
                    Kind = ControlKind.SettlePosition,
                    Instrument = Array.IndexOf(symbols, symbol),
                    Lots = number,
                    Operator = Name(words[3..]),
                };
                return null;

            case ["limit", var key, var value, _, ..] when TryLimit(key, out LimitKey limit)
                && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number):
                request = new ControlEvent
                {
                    Kind = ControlKind.SetLimit,
                    Limit = limit,
                    Value = number,
                    Operator = Name(words[3..]),
                };
                return null;

            case ["average", var underlying, var expiry, var price, _, ..]
                when double.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out double number):
                if (AverageName.Find(averages, underlying, expiry) is not { } average)
                    return $"'{Shown(line)}' is no request: {AverageName.Known(averages)}";
                request = new ControlEvent
                {
                    Kind = ControlKind.GiveAverage,
                    Instrument = average.UnderlyingIndex,
                    Expiry = average.Index,
                    Value = number,
                    Operator = Name(words[4..]),
                };
                return null;

            case ["average", ..]:
                return $"'{Shown(line)}' is no request; write average UNDERLYING EXPIRY PRICE NAME";

            case ["rearm" or "reconnect"]:
                return $"'{Shown(line)}' has no name; write {words[0]} NAME";

            case ["limit", var key, _, ..] when !TryLimit(key, out _):
                return $"'{Shown(line)}' is no request: no limit of that name can be changed; those are {Limits}";

            case ["limit", _, _]:
                return $"'{Shown(line)}' has no name; write limit KEY VALUE NAME";

            case ["limit", _, _, ..]:
                return $"'{Shown(line)}' is no request: its value is no number; write limit KEY VALUE NAME";

            case ["position", var symbol, _, ..] when Array.IndexOf(symbols, symbol) < 0:
                return $"'{Shown(line)}' is no request: no such instrument; there are {string.Join(", ", symbols)}";

            case ["position", _, _]:
                return $"'{Shown(line)}' is no request: it has no name; write position SYMBOL LOTS NAME";

            default:
                return $"'{Shown(line)}' is no request; allowed: {Allowed}";
        }
    }

    /// <summary>A line fit to be shown: cut, and without characters that would move a terminal.</summary>
    public static string Shown(string line)
    {
        string cut = line.Length > ShownChars ? line[..ShownChars] : line;
        return string.Create(cut.Length, cut, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) ? '?' : from[i];
        });
    }

    private static bool TryLimit(string key, out LimitKey limit) =>
        Enum.TryParse(key, ignoreCase: true, out limit) && key.All(char.IsAsciiLetter) && limit != LimitKey.None;

    private static OperatorName Name(string[] words) => OperatorName.Of(string.Join(' ', words));
}
