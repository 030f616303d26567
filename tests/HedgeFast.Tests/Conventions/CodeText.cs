using System.Text;

namespace HedgeFast.Tests.Conventions;

/// <summary>
/// Blanks out comments and the contents of literals of C# text, so that what is left is code. Lines and columns stay.
/// </summary>
/// <remarks>
/// The holes of interpolated strings are blanked with their string: a convention broken inside one is not seen.
/// </remarks>
internal static class CodeText
{
    public static string Blank(string text)
    {
        StringBuilder code = new(text);
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfBlank(text, at);
            for (int i = at; i < end; i++)
            {
                if (text[i] != '\n')
                    code[i] = ' ';
            }

            at = Math.Max(end, at + 1);
        }

        return code.ToString();
    }

    // The end of the comment or literal that begins here, or this very place when none does.
    private static int EndOfBlank(string text, int at)
    {
        ReadOnlySpan<char> rest = text.AsSpan(at);
        if (rest.StartsWith("//"))
            return EndAfter(text, at, "\n", -1);
        if (rest.StartsWith("/*"))
            return EndAfter(text, at + 2, "*/", 0);
        if (rest.StartsWith("\"\"\""))
        {
            int quotes = rest.IndexOfAnyExcept('"') is var run && run < 0 ? rest.Length : run;
            return EndAfter(text, at + quotes, new string('"', quotes), 0);
        }

        if (rest.StartsWith("@\"") || rest.StartsWith("@$\"") || rest.StartsWith("$@\""))
            return EndOfVerbatim(text, text.IndexOf('"', at) + 1);
        return rest[0] is '"' or '\'' ? EndOfQuoted(text, at + 1, rest[0]) : at;
    }

    private static int EndAfter(string text, int from, string terminator, int offset)
    {
        int found = text.IndexOf(terminator, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + terminator.Length + offset;
    }

    private static int EndOfVerbatim(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] != '"')
                at++;
            else if (at + 1 < text.Length && text[at + 1] == '"')
                at += 2;
            else
                return at + 1;
        }

        return at;
    }

    private static int EndOfQuoted(string text, int at, char quote)
    {
        while (at < text.Length && text[at] != quote && text[at] != '\n')
            at += text[at] == '\\' ? 2 : 1;
        return Math.Min(at + 1, text.Length);
    }
}
