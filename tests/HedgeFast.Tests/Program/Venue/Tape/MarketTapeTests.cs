using System.IO.Compression;
using System.Text;
using CsCheck;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Tape;

public sealed class MarketTapeTests : IDisposable
{
    private const string Row = "1723161256207640365,1723161257465,61804.7,35,61804.8,1645\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("tape").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_bundled_tape_reads_whole()
    {
        MarketTape tape = MarketTape.Read(BundledTape(), 1, 1);
        Assert.Equal(19_136, tape.Count);
        Assert.Equal(new TapeQuote(1723161256207640365, 1723161257465_000_000, 618047, 35, 618048, 1645), tape[0]);
        Assert.Equal(new TapeQuote(1723161599812570384, 1723161601073_000_000, 616686, 1380, 616687, 871), tape[^1]);
        Assert.InRange(tape.DurationNanos, 340_000_000_000, 345_000_000_000);
        foreach (TapeQuote quote in tape.Quotes)
            Assert.True(quote.BidTicks < quote.AskTicks && quote.BidLots > 0 && quote.AskLots > 0);
    }

    [Fact]
    public void A_plain_file_reads_like_a_packed_one()
    {
        Assert.Equal(new TapeQuote(1723161256207640365, 1723161257465_000_000, 618047, 35, 618048, 1645), Read(Row)[0]);
        string packed = Write("t.csv.gz", Pack(MarketTape.Header + "\n" + Row + Row));
        Assert.Equal(2, MarketTape.Read(packed, 1, 1).Count);
        Assert.Equal(
            1, MarketTape.Read(Write("t2.csv", MarketTape.Header + "\r\n" + Row.Replace("\n", "\r\n")), 1, 1).Count);
    }

    [Theory]
    [InlineData("61804.7", 1, 1, 618047)]
    [InlineData("61804", 1, 1, 618040)]
    [InlineData("61804.70", 1, 1, 618047)]
    [InlineData("61804.75", 25, 2, 247219)]
    [InlineData("-0.5", 5, 1, -1)]
    [InlineData("0", 1, 9, 0)]
    [InlineData("0.000000001", 1, 9, 1)]
    public void Prices_become_ticks_exactly(string price, int mantissa, int decimals, long ticks) =>
        Assert.Equal(
            ticks,
            MarketTape.Read(
                Write("p.csv", $"{MarketTape.Header}\n1,2,{price},3,{price},4\n"), mantissa, decimals)[0].BidTicks);

    [Fact]
    public void Any_whole_number_of_ticks_survives_text() =>
        Gen.Select(Gen.Long[-(1L << 51), 1L << 51], Gen.Int[0, 9]).Sample((ticks, decimals) =>
        {
            decimal price = ticks;
            for (int i = 0; i < decimals; i++)
                price /= 10;
            byte[] text = Encoding.ASCII.GetBytes($"{MarketTape.Header}\n1,2,{price},3,{price},4\n");
            Assert.Equal(ticks, new TapeParser("t", text, 1, decimals).Parse()[0].AskTicks);
        });

    [Theory]
    [InlineData("x,1,1.0,1,1.1,1\n", "recv_ns", "x", "not a whole number")]
    [InlineData(",1,1.0,1,1.1,1\n", "recv_ns", "", "missing")]
    [InlineData("-5,1,1.0,1,1.1,1\n", "recv_ns", "-5", "not a whole number")]
    [InlineData("9223372036854775808,1,1.0,1,1.1,1\n", "recv_ns", "9223372036854775808", "above")]
    [InlineData("1,9223372036855,1.0,1,1.1,1\n", "exchange_ms", "9223372036855", "above")]
    [InlineData("1,1,1.05,1,1.1,1\n", "bid_price", "1.05", "ticks of 1e-1")]
    [InlineData("1,1,abc,1,1.1,1\n", "bid_price", "abc", "not a number")]
    [InlineData("1,1,1.,1,1.1,1\n", "bid_price", "1.", "not a number")]
    [InlineData("1,1,.1,1,1.1,1\n", "bid_price", ".1", "not a number")]
    [InlineData("1,1,1e3,1,1.1,1\n", "bid_price", "1e3", "not a number")]
    [InlineData("1,1,1.0x,1,1.1,1\n", "bid_price", "1.0x", "not a number")]
    [InlineData("1,1,NaN,1,1.1,1\n", "bid_price", "NaN", "not a number")]
    [InlineData("1,1,1.0,1,,1\n", "ask_price", "", "missing")]
    [InlineData("1,1,1.0,1,999999999999999999999999.9,1\n", "ask_price", "999999999999999999999999.9", "more than")]
    [InlineData("1,1,1.0,1.5,1.1,1\n", "bid_contracts", "1.5", "not a whole number")]
    [InlineData("1,1,1.0,1,1.1,-1\n", "ask_contracts", "-1", "not a whole number")]
    [InlineData("1,1,1.0,1,1.1, 1\n", "ask_contracts", " 1", "not a whole number")]
    public void A_bad_value_is_named_with_line_column_and_reason(string row, string column, string value, string reason)
    {
        TapeException e = Assert.Throws<TapeException>(() => Read("0,0,1.0,1,1.1,1\n" + row));
        Assert.Equal(3, e.Line);
        Assert.Equal(column, e.Column);
        Assert.Contains($"line 3, column {column}, value '{value}': ", e.Message);
        Assert.Contains(reason, e.Message);
        Assert.Contains("tape.csv", e.Message);
    }

    [Theory]
    [InlineData("1,1,1.0,1,1.1\n", "5 columns instead of 6")]
    [InlineData("1,1,1.0,1,1.1,1,1\n", "7 columns instead of 6")]
    [InlineData("\n", "1 columns instead of 6")]
    [InlineData("1,1,1.0,1,1.1,1", "the file is truncated")]
    [InlineData("1,1,1.0,1", "the file is truncated")]
    public void A_bad_line_is_named(string row, string reason)
    {
        TapeException e = Assert.Throws<TapeException>(() => Read(Row + row));
        Assert.Equal(3, e.Line);
        Assert.Contains(reason, e.Message);
    }

    [Fact]
    public void Time_that_goes_back_is_refused()
    {
        TapeException e = Assert.Throws<TapeException>(
            () => Read("5,1,1.0,1,1.1,1\n5,1,1.0,1,1.1,1\n4,1,1.0,1,1.1,1\n"));
        Assert.Equal(4, e.Line);
        Assert.Equal("recv_ns", e.Column);
        Assert.Contains("earlier than the line before", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("recv_ns,exchange_ms,bid_price\n")]
    [InlineData("time,bid,ask\n1,2,3\n")]
    [InlineData("recv_ns,exchange_ms,bid_price,bid_contracts,ask_price,ask_contracts\n")]
    public void A_file_without_the_header_or_without_quotes_is_refused(string text) =>
        Assert.Throws<TapeException>(() => MarketTape.Read(Write("h.csv", text), 1, 1));

    [Fact]
    public void A_packed_file_cut_anywhere_is_refused()
    {
        Random random = new(5);
        StringBuilder text = new(MarketTape.Header + "\n");
        for (int i = 0; i < 40; i++)
        {
            text.Append($"{i},{i},{random.Next(100, 200)}.5,{random.Next(1, 99)},");
            text.Append($"{random.Next(200, 300)}.5,{random.Next(1, 99)}\n");
        }

        byte[] packed = Pack(text.ToString());
        for (int length = 0; length < packed.Length; length++)
        {
            string path = Write("cut.csv.gz", packed[..length]);
            TapeException e = Assert.Throws<TapeException>(() => MarketTape.Read(path, 1, 1));
            Assert.Contains("cut.csv.gz", e.Message);
        }

        Assert.Equal(40, MarketTape.Read(Write("cut.csv.gz", packed), 1, 1).Count);
    }

    [Fact]
    public void A_damaged_packed_file_is_refused_unless_what_it_holds_is_undamaged()
    {
        byte[] packed = Pack(MarketTape.Header + "\n" + Row);
        TapeQuote expected = Read(Row)[0];
        int refused = 0;
        for (int bit = 0; bit < packed.Length * 8; bit += 7)
        {
            byte[] damaged = [.. packed];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            string path = Write("damaged.csv.gz", damaged);
            try
            {
                // The file's time, its system and the padding after the last block do not matter.
                Assert.Equal(expected, MarketTape.Read(path, 1, 1)[0]);
            }
            catch (TapeException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, (packed.Length - 18) * 8 / 7 * 9 / 10, (packed.Length * 8 / 7) + 1);
    }

    [Fact]
    public void An_absent_file_is_named()
    {
        TapeException e = Assert.Throws<TapeException>(
            () => MarketTape.Read(Path.Combine(_folder, "nowhere.csv"), 1, 1));
        Assert.Contains("nowhere.csv", e.Message);
    }

    private static string BundledTape() =>
        Path.Combine(AppContext.BaseDirectory, "samples", "btcusd_perp_20240808_top.csv.gz");

    private MarketTape Read(string rows) => MarketTape.Read(Write("tape.csv", $"{MarketTape.Header}\n{rows}"), 1, 1);

    private string Write(string name, string text) => Write(name, Encoding.ASCII.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Pack(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.ASCII.GetBytes(text));
        return packed.ToArray();
    }
}
