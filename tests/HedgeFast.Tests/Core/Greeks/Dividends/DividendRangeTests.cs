using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Tests.Core.Greeks.Curve;

namespace HedgeFast.Tests.Core.Greeks.Dividends;

/// <summary>A portfolio on an underlying with dividends: each delta is the model's, through the ex date.</summary>
public sealed class DividendRangeTests
{
    private const double Rate = 0.05, Carry = 0.03;
    private const long Day = 86_400L * 1_000_000_000;
    private const long Ex = Books.Now + (20 * Day);

    private static readonly OptionRow[] Rows =
    [
        Row("C1", true, 100, 40, OptionModel.BsmAmerican), Row("P1", false, 102, 40, OptionModel.BsmAmerican),
        Row("C2", true, 95, 100, OptionModel.BsmAmerican), Row("E1", true, 100, 40, OptionModel.Bsm),
        Row("E2", false, 101, 10, OptionModel.Bsm), Row("F1", false, 99, 100, OptionModel.Black76American),
        Row("F2", true, 99, 100, OptionModel.Black76),
    ];

    [Theory]
    [InlineData(DividendModel.Escrowed, DeltaConvention.Spot)]
    [InlineData(DividendModel.Escrowed, DeltaConvention.Forward)]
    [InlineData(DividendModel.PiecewiseLognormal, DeltaConvention.Spot)]
    [InlineData(DividendModel.PiecewiseLognormal, DeltaConvention.Futures)]
    public void Between_the_nodes_and_through_the_ex_date_each_delta_is_the_model_s(
        DividendModel model, DeltaConvention convention)
    {
        DividendSchedule schedule = Schedule(model);
        OptionBook book = OptionBook.Create(Rows, ["X"]);
        PortfolioDelta portfolio = Portfolio(book, convention, schedule);
        Random random = new(3);
        foreach (
            long time in (long[])[Books.Now, Books.Now + (5 * Day), Ex - Day, Ex - 1_000_000_000, Ex, Ex + 1, Ex + Day])
        {
            double middle = time < Ex ? 100 : 97;
            for (int i = 0; i < 5; i++)
            {
                double price = middle * (0.99 + (0.02 * random.NextDouble()));
                double net = portfolio.Revalue(0, price, time), sum = 0;
                for (int at = 0; at < book.Count; at++)
                {
                    OptionRow row = Rows.Single(row => row.Symbol == book.Symbols[at]);
                    double years = (row.ExpiryNanos - time) / (double)Books.Year;
                    double exact = years <= 0 ? 0 : OptionPricer.Value(
                        OptionTerms.Of(
                            row, ExpiryMarket.Of(time, years, price, Rate, Carry, schedule))).Delta(convention);
                    sum += portfolio.Deltas[at];
                    Assert.True(
                        Math.Abs(portfolio.Deltas[at] - (row.Quantity * exact)) <= 5e-5,
                        $"{row.Symbol} at {price}, {(time - Ex) / (double)Day} days from the ex date: "
                            + $"{portfolio.Deltas[at]} for {row.Quantity * exact}");
                }

                Assert.Equal(sum, net, 1e-12);
            }
        }
    }

    [Fact]
    public void Without_a_dividend_before_the_expiry_the_delta_is_the_kernel_s()
    {
        OptionRow row = Row("E", true, 100, 10, OptionModel.Bsm);
        OptionBook book = OptionBook.Create([row], ["X"]);
        PortfolioDelta plain = Portfolio(book, DeltaConvention.Spot, null);
        PortfolioDelta other = Portfolio(book, DeltaConvention.Spot, Schedule(DividendModel.PiecewiseLognormal));
        Assert.Equal(plain.Revalue(0, 100.7, Books.Now), other.Revalue(0, 100.7, Books.Now), 1e-6);
    }

    [Fact]
    public void The_curve_is_within_its_certified_error()
    {
        PortfolioDelta portfolio = Portfolio(
            OptionBook.Create(Rows, ["X"]), DeltaConvention.Spot, Schedule(DividendModel.PiecewiseLognormal));
        portfolio.Revalue(0, 100, Books.Now);
        NetDeltaCurve curve = NetDeltaCurveTests.Build(portfolio, 100, 1e-6);
        Assert.Equal(portfolio.Version(0), curve.Version);
        Random random = new(6);
        for (int i = 0; i < 60; i++)
        {
            double at = Math.Clamp(99.3 + (1.4 * random.NextDouble()), curve.LowPrice, curve.HighPrice);
            Assert.InRange(Math.Abs(curve.At(at) - portfolio.Revalue(0, at, Books.Now)), 0, curve.Error);
        }
    }

    [Fact]
    public void A_price_that_does_not_cover_the_dividends_is_not_hedged()
    {
        PortfolioDelta portfolio = Portfolio(
            OptionBook.Create(Rows, ["X"]), DeltaConvention.Spot, Schedule(DividendModel.Escrowed));
        Assert.True(double.IsFinite(portfolio.Revalue(0, 100, Books.Now)));
        Assert.True(double.IsNaN(portfolio.Revalue(0, 2.9, Books.Now)));
    }

    [Fact]
    public void What_cannot_be_valued_with_dividends_is_refused_in_words()
    {
        string Reason(OptionRow row, DeltaConvention convention) =>
            PortfolioDelta.FindUnsupported(OptionBook.Create([row], ["X"]), [convention], [true]) ?? "";
        Assert.Equal("", Reason(Rows[0], DeltaConvention.Spot));
        Assert.Contains("net transaction", Reason(Rows[0], DeltaConvention.NetTransaction), StringComparison.Ordinal);
        Assert.Contains(
            "bachelier", Reason(Row("B", true, 100, 10, OptionModel.Bachelier), DeltaConvention.Spot),
            StringComparison.Ordinal);
        OptionRow inverse = Row("I", true, 100, 10, OptionModel.Black76) with { Settlement = SettlementKind.Inverse };
        Assert.Contains("inverse", Reason(inverse, DeltaConvention.Forward), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DividendModel.Escrowed)]
    [InlineData(DividendModel.PiecewiseLognormal)]
    public void A_price_implies_the_volatility_that_it_was_made_of(DividendModel model)
    {
        OptionTerms[] terms = [.. Rows.Select(row => OptionTerms.Of(row, ExpiryMarket.Of(
            Books.Now, (row.ExpiryNanos - Books.Now) / (double)Books.Year, 100, Rate, Carry, Schedule(model))))];
        double[] prices = [.. terms.Select(each => OptionPricer.Value(each).Price)], found = new double[terms.Length];
        QuotedVolatility.Solve(terms, prices, found);
        for (int i = 0; i < terms.Length; i++)
            Assert.Equal(terms[i].Volatility, found[i], 1e-8);
    }

    private static OptionRow Row(string symbol, bool isCall, double strike, int days, OptionModel model) =>
        Books.Row(isCall, strike, Books.Now + (days * Day), 0.3, isCall ? 1 : -2, model, "X") with { Symbol = symbol };

    private static DividendSchedule Schedule(DividendModel model) =>
        new(new DividendRule { Model = model, Given = [new(Ex, 3), new(Books.Now + (200 * Day), 3)] });

    private static PortfolioDelta Portfolio(
        OptionBook book, DeltaConvention convention, DividendSchedule? schedule) => new(
        book, [convention], [new UnderlyingCarry(Rate, Carry, 1_000_000_000) { Dividends = schedule }],
        DeltaKernel.Choose());
}
