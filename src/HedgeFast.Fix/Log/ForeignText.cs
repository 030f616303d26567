using System.Globalization;
using System.Text;

namespace HedgeFast.Fix.Log;

/// <summary>
/// Makes text from outside harmless before it is shown or written: one line, no terminal controls, bounded length.
/// </summary>
/// <remarks>Certificates, logout texts, network errors, symbols and names pass through it.</remarks>
public static class ForeignText
{
    /// <summary>Most characters of one text unless chosen otherwise.</summary>
    public const int LengthMax = 512;

    private const string Cut = "...";

    /// <summary>
    /// <paramref name="text"/> with each control, format and separator character and half surrogate pair escaped, cut
    /// to <paramref name="lengthMax"/>.
    /// </summary>
    /// <remarks>Clean text of that length is returned itself, without an allocation.</remarks>
    public static string Of(string? text, int lengthMax = LengthMax)
    {
        if (text is null)
            return "";
        int clean = 0;
        while (clean < text.Length && clean < lengthMax && IsHarmless(text, ref clean))
            clean++;
        return clean == text.Length ? text : Escaped(text, lengthMax);
    }

    /// <summary>As <see cref="Of(string, int)"/>; null stays null.</summary>
    public static string? OrNull(string? text) => text is null ? null : Of(text);

    /// <summary>
    /// Whether <see cref="Of"/> escapes the first character. Surrogates count as pairs; a single one is harmless here.
    /// </summary>
    public static bool IsHarmful(ReadOnlySpan<char> text)
    {
        char c = text[0];
        if (c is >= ' ' and <= '~')
            return false;
        if (!char.IsSurrogate(c))
            return !IsHarmless(CharUnicodeInfo.GetUnicodeCategory(c));
        return text.Length > 1 && char.IsHighSurrogate(c) && char.IsLowSurrogate(text[1])
            && !IsHarmless(CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(c, text[1])));
    }

    /// <summary>How such a character is written: <c>\u001B</c>.</summary>
    public static string Escape(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");

    private static string Escaped(string text, int lengthMax)
    {
        var shown = new StringBuilder(lengthMax);
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            bool isHarmless = IsHarmless(text, ref i);
            int length = isHarmless ? i - start + 1 : 6;
            if (shown.Length + length > lengthMax - (i + 1 < text.Length ? Cut.Length : 0))
                return shown.Append(Cut).ToString();
            if (isHarmless)
                shown.Append(text, start, length);
            else
                shown.Append(Escape(text[start]));
        }

        return shown.ToString();
    }

    // A pair of surrogates is one character and is stepped over whole; the tag characters and other format characters
    // beyond the first plane are refused.
    private static bool IsHarmless(string text, ref int index)
    {
        char c = text[index];
        if (c is >= ' ' and <= '~')
            return true;
        UnicodeCategory category;
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            category = CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(c, text[index + 1]));
            if (IsHarmless(category))
                index++;
        }
        else
        {
            category = char.IsSurrogate(c) ? UnicodeCategory.Surrogate : CharUnicodeInfo.GetUnicodeCategory(c);
        }

        return IsHarmless(category);
    }

    private static bool IsHarmless(UnicodeCategory category) =>
        category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);
}
