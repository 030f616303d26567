using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Core.Book;

/// <summary>Files of values that were made to fill memory, or by a spreadsheet of another country.</summary>
public sealed class CsvBoundsTests
{
    private const long MemoryMax = 32 << 20;

    private static readonly string Header = string.Join(',', BookCsv.Columns) + "\n";

    [Fact]
    public void A_line_of_a_gibibyte_takes_no_memory()
    {
        Assert.Contains("the file is longer than", Read(new Endless(Header, 'x', 1L << 30)), StringComparison.Ordinal);
        Assert.Contains(
            "line is longer than 4096 characters", Read(new Endless(Header, 'x', 1L << 26)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_end_ends_at_the_limit()
    {
        Assert.Contains(
            "more than 2000000 lines", Read(new Endless(Header, '\n', long.MaxValue)), StringComparison.Ordinal);
        Assert.Contains(
            "more than 2000000 lines", Read(new Endless(Header, '\r', long.MaxValue)), StringComparison.Ordinal);
        Assert.Contains("the file is longer than", Read(new Endless("", 'x', long.MaxValue)), StringComparison.Ordinal);
        Assert.Contains(
            "the file is longer than", Read(new Endless(Header, 'x', long.MaxValue)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_end_as_they_do_anywhere(string end)
    {
        string text = string.Join(end, "a", "", "bc", new string('d', 5_000), "e");
        var lines = new CsvLines(new StringReader(text + end));
        Assert.Equal(
            ["a", "", "bc", new string('d', CsvLimits.LineMax + 1), "e"],
            Enumerable.Range(0, 5).Select(_ => lines.Read()));
        Assert.Null(lines.Read());
        Assert.Equal(new StringReader(text).ReadLine(), new CsvLines(new StringReader(text)).Read());
    }

    [Fact]
    public void Any_text_has_the_lines_that_the_platform_sees()
    {
        var random = new Random(20261130);
        for (int i = 0; i < 2_000; i++)
        {
            var text = new StringBuilder();
            for (int length = random.Next(40); length > 0; length--)
                text.Append("a\r\n,"[random.Next(4)]);
            var expected = new StringReader(text.ToString());
            var lines = new CsvLines(new Slowly(text.ToString(), random));
            while (expected.ReadLine() is { } line)
                Assert.Equal(line, lines.Read());
            Assert.Null(lines.Read());
        }
    }

    [Theory]
    [InlineData("symbol;underlying;type;strike", "';'")]
    [InlineData("symbol\tunderlying\ttype", "tabs")]
    [InlineData("sep=;", "spreadsheets")]
    [InlineData("sep=,", "spreadsheets")]
    public void What_a_spreadsheet_of_another_country_writes_is_told_by_its_cause(string header, string cause) =>
        Assert.Contains(
            cause, Assert.Single(BookCsv.Read(new StringReader(header + "\n1;2"), "b.csv").Errors).Reason,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("2024-08-30T08:00:00.000000000Z", 1_725_004_800_000_000_000)]
    [InlineData("2024-08-30T08:00:00.123456789Z", 1_725_004_800_123_456_789)]
    [InlineData("2024-08-30T08:00:00.12345678Z", 1_725_004_800_123_456_780)]
    [InlineData("2024-08-30T08:00:00.1234567Z", 1_725_004_800_123_456_700)]
    [InlineData("2024-08-30T08:00:00.000000001+00:00", 1_725_004_800_000_000_001)]
    [InlineData("2024-08-30T08:00:00.5Z", 1_725_004_800_500_000_000)]
    public void A_time_may_have_nine_decimals_of_a_second(string text, long nanos)
    {
        Assert.True(UtcTime.TryParse(text, out long read));
        Assert.Equal(nanos, read);
    }

    [Theory]
    [InlineData("2024-08-30T08:00:00.0000000000Z")]
    [InlineData("2024-08-30T08:00:00.00000000xZ")]
    [InlineData("2024-08-30T08:00:00.123456789")]
    [InlineData("2024-08-30T08:00:00.12345678 Z")]
    [InlineData("2024-08-30.123456789T08:00:00Z")]
    [InlineData(".123456789")]
    public void Ten_decimals_or_something_else_are_no_time(string text) => Assert.False(UtcTime.TryParse(text, out _));

    [Theory]
    [InlineData("BTC-30AUG24-60000-C", "BTC-30AUG24-60000-C")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("'=1", "''=1")]
    [InlineData("'plain", "'plain")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=A,B", "\"'=A,B\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    public void S31_Text_that_a_spreadsheet_would_calculate_is_marked(string text, string cell) =>
        Assert.Equal(cell, CsvCell.Write(text));

    [Fact]
    public void S31_Whatever_is_written_is_read_back_and_is_never_a_formula()
    {
        var random = new Random(31);
        const string letters = "=+-@',\"\tab1＝";
        for (int i = 0; i < 5_000; i++)
        {
            string text = string.Concat(
                Enumerable.Range(0, random.Next(1, 8)).Select(_ => letters[random.Next(letters.Length)]));
            List<string> fields = [];
            string cell = CsvCell.Write(text);
            Assert.Null(CsvLine.Split(cell, fields));
            string shown = cell[0] == '"' ? Assert.Single(fields) : cell;
            Assert.False("=+-@\t\r＝".Contains(shown[0], StringComparison.Ordinal), cell);
            if (cell[0] == '"' || (!char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])))
                Assert.Equal(text, CsvCell.Read(Assert.Single(fields)));
        }
    }

    private static string Read(TextReader text)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        CsvReadResult<OptionRow> read = BookCsv.Read(text, "bomb.csv");
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < MemoryMax, $"{taken} bytes");
        Assert.False(read.IsValid);
        return string.Join('\n', read.Errors);
    }

    // A front, and behind it one character again and again; nothing of it is kept.
    private sealed class Endless(string front, char filler, long count) : TextReader
    {
        private int _at;
        private long _left = count;

        public override int Read(char[] buffer, int index, int count)
        {
            int length = Math.Min(count, front.Length - _at);
            if (length > 0)
            {
                front.CopyTo(_at, buffer, index, length);
                _at += length;
                return length;
            }

            length = (int)Math.Min(count, _left);
            buffer.AsSpan(index, length).Fill(filler);
            _left -= length;
            return length;
        }
    }

    // Gives a text in pieces of one to three characters.
    private sealed class Slowly(string text, Random random) : TextReader
    {
        private int _at;

        public override int Read(char[] buffer, int index, int count)
        {
            int length = Math.Min(Math.Min(count, random.Next(1, 4)), text.Length - _at);
            text.CopyTo(_at, buffer, index, length);
            _at += length;
            return length;
        }
    }
}
