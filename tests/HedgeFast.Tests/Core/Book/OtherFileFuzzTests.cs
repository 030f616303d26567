using System.Text;
using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Tests.Core.Book;

/// <summary>
/// Whatever a market, surface or quote file holds, its reader reports or accepts; and what it accepts gives markets,
/// smiles and volatilities that are numbers or none.
/// </summary>
public sealed class OtherFileFuzzTests
{
    private const string ValidMarket =
        "underlying,expiry,time,spot,forward,rate,dividend_yield\nBTC,,2024-08-09T00:00:00Z,61700.5,,0.01,\n"
        + "BTC,1725004800000,,,62000,,\nETH,,1723161257000,2600,,-1,1\n";

    private const string ValidSurface =
        "underlying,expiry,time,forward,strike,iv,svi_a,svi_b,svi_rho,svi_m,svi_sigma\n"
        + "BTC,1725004800000,1723161257000,62000,60000,0.5,,,,,\nBTC,1725004800000,1723161257000,62000,70000,0.6,,,,,\n"
        + "BTC,1735286400000,1723161257000,64000,,,0.01,0.1,-0.3,0.02,0.2\n";

    private const string ValidQuotes =
        "symbol,time,bid,ask\nA,1723161257000,0.1,0.11\n\"B\",2024-08-09T00:00:00Z,,0.2\n";

    private static readonly Gen<string> GenPiece = Gen.OneOf(
        Gen.OneOf(
            ",", "\"", "\n", "\r\n", "\0", "\uFEFF", "\uD800", "-", "1", "9", ".", "e", "E308", "1e-300", "NaN",
            "Infinity", "1e15", "0", " "),
        Gen.String);

    [Fact]
    public void Market_files() => Edited(ValidMarket, stream =>
    {
        CsvReadResult<MarketRow> result = MarketFile.Read(stream, "fuzz");
        Whole(result);
        MarketTable table = new(result.Rows);
        foreach (MarketRow row in result.Rows)
        {
            if (
                table.Find(
                    row.Underlying, row.ExpiryNanos ?? 1_725_004_800_000_000_000, out ExpiryMarket market) is null)
            {
                Assert.True(
                    double.IsFinite(market.Forward)
                        && double.IsFinite(market.Spot)
                        && double.IsFinite(market.Yield)
                        && market.Years >= 0,
                    $"{row} {market}");
            }
        }
    });

    [Fact]
    public void Surface_files() => Edited(ValidSurface, stream =>
    {
        CsvReadResult<SurfaceRow> result = SurfaceFile.Read(stream, "fuzz");
        Whole(result);
        VolatilitySurface surface = new(result.Rows);
        foreach (SurfaceRow row in result.Rows)
        {
            foreach (double strike in (double[])[1e-12, 60_000, 1e12])
            {
                Assert.True(
                    surface.Find(
                        row.Underlying, row.ExpiryNanos)!.VolatilityOf(strike) is > 0 and < double.PositiveInfinity);
            }

            SurfaceSmile? between = surface.Find(row.Underlying, row.ExpiryNanos + 1);
            Assert.True(between is null || between.VolatilityOf(60_000) is > 0 and < double.PositiveInfinity);
        }
    });

    [Fact]
    public void Files_of_option_feeds() =>
        Edited("symbol,feed_id,tick_size\nA,7,0.0005\n\"B\",4294967295,5\n", stream =>
    {
        CsvReadResult<OptionFeedRow> result = OptionFeedFile.Read(stream, "fuzz");
        Whole(result);
        Assert.All(result.Rows, row => Assert.True(row.TickMantissa >= 1 && row.TickDecimals is >= 0 and <= 9));
        Assert.Equal(result.Rows.Count, result.Rows.Select(row => row.FeedId).Distinct().Count());
    });

    [Fact]
    public void Quote_files() => Edited(ValidQuotes, stream =>
    {
        CsvReadResult<QuoteRow> result = QuoteFile.Read(stream, "fuzz");
        Whole(result);
        double[] volatilities = new double[result.Rows.Count];
        QuotedVolatility.Solve(
            [
                .. result.Rows.Select(
                    (_, i) => Greeks.Options.Make(i % 2 == 0, (OptionModel)(1 + (i % 5)), 100, 90, 0.5, 0.5)),
            ],
            [.. result.Rows.Select(row => row.Mid)], volatilities);
        Assert.All(volatilities, volatility => Assert.True(double.IsNaN(volatility) || volatility > 0));
    });

    private static void Whole<TRow>(CsvReadResult<TRow> result)
    {
        Assert.True(result.IsValid ? result.Rows.Count > 0 : result.Rows.Count == 0);
        Assert.Equal(result.Rows.Count, result.Lines.Count);
    }

    private static void Edited(string valid, Action<Stream> check)
    {
        check(new MemoryStream(Encoding.UTF8.GetBytes(valid)));
        Gen.Select(Gen.Int[0, valid.Length], Gen.Int[0, 6], GenPiece).Array[1, 4].Sample(
            edits =>
            {
                StringBuilder text = new(valid);
                foreach ((int at, int removed, string inserted) in edits)
                {
                    int start = Math.Min(at, text.Length);
                    text.Remove(start, Math.Min(removed, text.Length - start)).Insert(start, inserted);
                }

                check(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
            },
            iter: 10_000);
        Gen.Byte.Array[0, 300].Sample(bytes => check(new MemoryStream(bytes)), iter: 2_000);
    }
}
