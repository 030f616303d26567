using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Fix.Definitions;

/// <summary>Reads scripts in the format of QuickFIX's acceptance tests.</summary>
/// <remarks>
/// I sends and E expects a message, i and e do so with connects and disconnects, a number in front of a comma names the
/// connection. BodyLength and CheckSum are put in where a message to send has none.
/// </remarks>
internal static partial class DefinitionScript
{
    public static IReadOnlyList<DefinitionStep> Read(string path)
    {
        var steps = new List<DefinitionStep>();
        int number = 0;
        foreach (string raw in File.ReadAllText(path, Encoding.Latin1).Split('\n'))
        {
            number++;
            string line = raw.TrimEnd('\r', ' ', '\t');
            if (line.Length == 0 || line[0] == '#')
                continue;
            Match match = Line().Match(line);
            Assert.True(match.Success, $"{path}:{number}: not understood: {line}");
            int connection = match.Groups["connection"].Success
                ? int.Parse(match.Groups["connection"].ValueSpan, CultureInfo.InvariantCulture)
                : 1;
            string rest = match.Groups["rest"].Value;
            DefinitionVerb verb = (match.Groups["verb"].Value, rest) switch
            {
                ("i", "CONNECT") => DefinitionVerb.Connect,
                ("i", "DISCONNECT") => DefinitionVerb.Disconnect,
                ("e", "DISCONNECT") => DefinitionVerb.ExpectDisconnect,
                ("I", _) => DefinitionVerb.Send,
                ("E", _) => DefinitionVerb.Expect,
                _ => throw new FormatException($"{path}:{number}: not understood: {line}"),
            };
            steps.Add(new DefinitionStep(verb, connection, rest, number));
        }

        return steps;
    }

    /// <summary>The bytes of a message to send, at a time.</summary>
    public static byte[] Bytes(string text, DateTimeOffset now)
    {
        text = Time().Replace(text, match =>
        {
            double seconds = match.Groups[1].Length == 0
                ? 0
                : double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            return now.AddSeconds(seconds).ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture);
        });
        Match length = BodyLength().Match(text);
        if (!length.Success)
        {
            Match begin = BeginString().Match(text);
            string body = text[begin.Length..];
            int trailer = body.LastIndexOf("\u000110=", StringComparison.Ordinal);
            int counted = trailer < 0 ? body.Length : trailer + 1;
            text = $"{begin.Value}9={counted}\u0001{body}";
        }

        if (!CheckSum().IsMatch(text))
            text += $"10={Encoding.Latin1.GetBytes(text).Sum(b => b) % 256:D3}\u0001";
        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex(@"^(?<verb>[iIeE])(?:(?<connection>\d+),)?(?<rest>.+)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"<TIME([+-]\d+)?>")]
    private static partial Regex Time();

    [GeneratedRegex(@"^8=[^\u0001]*\u0001")]
    private static partial Regex BeginString();

    [GeneratedRegex(@"\u00019=")]
    private static partial Regex BodyLength();

    [GeneratedRegex(@"\u000110=[^\u0001]*\u0001$")]
    private static partial Regex CheckSum();
}
