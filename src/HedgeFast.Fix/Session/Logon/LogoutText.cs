using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Logon;

/// <summary>Text of the peer's logout.</summary>
internal static class LogoutText
{
    private const int CharactersMax = 256;

    /// <summary>Tag 58, cut to 256 characters, so that it can't flood a log, with '?' for unprintable ones.</summary>
    public static string Of(in FixMessage message)
    {
        if (!message.TryGet(Tags.Text, out ReadOnlySpan<byte> text) || text.IsEmpty)
            return "no text";
        return string.Create(Math.Min(text.Length, CharactersMax), text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = source[i] is >= (byte)' ' and <= (byte)'~' ? (char)source[i] : '?';
        });
    }
}
