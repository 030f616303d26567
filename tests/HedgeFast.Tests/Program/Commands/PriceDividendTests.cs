using System.Globalization;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>Dividends, as <c>hedgefast price</c> uses them.</summary>
public sealed class PriceDividendTests : IDisposable
{
    private const string Market = "X,,2026-01-15T00:00:00Z,100,,0.06,";
    private const string Call = "C,X,call,100,2027-01-15T00:00:00Z,linear,bsm,1,1,0.3";
    private const string Paid = "X,2026-07-16T12:00:00Z,7,USD";

    private readonly PriceRig _rig = new();

    [Fact]
    public void Both_models_price_what_is_published_and_what_the_net_price_is_worth()
    {
        // Haug, Haug and Lewis (2003) for the one; Black and Scholes of 100 - 7 e^(-.06/2) for the other.
        Assert.Equal(0, Price("--dividend-model", "piecewise-lognormal"));
        Assert.Equal(11.1062, Number("price"), 1e-4);
        Assert.Equal(0, Price());
        double escrowed = Number("price"), delta = Number("delta");
        Assert.Equal(0, _rig.Price([Call], [Market.Replace("100", (100 - (7 * Math.Exp(-0.03))).ToString("R", CultureInfo.InvariantCulture), StringComparison.Ordinal)]));
        Assert.Equal(Number("price"), escrowed, 1e-12);
        Assert.Equal(Number("delta"), delta, 1e-13);
    }

    [Theory]
    [InlineData("bachelier option", "C,X,call,100,2027-01-15T00:00:00Z,linear,bachelier,1,1,20", "")]
    [InlineData("settled in coin", "C,X,call,100,2027-01-15T00:00:00Z,inverse,black76,1,1,0.3", "")]
    [InlineData("settled on an average", "C,X,call,100,2027-01-15T00:00:00Z,linear-averaged,black76,1,1,0.3", "")]
    [InlineData("no net transaction delta", Call, "net-transaction")]
    public void What_cannot_be_valued_with_dividends_is_refused(string why, string option, string delta)
    {
        string[] more = delta.Length > 0 ? ["--delta", delta] : [];
        Assert.Equal(7, _rig.Price([option], [Market], ["--dividends", File(Paid), .. more]));
        Assert.Contains(why, _rig.Errors[0], StringComparison.Ordinal);
        Assert.Contains(why, _rig.Rows()[0]["error"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_spot_that_does_not_cover_the_dividends_is_refused()
    {
        string market = Market.Replace("100", "6", StringComparison.Ordinal);
        Assert.Equal(7, _rig.Price([Call], [market], "--dividends", File(Paid)));
        Assert.Contains("worth more than its spot", _rig.Errors[0], StringComparison.Ordinal);
        Assert.Equal("", _rig.Rows()[0]["price"]);
    }

    [Fact]
    public void A_model_without_dividends_and_a_bad_file_are_refused()
    {
        Assert.Equal(2, _rig.Price([Call], [Market], "--dividend-model", "escrowed"));
        Assert.Equal(3, _rig.Price([Call], [Market], "--dividends", File(Paid, Paid)));
        Assert.Contains("ex dates of an underlying rise", Assert.Single(_rig.Errors), StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();

    private int Price(params string[] more) => _rig.Price([Call], [Market], ["--dividends", File(Paid), .. more]);

    private string File(params string[] rows) => _rig.File("dividends.csv", DividendCsv.Columns, rows);

    private double Number(string column) => double.Parse(_rig.Rows()[0][column], CultureInfo.InvariantCulture);
}
