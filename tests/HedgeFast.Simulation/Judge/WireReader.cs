using System.Globalization;
using System.Text;

namespace HedgeFast.Simulation.Judge;

/// <summary>Cuts a stream of FIX bytes into messages, by the trailer alone.</summary>
internal sealed class WireReader
{
    private readonly List<byte> _bytes = [];

    /// <summary>Adds bytes and returns the whole messages.</summary>
    public IEnumerable<WireMessage> Read(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            _bytes.Add(b);
        return Cut();
    }

    /// <summary>Forgets a beginning: the connection ended.</summary>
    public void Clear() => _bytes.Clear();

    private IEnumerable<WireMessage> Cut()
    {
        while (TrailerEnd() is > 0 and var end)
        {
            string text = Encoding.Latin1.GetString(_bytes.Take(end).ToArray());
            _bytes.RemoveRange(0, end);
            yield return new WireMessage(text);
        }
    }

    // "SOH 10=ddd SOH".
    private int TrailerEnd()
    {
        for (int i = 0; i + 7 < _bytes.Count; i++)
        {
            if (_bytes[i] == 1 && _bytes[i + 1] == '1' && _bytes[i + 2] == '0' && _bytes[i + 3] == '=' && _bytes[i + 7] == 1)
                return i + 8;
        }

        return 0;
    }
}

/// <summary>A message as text.</summary>
/// <param name="Text">Fields with SOH between.</param>
internal readonly record struct WireMessage(string Text)
{
    public string Type => Of(35);

    public bool IsDuplicate => Of(43) == "Y";

    public long Sequence => Number(34);

    /// <summary>The first value of a tag; empty without one.</summary>
    public string Of(int tag)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"\u0001{tag}=");
        int start = Text.IndexOf(key, StringComparison.Ordinal);
        if (start < 0)
            return "";
        start += key.Length;
        return Text[start..Text.IndexOf('\u0001', start)];
    }

    public long Number(int tag) =>
        long.TryParse(Of(tag), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : 0;

    public override string ToString() => Text.Replace('\u0001', '|');
}
