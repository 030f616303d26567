using System.Text;

namespace HedgeFast.Venue.Tape;

/// <summary>Parses the text of a tape into quotes; an error names the place and the reason.</summary>
internal sealed class TapeParser(string path, byte[] text, int tickMantissa, int tickDecimals)
{
    private const long NanosPerMilli = 1_000_000;

    // Nanoseconds since 1970 fit into 64 bits until the year 2262.
    private const long MaxMillis = long.MaxValue / NanosPerMilli;

    // As large as the feed believes: see QuoteGuard.Bound.
    private const long MaxMagnitude = Core.Feed.QuoteGuard.Bound;

    // Six digits, five commas and a line feed: line feeds alone reserve no memory.
    private const int ShortestLineBytes = 12;

    // A value quoted in an error is cut here.
    private const int ShownBytes = 80;

    private static readonly string[] Columns = MarketTape.Header.Split(',');
    private int _line;

    /// <exception cref="TapeException">The text is not a tape.</exception>
    public TapeQuote[] Parse()
    {
        ReadOnlySpan<byte> rest = text;
        if (rest.IsEmpty)
            throw new TapeException(path, "is empty");
        if (rest[^1] != '\n')
        {
            int last = rest.Count((byte)'\n') + 1;
            throw new TapeException(path, last, "the last line does not end with a line feed: the file is truncated");
        }


        ReadOnlySpan<byte> header = NextLine(ref rest);
        if (!header.SequenceEqual(Encoding.ASCII.GetBytes(MarketTape.Header)))
            throw new TapeException(path, _line, $"the header is '{Show(header)}', expected '{MarketTape.Header}'");
        List<TapeQuote> quotes = new(Math.Min(rest.Count((byte)'\n'), rest.Length / ShortestLineBytes));
        long previous = long.MinValue;
        while (!rest.IsEmpty)
        {
            TapeQuote quote = ParseLine(NextLine(ref rest));
            if (quote.RecvNanos < previous)
                throw Error(0, quote.RecvNanos.ToString(), $"earlier than the line before ({previous})");
            previous = quote.RecvNanos;
            quotes.Add(quote);
        }

        return quotes.Count > 0 ? [.. quotes] : throw new TapeException(path, "has a header and no quotes");
    }

    private TapeQuote ParseLine(ReadOnlySpan<byte> line)
    {
        Span<Range> fields = stackalloc Range[Columns.Length];
        int found = 0;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] != ',')
                continue;
            if (found < fields.Length)
                fields[found] = start..i;
            found++;
            start = i + 1;
        }

        if (found != Columns.Length)
            throw new TapeException(path, _line, $"{found} columns instead of {Columns.Length}");
        return new TapeQuote(
            Whole(line[fields[0]], 0, long.MaxValue),
            Whole(line[fields[1]], 1, MaxMillis) * NanosPerMilli,
            Ticks(line[fields[2]], 2),
            Whole(line[fields[3]], 3, MaxMagnitude),
            Ticks(line[fields[4]], 4),
            Whole(line[fields[5]], 5, MaxMagnitude));
    }

    private long Whole(ReadOnlySpan<byte> field, int column, long max)
    {
        UInt128 value = 0;
        if (!Digits(field, ref value) || field.IsEmpty)
            throw Error(column, Show(field), field.IsEmpty ? "missing" : "not a whole number of zero or more");
        return value <= (UInt128)max ? (long)value : throw Error(column, Show(field), $"above {max}");
    }

    private long Ticks(ReadOnlySpan<byte> field, int column)
    {
        bool negative = field is [(byte)'-', ..];
        ReadOnlySpan<byte> number = negative ? field[1..] : field;
        int point = number.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? number : number[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? default : number[(point + 1)..];
        UInt128 value = 0;
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !Digits(whole, ref value))
            throw Error(column, Show(field), field.IsEmpty ? "missing" : "not a number");
        if (fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            throw Error(column, Show(field), "not a number");

        int kept = Math.Min(fraction.Length, tickDecimals);
        Digits(fraction[..kept], ref value);
        for (int i = kept; i < tickDecimals; i++)
            value *= 10;
        (UInt128 ticks, UInt128 rest) = UInt128.DivRem(value, (UInt128)tickMantissa);
        if (rest != 0 || fraction[kept..].ContainsAnyExcept((byte)'0'))
            throw Error(column, Show(field), $"not a whole number of ticks of {tickMantissa}e-{tickDecimals}");
        if (ticks > (UInt128)MaxMagnitude)
            throw Error(column, Show(field), $"more than {MaxMagnitude} ticks");
        return negative ? -(long)ticks : (long)ticks;
    }

    // Stops growing beyond any limit used here, so that a line of a million digits does not wrap round to something
    // plausible.
    private static bool Digits(ReadOnlySpan<byte> field, ref UInt128 value)
    {
        foreach (byte b in field)
        {
            if (b is < (byte)'0' or > (byte)'9')
                return false;
            if (value <= ulong.MaxValue)
                value = (value * 10) + (uint)(b - '0');
        }

        return true;
    }

    private ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        _line++;
        int end = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = rest[..end];
        rest = rest[(end + 1)..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private TapeException Error(int column, string value, string reason) =>
        new(path, _line, Columns[column], value, reason);

    private static string Show(ReadOnlySpan<byte> field)
    {
        string shown = Encoding.UTF8.GetString(field[..Math.Min(field.Length, ShownBytes)]);
        return field.Length > ShownBytes ? shown + "..." : shown;
    }
}
