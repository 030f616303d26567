using System.Text;

namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Splits one line of comma-separated values. Quotes follow RFC 4180, except that a quoted field ends on its line: no
/// column of ours holds a line break.
/// </summary>
internal static class CsvLine
{
    /// <summary>
    /// Replaces <paramref name="fields"/> by the line's fields, blanks around them removed; returns what is wrong, or
    /// null.
    /// </summary>
    public static string? Split(string line, List<string> fields)
    {
        fields.Clear();
        if (line.Length > CsvLimits.LineMax)
            return "the line is longer than 4096 characters";

        int at = 0;
        while (true)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
                at++;
            if (at < line.Length && line[at] == '"')
            {
                if (Quoted(line, ref at, fields) is { } fault)
                    return fault;
            }
            else
            {
                int end = line.IndexOf(',', at);
                end = end < 0 ? line.Length : end;
                fields.Add(line[at..end].Trim());
                at = end;
            }

            if (at >= line.Length)
                return null;
            at++;
        }
    }

    private static string? Quoted(string line, ref int at, List<string> fields)
    {
        StringBuilder text = new();
        at++;
        while (true)
        {
            int quote = line.IndexOf('"', at);
            if (quote < 0)
                return "a quoted field is not closed on its line";
            text.Append(line, at, quote - at);
            at = quote + 1;
            if (at >= line.Length || line[at] != '"')
                break;
            text.Append('"');
            at++;
        }

        while (at < line.Length && line[at] is ' ' or '\t')
            at++;
        if (at < line.Length && line[at] != ',')
            return "a quoted field is followed by something other than a comma";
        fields.Add(text.ToString());
        return null;
    }
}
