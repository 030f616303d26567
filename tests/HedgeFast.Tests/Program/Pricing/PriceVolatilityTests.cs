using System.Globalization;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Program.Pricing;

/// <summary>Volatilities from a surface and from quotes, as <c>hedgefast price</c> uses them.</summary>
public sealed class PriceVolatilityTests : IDisposable
{
    private const string Market = "BTC,,2024-07-31T08:00:00Z,60000,,0,";
    private const string Surface = "BTC,2024-08-30T08:00:00Z,2024-07-31T08:00:00Z,60000,";

    private readonly PriceRig _rig = new();

    [Fact]
    public void Points_are_met_and_the_variance_between_them_is_linear()
    {
        string[] surface = [Surface + "60000,0.5,,,,,", Surface + "72000,0.7,,,,,"];
        Assert.Equal(0, Price(surface, Option(60_000), Option(72_000), Option(66_000), Option(90_000)));
        double[] volatilities = [.. _rig.Rows().Select(row => Parse(row["iv"]))];
        double part = Math.Log(1.1) / Math.Log(1.2);
        Assert.Equal(0.5, volatilities[0], 1e-15);
        Assert.Equal(0.7, volatilities[1], 1e-15);
        Assert.Equal(Math.Sqrt(0.25 + (part * 0.24)), volatilities[2], 1e-14);
        Assert.Equal(0.7, volatilities[3], 1e-15);
    }

    [Fact]
    public void Parameters_give_total_variance()
    {
        Assert.Equal(0, Price([Surface + ",,0.01,0.1,-0.3,0.02,0.2"], Option(66_000)));
        double k = Math.Log(1.1) - 0.02;
        double variance = 0.01 + (0.1 * ((-0.3 * k) + Math.Sqrt((k * k) + 0.04)));
        Assert.Equal(Math.Sqrt(variance * 365 / 30), Parse(_rig.Rows()[0]["iv"]), 1e-14);
    }

    [Fact]
    public void Between_expiries_total_variance_is_linear_in_time_and_beyond_them_there_is_none()
    {
        string[] surface =
        [
            Surface + "60000,0.5,,,,,", Surface.Replace("08-30", "10-29", StringComparison.Ordinal) + "60000,0.6,,,,,",
        ];
        Assert.Equal(0, Price(surface, Option(60_000).Replace("08-30", "09-29", StringComparison.Ordinal)));
        Assert.Equal(Math.Sqrt(((0.25 * 30) + (0.36 * 90)) / 120), Parse(_rig.Rows()[0]["iv"]), 1e-14);
        Assert.Equal(7, Price(surface, Option(60_000).Replace("08-30", "12-27", StringComparison.Ordinal)));
        Assert.Contains("symbol 'S60000' has no volatility: its expiry is not within the surface", _rig.Errors[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_surface_that_is_too_old_is_stale()
    {
        string[] surface =
            [Surface.Replace("07-31T08:00:00Z", "07-31T07:59:30Z", StringComparison.Ordinal) + "60000,0.5,,,,,"];
        Assert.Equal(0, Price(surface, Option(60_000)));
        Assert.Equal(
            0,
            _rig.Price(
                [Option(60_000)], [Market], "--surface", _rig.File("s.csv", SurfaceFile.Columns, surface), "--max-age",
                "30s"));
        Assert.Equal(7,
            _rig.Price([Option(60_000)], [Market], "--surface", _rig.File("s.csv", SurfaceFile.Columns, surface),
            "--max-age", "29s"));
        Assert.Contains("stale volatility, 30000 ms old", _rig.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("60000,0.5,0.01,0.1,-0.3,0.02,0.2", "strike '60000' and iv must be empty")]
    [InlineData(",,0.01,0.1,-1,0.02,0.2", "svi_rho between -1 and 1")]
    [InlineData(",,-0.1,0.1,0,0,0.2", "not positive everywhere")]
    [InlineData(",,0.01,1.5,0.5,0,0.2", "too steep")]
    [InlineData(",,0.01,,0.5,0,0.2", "svi_b '' is not a finite number")]
    [InlineData("60000,,,,,,", "iv '' is not a finite number")]
    [InlineData("0,0.5,,,,,", "strike '0' must be from")]
    [InlineData("60000,1e6,,,,,", "iv '1e6' must be from")]
    [InlineData("60000,0.5,,,,,\n" + Surface + "60000,0.6,,,,,", "strike '60000' appears twice")]
    [InlineData(
        "60000,0.5,,,,,\n" + Surface + ",,0.01,0.1,-0.3,0.02,0.2", "has SVI parameters and another row (line 2)")]
    public void A_bad_surface_is_refused(string rest, string reason)
    {
        Assert.Equal(3, Price([Surface + rest], Option(60_000)));
        Assert.Contains(reason, Assert.Single(_rig.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inverse,black76", 0.6)]
    [InlineData("linear,bsm", 0.6)]
    [InlineData("linear,bachelier", 20_000)]
    [InlineData("linear,bsm-american", 0.6)]
    [InlineData("linear,black76-american", 0.6)]
    public void Quotes_give_the_volatility_back(string kind, double volatility)
    {
        const string market = "BTC,,2024-07-31T08:00:00Z,60000,,0.05,0.01";
        string[] book =
        [
            .. new[] { 50_000, 60_000, 66_000 }.SelectMany(strike =>
                new[] { Option(strike, kind), PutOf(Option(strike, kind)) }),
        ];
        Assert.Equal(
            0, _rig.Price([.. book.Select(row => row + volatility.ToString(CultureInfo.InvariantCulture))], [market]));
        string[] quotes =
            [.. _rig.Rows().Select(row => $"{row["symbol"]},2024-07-31T08:00:00Z,{row["price"]},{row["price"]}")];
        Assert.Equal(0, _rig.Price(book, [market], "--quotes", _rig.File("q.csv", QuoteFile.Columns, quotes)));
        Assert.All(_rig.Rows(), row => Assert.Equal(1, Parse(row["iv"]) / volatility, 1e-8));
    }

    [Theory]
    [InlineData("S50000,2024-07-31T08:00:00Z,0.1,0.12", "is at or below intrinsic value")]
    [InlineData("S50000,2024-07-31T08:00:00Z,1,1.2", "at or above the bound")]
    [InlineData("S50000,2024-07-31T08:00:00Z,,0.2", "no quote with bid and ask")]
    [InlineData("OTHER,2024-07-31T08:00:00Z,0.19,0.2", "no quote with bid and ask")]
    [InlineData("S50000,2024-07-31T08:00:00Z,0.2,0.19", "its ask 0.19 is below its bid 0.2")]
    public void A_quote_without_a_volatility_names_the_option(string quote, string reason)
    {
        Assert.Equal(7,
            _rig.Price([Option(50_000)], [Market], "--quotes", _rig.File("q.csv", QuoteFile.Columns, quote)));
        Assert.Contains(reason, _rig.Errors[0], StringComparison.Ordinal);

        // D8: and no other loses its value.
        Assert.Equal(7,
            _rig.Price([Option(50_000), Option(60_000)], [Market], "--quotes",
            _rig.File("q.csv", QuoteFile.Columns, quote, "S60000,2024-07-31T08:00:00Z,0.06,0.07")));
        Assert.Contains(reason, _rig.Output.Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal("", _rig.Rows()[1]["error"]);
        Assert.InRange(Parse(_rig.Rows()[1]["delta"]), 0.3, 0.6);
    }

    // D8: the option of quant.md, deep in the money with its mid at parity, beside one that has a volatility.
    [Fact]
    public void D8_An_american_option_at_parity_costs_no_other_row()
    {
        const string american = "BTC,call,50,2024-08-30T08:00:00Z,linear,bsm-american,1,1,";
        string quotes = _rig.File("q.csv", QuoteFile.Columns, "DEEP,2024-07-31T08:00:00Z,50,50",
            "ATM,2024-07-31T08:00:00Z,2.9,3.1");
        Assert.Equal(7,
            _rig.Price(["DEEP," + american, "ATM," + american.Replace("50", "100", StringComparison.Ordinal)],
            ["BTC,,2024-07-31T08:00:00Z,100,,0,0"], "--quotes", quotes));
        Assert.Contains("at or below intrinsic value", _rig.Rows()[0]["error"], StringComparison.Ordinal);
        Assert.InRange(Parse(_rig.Rows()[1]["iv"]), 0.2, 0.3);
    }

    // D8: an unreadable quote is reported with its line; the file is lost only where no row is good.
    [Fact]
    public void D8_A_quote_that_can_not_be_read_costs_its_option_alone()
    {
        string quotes = _rig.File("q.csv", QuoteFile.Columns, "S50000,2024-07-31T08:00:00Z,NaN,0.19",
            "S60000,2024-07-31T08:00:00Z,0.06,0.07");
        Assert.Equal(7, _rig.Price([Option(50_000), Option(60_000)], [Market], "--quotes", quotes));
        Assert.Contains("q.csv(2): bid 'NaN' is not a finite number", _rig.Errors[0], StringComparison.Ordinal);
        Assert.Equal("1 of 2 options could not be priced", _rig.Errors[^1]);
        Assert.Equal("", _rig.Rows()[1]["error"]);
        Assert.Equal(3,
            _rig.Price([Option(50_000)], [Market], "--quotes",
            _rig.File("q.csv", QuoteFile.Columns, "S50000,2024-07-31T08:00:00Z,NaN,0.19")));
        Assert.Equal("", _rig.Output);
    }

    // B30
    [Fact]
    public void B30_A_surface_in_percent_is_warned_of()
    {
        Assert.Equal(0, Price([Surface + "60000,14.08,,,,,"], Option(60_000)));
        Assert.StartsWith("surface: 1 options have an iv above 5", Assert.Single(_rig.Errors),
            StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();

    private static string Option(int strike, string kind = "inverse,black76") =>
        FormattableString.Invariant($"S{strike},BTC,call,{strike},2024-08-30T08:00:00Z,{kind},1,1,");

    private static string PutOf(string call) => call
        .Replace("call", "put", StringComparison.Ordinal)
        .Replace("S", "P", StringComparison.Ordinal);

    private int Price(string[] surface, params string[] book) =>
        _rig.Price(book, [Market], "--surface", _rig.File("surface.csv", SurfaceFile.Columns, surface));

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
