using System.Text;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Core.Book;

public sealed class OptionFeedCsvTests
{
    private const string Header = "symbol,feed_id,tick_size\n";

    [Fact]
    public void Rows_are_read_in_any_order_of_columns()
    {
        CsvReadResult<OptionFeedRow> result = Read("tick_size,symbol,feed_id\n0.0005,A,7\n5,B,4294967295\n");
        Assert.True(result.IsValid);
        Assert.Equal([new OptionFeedRow("A", 7, 5, 4), new OptionFeedRow("B", uint.MaxValue, 5, 0)], result.Rows);
    }

    [Theory]
    [InlineData("A,-1,0.1\n", "feed_id", "whole number")]
    [InlineData("A,1.5,0.1\n", "feed_id", "whole number")]
    [InlineData("A,4294967296,0.1\n", "feed_id", "whole number")]
    [InlineData("A,,0.1\n", "feed_id", "whole number")]
    [InlineData("A,1,0\n", "tick_size", "positive number")]
    [InlineData("A,1,-0.1\n", "tick_size", "positive number")]
    [InlineData("A,1,NaN\n", "tick_size", "positive number")]
    [InlineData("A,1,0.00000000001\n", "tick_size", "nine decimals")]
    [InlineData("A,1,1e30\n", "tick_size", "positive number")]
    [InlineData(",1,0.1\n", "symbol", "1 to 64")]
    [InlineData("A,1,0.1\nA,2,0.1\n", "symbol", "already on line 2")]
    [InlineData("A,1,0.1\nB,1,0.1\n", "feed_id", "already on line 2")]
    public void A_bad_field_is_named_with_its_reason(string rows, string column, string reason)
    {
        CsvReadResult<OptionFeedRow> result = Read(Header + rows);
        CsvError error = Assert.Single(result.Errors);
        Assert.Equal(column, error.Column);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Empty(result.Rows);
    }

    private static CsvReadResult<OptionFeedRow> Read(string text) =>
        OptionFeedCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "feed.csv");
}
