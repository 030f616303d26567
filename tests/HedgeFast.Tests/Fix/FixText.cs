using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Tests.Fix;

/// <summary>FIX messages as tests write them: '|' for SOH, without BodyLength and CheckSum.</summary>
internal static class FixText
{
    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text.Replace('|', '\u0001'));

    public static string Show(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).Replace('\u0001', '|');

    /// <summary>A whole message from its fields behind BodyLength: "35=0|34=2|...".</summary>
    public static byte[] Frame(string fields, string beginString = "FIX.4.4")
    {
        byte[] front = Raw($"8={beginString}|9={Encoding.Latin1.GetByteCount(fields)}|{fields}");
        int sum = front.Sum(b => b) % 256;
        return [.. front, .. Raw($"10={sum:D3}|")];
    }

    /// <summary>Value of one field, or null.</summary>
    public static string? Field(byte[] message, int tag) =>
        FixMessage.TryRead(message, out FixMessage read) && read.TryGet(tag, out ReadOnlySpan<byte> value)
            ? Encoding.Latin1.GetString(value)
            : null;
}
