using System.Text;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Core.Book;

/// <summary>The dividend file: what is read and what is refused.</summary>
public sealed class DividendCsvTests
{
    [Fact]
    public void Rows_are_read()
    {
        CsvReadResult<DividendRow> read = Read(
            "X,2026-02-06,0.26,USD\nY,2026-02-07T08:00:00Z,3,USD\nX,2026-05-08,0.27,USD");
        Assert.True(read.IsValid, string.Join('\n', read.Errors));
        Assert.Equal(3, read.Rows.Count);
        Assert.Equal(new DividendRow("X", 1_770_336_000_000_000_000, 0.26, "USD"), read.Rows[0]);
        Assert.Equal(1_770_451_200_000_000_000, read.Rows[1].ExNanos);
    }

    [Theory]
    [InlineData("X,2026-05-08,0.26,USD\nX,2026-02-06,0.26,USD", "rise")]
    [InlineData("X,2026-05-08,0.26,USD\nX,2026-05-08,0.26,USD", "rise")]
    [InlineData("X,2026-05-08,0,USD", "1E-12 to")]
    [InlineData("X,2026-05-08,-1,USD", "1E-12 to")]
    [InlineData("X,2026-05-08,1e13,USD", "1E-12 to")]
    [InlineData("X,2026-05-08,much,USD", "number")]
    [InlineData("X,soon,1,USD", "must be")]
    [InlineData("X,2026-02-06,26,GBX\nX,2026-05-08,0.26,GBP", "currency")]
    [InlineData("X,2026-02-06,26,", "characters")]
    public void Rows_that_are_wrong_are_refused_in_words(string rows, string why)
    {
        CsvReadResult<DividendRow> read = Read(rows);
        Assert.False(read.IsValid);
        Assert.Contains(why, string.Join('\n', read.Errors), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void More_than_an_underlying_may_have_are_refused()
    {
        string rows = string.Join(
            '\n', Enumerable.Range(0, DividendLimits.CountMax + 1).Select(i => $"X,{2030 + i}-01-01,1,USD"));
        Assert.Contains("more than 64", Assert.Single(Read(rows).Errors).ToString(), StringComparison.Ordinal);
    }

    private static CsvReadResult<DividendRow> Read(string rows) =>
        DividendCsv.Read(
            new MemoryStream(Encoding.UTF8.GetBytes("underlying,ex_date,amount,currency\n" + rows)), "dividends.csv");
}
