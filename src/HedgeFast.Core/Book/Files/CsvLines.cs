namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Lines of a text, each cut one character behind <see cref="CsvLimits.LineMax"/>: a line without end takes no memory.
/// </summary>
internal sealed class CsvLines(TextReader reader)
{
    private readonly char[] _buffer = new char[1 << 14];
    private readonly char[] _line = new char[CsvLimits.LineMax + 1];
    private int _at;
    private int _end;
    private long _taken;
    private bool _skipsLineFeed;

    /// <summary>Whether the text is longer than <see cref="CsvLimits.BytesMax"/>; reading has stopped then.</summary>
    public bool IsTooLong => _taken > CsvLimits.BytesMax;

    /// <summary>The next line without its end, cut where it is too long; null at the end of the text.</summary>
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
}
