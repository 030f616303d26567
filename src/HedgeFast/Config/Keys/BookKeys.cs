namespace HedgeFast.Config.Keys;

/// <summary>Keys of the options book and its files.</summary>
internal static class BookKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Book = new(Rows, "book")
    {
        Description = "The options held.",
    };

    public static readonly FileKey File = new(Rows, "book.file")
    {
        Description = "The options, one a line, as CSV. A path in the file is relative to the file's folder; "
            + "sample:NAME is a bundled sample.",
    };

    public static readonly FileKey Surface = new(Rows, "book.surface")
    {
        Default = "",
        Description = "A volatility surface, as CSV, that replaces the book's iv; empty uses the book's. Paths as for "
            + "book.file.",
    };

    public static readonly FileKey Quotes = new(Rows, "book.quotes")
    {
        Default = "",
        Description = "Feed numbers of quoted options, as CSV: symbol, feed_id, tick_size. Holds every option of an "
            + "underlying whose volatilities come from quotes. Paths as for book.file.",
    };

    public static readonly TextKey AsOf = new(Rows, "book.asOf")
    {
        Default = ConfigWords.Now,
        Rule = TextRule.Time,
        Description = "Exchange time at which the run starts. An option that has expired by then is an error in the "
            + "book. An embedded exchange knows the time and ignores this key; give the key where an exchange "
            + "elsewhere plays a recording.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
