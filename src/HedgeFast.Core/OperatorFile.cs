using System.Globalization;
using HedgeFast.Core.Limits;
using HedgeFast.Fix.Files;

namespace HedgeFast.Core;

/// <summary>
/// What a person asks for from outside the process, one request a line: <c>kill</c>, <c>rearm NAME</c>, <c>limit KEY VALUE</c> with the key's name as in the configuration, <c>reconnect NAME</c>,
/// <c>position SYMBOL LOTS NAME</c>. A line that is none of these becomes a change of no limit, which the loop refuses, counts and journals.
/// </summary>
internal static class OperatorFile
{
    // What a hand writes; a larger file is a mistake and not read.
    private const int BytesMax = 4096;

    /// <summary>Takes the requests out of a file, which is gone afterwards; none when there is no file or it can't be taken yet.</summary>
    public static IReadOnlyList<ControlEvent> Take(string path, string[] symbols)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return [];
            string[] lines = file.Length <= BytesMax ? InputFile.ReadAllText(path, BytesMax).Split('\n', StringSplitOptions.TrimEntries) : ["too long"];
            file.Delete();
            return [.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => Parse(line, symbols))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>One line.</summary>
    public static ControlEvent Parse(string line, string[] symbols)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            ["kill"] => new ControlEvent { Kind = ControlKind.Kill },
            ["rearm", _, ..] => new ControlEvent { Kind = ControlKind.Rearm, Operator = Name(words[1..]) },
            ["reconnect", _, ..] => new ControlEvent { Kind = ControlKind.Reconnect, Operator = Name(words[1..]) },
            ["position", var symbol, var lots, _, ..] when long.TryParse(lots, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                => new ControlEvent { Kind = ControlKind.SettlePosition, Instrument = Array.IndexOf(symbols, symbol), Lots = number, Operator = Name(words[3..]) },
            ["limit", var key, var value] when Enum.TryParse(key, ignoreCase: true, out LimitKey limit) && !char.IsAsciiDigit(key[0])
                && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                => new ControlEvent { Kind = ControlKind.SetLimit, Limit = limit, Value = number },
            _ => new ControlEvent { Kind = ControlKind.SetLimit },
        };
    }

    private static OperatorName Name(string[] words) => OperatorName.Of(string.Join(' ', words));
}
