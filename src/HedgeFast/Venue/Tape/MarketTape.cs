using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Tape;

/// <summary>A recorded top of book, whole in memory, read from CSV or from CSV in one gzip member.</summary>
/// <remarks>
/// The columns are those of <see cref="Header"/>. Every line ends with a line feed, the last one too, so that a cut
/// file shows. Receive times never go back; prices are whole ticks.
/// </remarks>
public sealed class MarketTape
{
    /// <summary>The first line of every tape.</summary>
    public const string Header = "recv_ns,exchange_ms,bid_price,bid_contracts,ask_price,ask_contracts";

    private readonly TapeQuote[] _quotes;

    private MarketTape(string path, TapeQuote[] quotes)
    {
        Path = path;
        _quotes = quotes;
    }

    /// <summary>The tape's file, or its name when it was made.</summary>
    public string Path { get; }

    /// <summary>The quotes, in order of receipt; at least one.</summary>
    public ReadOnlySpan<TapeQuote> Quotes => _quotes;

    /// <summary>Number of quotes.</summary>
    public int Count => _quotes.Length;

    /// <summary>Time from the first to the last receipt, nanoseconds.</summary>
    public long DurationNanos => _quotes[^1].RecvNanos - _quotes[0].RecvNanos;

    /// <summary>The quote at <paramref name="index"/>, from 0.</summary>
    public ref readonly TapeQuote this[int index] => ref _quotes[index];

    /// <summary>Makes a tape of given quotes.</summary>
    /// <param name="name">Name of the tape.</param>
    /// <param name="quotes">At least one, in order of receipt; the tape keeps the array.</param>
    public static MarketTape Of(string name, TapeQuote[] quotes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(quotes.Length);
        return new MarketTape(name, quotes);
    }

    /// <summary>Reads a tape of <paramref name="instrument"/>, whose tick turns prices into whole numbers.</summary>
    /// <exception cref="TapeException">The file is absent, truncated, damaged, or a value is wrong.</exception>
    public static MarketTape Read(string path, Instrument instrument) =>
        Read(path, instrument.TickMantissa, instrument.TickDecimals);

    /// <summary>
    /// Reads a tape whose tick is <paramref name="tickMantissa"/> * 10^-<paramref name="tickDecimals"/>.
    /// </summary>
    /// <exception cref="TapeException">The file is absent, truncated, damaged, or a value is wrong.</exception>
    public static MarketTape Read(string path, int tickMantissa, int tickDecimals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tickMantissa, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(tickDecimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tickDecimals, 9);
        var parser = new TapeParser(path, TapeFile.Read(path), tickMantissa, tickDecimals);
        return new MarketTape(path, parser.Parse());
    }
}

/// <summary>One row of a tape: a top of book.</summary>
/// <param name="RecvNanos">When the recorder received it, UTC nanoseconds since 1970.</param>
/// <param name="ExchangeNanos">When the exchange sent it, UTC nanoseconds since 1970.</param>
/// <param name="BidTicks">Best bid in ticks.</param>
/// <param name="BidLots">Size of the bid in lots.</param>
/// <param name="AskTicks">Best ask in ticks.</param>
/// <param name="AskLots">Size of the ask in lots.</param>
public readonly record struct TapeQuote(
    long RecvNanos, long ExchangeNanos, long BidTicks, long BidLots, long AskTicks, long AskLots);

/// <summary>Best bid and ask: prices in ticks, sizes in lots. A side of zero lots is empty.</summary>
public readonly record struct TopOfBook(long BidTicks, long BidLots, long AskTicks, long AskLots);
