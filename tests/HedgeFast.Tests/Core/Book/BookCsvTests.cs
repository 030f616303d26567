using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Core.Book;

public sealed class BookCsvTests
{
    private const string Header = "symbol,underlying,type,strike,expiry,settlement,model,quantity,multiplier,iv";
    private const string Good = "BTC-30AUG24-60000-C,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,-2.5,1,0.57";
    private const long ExpiryNanos = 1_725_004_800_000_000_000;

    [Fact]
    public void A_good_row_becomes_itself()
    {
        OptionRow row = Assert.Single(Read(Good).Rows);
        Assert.Equal(
            new OptionRow(
                "BTC-30AUG24-60000-C", "BTC", OptionType.Call, 60_000, ExpiryNanos, SettlementKind.Inverse,
                OptionModel.Black76, -2.5, 1, 0.57),
            row);
    }

    [Theory]
    [InlineData("2024-08-30T08:00:00Z")]
    [InlineData("2024-08-30T08:00Z")]
    [InlineData("2024-08-30T08:00:00.000Z")]
    [InlineData("2024-08-30T08:00:00+00:00")]
    [InlineData("1725004800000")]
    public void Expiry_is_iso_or_milliseconds(string expiry) =>
        Assert.Equal(ExpiryNanos, Assert.Single(Read(With(4, expiry)).Rows).ExpiryNanos);

    [Fact]
    public void Milliseconds_of_an_expiry_are_kept() =>
        Assert.Equal(
            ExpiryNanos + 123_000_000, Assert.Single(Read(With(4, "2024-08-30T08:00:00.123Z")).Rows).ExpiryNanos);

    [Fact]
    public void Byte_order_mark_quotes_crlf_blank_lines_and_column_order_are_accepted()
    {
        string text = "iv,multiplier,quantity,model,settlement,expiry,strike,type,underlying,symbol\r\n"
            + "\r\n0.5,1,3,bsm,linear,1725004800000,100,put, BTC ,\"A, \"\"quoted\"\" name\"\r\n   \r\n";
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
        CsvReadResult<OptionRow> result = BookCsv.Read(
            new MemoryStream(bytes), "book.csv", new BookRules { Underlyings = ["BTC"] });
        Assert.Equal("A, \"quoted\" name", Assert.Single(result.Rows).Symbol);
        Assert.Single(BookCsv.Read(new StringReader('\uFEFF' + text), "book.csv").Rows);
    }

    [Theory]
    [InlineData(0, "", "symbol", "printable")]
    [InlineData(1, "ETH", "underlying", "not a known underlying")]
    [InlineData(1, "", "underlying", "empty")]
    [InlineData(2, "Call", "type", "call or put")]
    [InlineData(3, "0", "strike", "1E-12")]
    [InlineData(3, "-5", "strike", "bachelier")]
    [InlineData(3, "NaN", "strike", "finite")]
    [InlineData(3, "1e13", "strike", "must be from")]
    [InlineData(3, "60,000", "", "11 fields")]
    [InlineData(4, "30/08/2024", "expiry", "UTC time")]
    [InlineData(4, "2024-08-30T08:00:00", "expiry", "UTC time")]
    [InlineData(4, "2024-08-30T08:00:00+02:00", "expiry", "UTC time")]
    [InlineData(4, "1725004800", "expiry", "milliseconds")]
    [InlineData(4, "1725004800000000000", "expiry", "milliseconds")]
    [InlineData(4, "99999999999999999999", "expiry", "UTC time")]
    [InlineData(4, "9999-12-31T00:00:00Z", "expiry", "1971 to 2199")]
    [InlineData(4, "2024-08-08T08:00:00Z", "expiry", "not after the valuation time")]
    [InlineData(5, "coin", "settlement", "linear or inverse")]
    [InlineData(6, "heston", "model", "black76 or bsm or bachelier")]
    [InlineData(6, "bachelier", "model", "inverse")]
    [InlineData(7, "NaN", "quantity", "finite")]
    [InlineData(7, "", "quantity", "finite")]
    [InlineData(7, "1e99", "quantity", "must be from")]
    [InlineData(8, "0", "multiplier", "must be from")]
    [InlineData(8, "-1", "multiplier", "must be from")]
    [InlineData(9, "0", "iv", "from 0.001 to 20")]
    [InlineData(9, "-0.5", "iv", "from 0.001 to 20")]
    [InlineData(9, "NaN", "iv", "finite")]
    [InlineData(9, "Infinity", "iv", "finite")]
    [InlineData(9, "1e6", "iv", "from 0.001 to 20")]
    public void A_bad_value_names_line_column_value_and_reason(
        int column, string value, string errorColumn, string reason)
    {
        CsvReadResult<OptionRow> result = Read(
            Good.Replace("60000-C", "1-C", StringComparison.Ordinal) + "\n" + With(column, value));
        Assert.Empty(result.Rows);
        CsvError error = Assert.Single(result.Errors);
        Assert.Equal(("book.csv", 3, errorColumn), (error.Name, error.Line, error.Column));
        Assert.Equal(errorColumn.Length == 0 ? "" : value, error.Value);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Contains("book.csv(3)", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bachelier_may_have_any_sign_of_strike_and_a_volatility_in_price_units()
    {
        const string row = "CL,BTC,put,-37.63,2024-08-30T08:00:00Z,linear,bachelier,1,1000,45";
        Assert.Equal(-37.63, Assert.Single(Read(row).Rows).Strike);
        Assert.Equal("iv", Assert.Single(Read(row.Replace(",45", ",0", StringComparison.Ordinal)).Errors).Column);
    }

    [Fact]
    public void A_duplicate_symbol_names_the_first_line()
    {
        CsvError error = Assert.Single(Read(Good + "\n" + Good).Errors);
        Assert.Equal((3, "symbol"), (error.Line, error.Column));
        Assert.Contains("line 2", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        CsvReadResult<OptionRow> result = Read(
            "A,XRP,kall,-1,never,coin,heston,NaN,0,-1\n" + Good + "\nB,BTC,call\n" + With(9, "7e9"));
        Assert.Empty(result.Rows);
        Assert.Equal(
            ["underlying", "type", "expiry", "settlement", "model", "quantity", "multiplier"],
            result.Errors.Where(error => error.Line == 2).Select(error => error.Column));
        Assert.Equal([4, 5, 5], result.Errors.Where(error => error.Line > 2).Select(error => error.Line));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(Header, "no option")]
    [InlineData(Header + "\n\n  \n", "no option")]
    [InlineData("symbol,underlying,type,strike,expiry,settlement,model,quantity,multiplier\nx", "missing")]
    [InlineData(Header + ",vega\nx", "not a column")]
    [InlineData(Header + ",iv\nx", "twice")]
    [InlineData("\"symbol\nx", "not closed")]
    [InlineData(Header + "\n\"A\"B,BTC", "other than a comma")]
    [InlineData(Header + "\n\"A,BTC", "not closed")]
    public void A_file_of_the_wrong_shape_is_refused(string text, string reason)
    {
        CsvReadResult<OptionRow> result = BookCsv.Read(new StringReader(text), "book.csv");
        Assert.False(result.IsValid);
        Assert.Empty(result.Rows);
        Assert.Contains(result.Errors, error => error.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_without_end_and_bytes_that_are_no_text_are_refused()
    {
        Assert.Contains(
            "longer", Assert.Single(Read(new string('x', 100_000)).Errors).Reason, StringComparison.Ordinal);
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "\n"), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(Good)];
        Assert.Contains(
            "UTF-8", Assert.Single(BookCsv.Read(new MemoryStream(bytes), "book.csv").Errors).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_errors_end_with_a_remark()
    {
        IReadOnlyList<CsvError> errors = Read(string.Join('\n', Enumerable.Repeat("x", 5_000))).Errors;
        Assert.Equal(CsvErrors.ErrorsMax + 1, errors.Count);
        Assert.Contains("more errors", errors[^1].Reason, StringComparison.Ordinal);
    }

    private static CsvReadResult<OptionRow> Read(string rows) =>
        BookCsv.Read(
            new StringReader(Header + "\n" + rows), "book.csv",
            new BookRules { Underlyings = ["BTC"], ValuationNanos = ExpiryNanos - (20L * 86_400 * 1_000_000_000) });

    private static string With(int column, string value)
    {
        string[] fields = Good.Split(',');
        fields[column] = value;
        return string.Join(',', fields);
    }
}
