using System.Text;

namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Reads the lines of a text and splits them; an endless line is cut one character behind
/// <see cref="CsvFile.LineMax"/>.
/// </summary>
/// <remarks>
/// Quotes follow RFC 4180, except that a quoted field ends on its line: no column of ours holds a line break.
/// </remarks>
internal sealed class CsvLines(TextReader reader)
{
    private readonly char[] _buffer = new char[1 << 14];
    private readonly char[] _line = new char[CsvFile.LineMax + 1];
    private int _at;
    private int _end;
    private long _taken;
    private bool _skipsLineFeed;

    /// <summary>Whether the text is longer than <see cref="CsvFile.BytesMax"/>; reading has stopped then.</summary>
    public bool IsTooLong => _taken > CsvFile.BytesMax;

    /// <summary>The next line without its line end, cut where too long; null at the end of the text.</summary>
    /// <exception cref="IOException">The text can't be read.</exception>
    public string? Read()
    {
        int length = 0;
        bool any = false;
        while (Fill())
        {
            any = true;
            ReadOnlySpan<char> rest = _buffer.AsSpan(_at, _end - _at);
            int end = rest.IndexOfAny('\r', '\n');
            ReadOnlySpan<char> part = end < 0 ? rest : rest[..end];
            int kept = Math.Min(part.Length, _line.Length - length);
            part[..kept].CopyTo(_line.AsSpan(length));
            length += kept;
            _at += part.Length;
            if (end < 0)
                continue;
            _skipsLineFeed = _buffer[_at++] == '\r';
            break;
        }

        return any && !IsTooLong ? new string(_line, 0, length) : null;
    }

    // A carriage return ends its line at once; a line feed behind it belongs to it.
    private bool Fill()
    {
        while (true)
        {
            if (_at == _end)
            {
                if (IsTooLong)
                    return false;
                (_at, _end) = (0, reader.Read(_buffer, 0, _buffer.Length));
                _taken += _end;
            }

            if (_end == 0)
                return false;
            if (!_skipsLineFeed)
                return true;
            _skipsLineFeed = false;
            if (_buffer[_at] != '\n')
                return true;
            _at++;
        }
    }

    /// <summary>
    /// Replaces <paramref name="fields"/> by the fields of a line, blanks around them removed; returns the fault, or
    /// null.
    /// </summary>
    public static string? Split(string line, List<string> fields)
    {
        fields.Clear();
        if (line.Length > CsvFile.LineMax)
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
