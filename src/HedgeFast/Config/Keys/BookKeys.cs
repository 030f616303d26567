namespace HedgeFast.Config.Keys;

/// <summary>Keys of the options book and its files.</summary>
internal static class BookKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Book = new(Rows, "book")
    {
        Description = "What is held.",
    };

    public static readonly FileKey File = new(Rows, "book.file")
    {
        Description = "The options, one a line, as CSV. A path in the file is relative to the file's folder; "
            + "sample:NAME is a bundled sample.",
    };

    public static readonly FileKey Surface = new(Rows, "book.surface")
    {
        Default = "",
        Description = "A volatility surface, as CSV, whose volatilities go in place of the book's iv; empty takes the "
            + "book's. Paths as for book.file.",
    };

    public static readonly FileKey Quotes = new(Rows, "book.quotes")
    {
        Default = "",
        Description = "How options are quoted on the feed, as CSV: symbol, feed_id, tick_size. Every option of an "
            + "underlying whose volatilities come from quotes is in it. Paths as for book.file.",
    };

    public static readonly TextKey AsOf = new(Rows, "book.asOf")
    {
        Default = ConfigWords.Now,
        Rule = TextRule.Time,
        Description = "Time at which the run starts, as the exchange counts it. An option that has expired by then is "
            + "an error in the book. An embedded exchange knows it and this key is not used; give it where an "
            + "exchange elsewhere plays a recording.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
