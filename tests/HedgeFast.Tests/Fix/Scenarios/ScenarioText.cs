using System.Globalization;
using System.Text.RegularExpressions;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>
/// Places like {in+1}, {a.out} and {now-121} in the lines of a script, and messages as the scripts write them.
/// </summary>
internal sealed partial class ScenarioText(ManualTime time)
{
    private readonly Dictionary<string, long> _marks = new(StringComparer.Ordinal);

    /// <summary>Number the other side uses next.</summary>
    public long In { get; set; } = 1;

    /// <summary>Number the session under test uses next.</summary>
    public long Out { get; set; } = 1;

    public void Mark(string name)
    {
        _marks[name + ".in"] = In;
        _marks[name + ".out"] = Out;
    }

    public string Fill(string text) => Place().Replace(text, match =>
    {
        string name = match.Groups["name"].Value;
        double offset = match.Groups["offset"].Length == 0
            ? 0
            : double.Parse(match.Groups["offset"].ValueSpan, CultureInfo.InvariantCulture);
        if (name == "now")
            return Stamp(time.Utc + (long)(offset * SessionPair.Second), 3);
        if (name is "begin" or "length" or "sum" or "badsum")
            return match.Value;
        if (name == "nowns")
            return Stamp(time.Utc + (long)(offset * SessionPair.Second), 9) + "123";
        long value = name switch { "in" => In, "out" => Out, _ => _marks[name] };
        return (value + (long)offset).ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>
    /// Raw bytes of one message with its own places filled: version, true length, and a checksum that is right or not.
    /// </summary>
    public static byte[] Sealed(string text, string begin)
    {
        const string Length = "9={length}|", Sum = "10={";
        text = text.Replace("{begin}", begin, StringComparison.Ordinal);
        int trailer = text.LastIndexOf(Sum, StringComparison.Ordinal),
            body = text.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
        if (body >= Length.Length)
        {
            text = text.Replace(
            "{length}", (trailer - body).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        if (trailer < 0)
            return FixText.Raw(text);
        int sum = FixText.Raw(text[..text.LastIndexOf(Sum, StringComparison.Ordinal)]).Sum(b => b);
        return FixText.Raw(
            text.Replace("{sum}", $"{sum % 256:D3}", StringComparison.Ordinal).Replace(
                "{badsum}", $"{(sum + 1) % 256:D3}", StringComparison.Ordinal));
    }

    public static string Stamp(long utcNanos, int digits)
    {
        Span<byte> text = stackalloc byte[FixTimestamp.Length(digits)];
        FixTimestamp.Write(text, utcNanos, digits);
        return FixText.Show(text);
    }

    /// <summary>
    /// A message of the session under test as the scripts write it: type, number, then all but the fixed header and the
    /// times.
    /// </summary>
    public static string Show(ReadOnlySpan<byte> bytes, out long seqNum)
    {
        Assert.True(FixMessage.TryRead(bytes, out FixMessage message), FixText.Show(bytes));
        var parts = new List<string> { FixText.Show(message.MsgType) };
        seqNum = message.SeqNum;
        foreach (FixField field in message.Fields)
        {
            if (field.Tag == Tags.OrigSendingTime)
            {
                Assert.True(
                message.PossDup && FixTimestamp.TryRead(field.Value, out _), FixText.Show(bytes));
            }
            else if (field.Tag == Tags.SendingTime)
            {
                Assert.True(
                FixTimestamp.TryRead(field.Value, out _), FixText.Show(bytes));
            }
            else if (field.Tag is not (Tags.BeginString or Tags.BodyLength or Tags.MsgType or Tags.MsgSeqNum
                or Tags.SenderCompID or Tags.TargetCompID
                or Tags.CheckSum))
            {
                parts.Add($"{field.Tag}={FixText.Show(field.Value)}");
            }
        }

        Assert.Equal(message.PossDup, !message.OrigSendingTime.IsEmpty);
        return string.Join('|', parts);
    }

    [GeneratedRegex(@"\{(?<name>[a-z.]+)(?<offset>[+-][0-9.]+)?\}")]
    private static partial Regex Place();
}
