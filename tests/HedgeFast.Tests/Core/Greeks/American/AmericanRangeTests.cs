using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Tests.Core.Greeks.Curve;

namespace HedgeFast.Tests.Core.Greeks.American;

/// <summary>
/// American options in the portfolio: their deltas between the nodes, at expiry, and in the net-delta curve.
/// </summary>
public sealed class AmericanRangeTests
{
    private const double Rate = 0.06, Carry = 0.02;

    private static readonly Gen<OptionRow[]> GenRows = Gen.Select(
        Gen.OneOf(Books.Now + (Books.Year / 52), Books.Now + (Books.Year / 12), Books.Now + Books.Year),
        Gen.Double[97, 103], Gen.OneOf(Gen.Double[-20, -1], Gen.Double[1, 20]), Gen.Double[0.3, 0.6], Gen.Bool,
        Gen.Bool,
        (expiry, strike, quantity, volatility, isCall, isFuture) =>
            Books.Row(
                isCall, strike, expiry, volatility, quantity,
                isFuture ? OptionModel.Black76American : OptionModel.BsmAmerican))
        .Array[1, 20].Select(rows => rows.Select((row, i) => row with { Symbol = "S" + i }).ToArray());

    [Fact]
    public void Between_the_nodes_the_delta_is_the_model_s()
    {
        Gen.Select(
            GenRows,
            Gen.OneOf(
                DeltaConvention.Spot, DeltaConvention.Futures, DeltaConvention.Forward, DeltaConvention.NetTransaction),
            Gen.Double[97, 103].Array[20]).Sample(
            (rows, convention, prices) =>
            {
                OptionBook book = OptionBook.Create(rows, ["BTC"]);
                PortfolioDelta portfolio = new(
                    book, [convention], [new UnderlyingCarry(Rate, Carry, 1_000_000_000)], DeltaKernel.Choose());
                foreach (double price in prices)
                {
                    double net = portfolio.Revalue(0, price, Books.Now);
                    double sum = 0;
                    for (int i = 0; i < book.Count; i++)
                    {
                        OptionRow row = rows.Single(row => row.Symbol == book.Symbols[i]);
                        double exact = row.Quantity * Exact(row, price, Books.Now).Delta(convention);
                        double error = Math.Abs(portfolio.Deltas[i] - exact) / Math.Abs(row.Quantity);
                        sum += portfolio.Deltas[i];
                        Assert.True(error <= 1e-6, $"{row} at {price}: {error}");
                    }

                    Assert.Equal(sum, net, 1e-12);
                }
            },
            iter: 30, threads: 1);
    }

    [Theory]
    [InlineData(DeltaConvention.Spot)]
    [InlineData(DeltaConvention.NetTransaction)]
    public void The_boundary_of_exercise_within_the_window_is_met_from_both_sides(DeltaConvention convention)
    {
        OptionRow put = Books.Row(false, 100, Books.Now + Books.Year, 0.2, 3, OptionModel.BsmAmerican);
        AmericanPut work = new();
        work.Solve(new AmericanMarket(Rate, Rate - Carry, 0.2, 1));
        double boundary = 100 * Math.Exp(work.LogUpper);
        PortfolioDelta portfolio = new(
            OptionBook.Create([put], ["BTC"]), [convention], [new UnderlyingCarry(Rate, Carry, 1_000_000_000)],
            DeltaKernel.Choose());
        portfolio.Revalue(0, boundary, Books.Now);
        for (int i = -20; i <= 20; i++)
        {
            double price = boundary * (1 + (i * 3e-4));
            Assert.Equal(
                3 * Exact(put, price, Books.Now).Delta(convention), portfolio.Revalue(0, price, Books.Now), 3e-6);
        }
    }

    [Fact]
    public void European_and_american_options_add_up()
    {
        OptionRow european = Books.Row(true, 100, Books.Now + Books.Year, 0.3, 2, OptionModel.Bsm);
        OptionRow american = Books.Row(false, 100, Books.Now + Books.Year, 0.3, 3, OptionModel.BsmAmerican);
        double expected = Portfolio(european)
            .Revalue(0, 101, Books.Now) + Portfolio(american)
            .Revalue(0, 101, Books.Now);
        Assert.Equal(expected, Portfolio(european, american).Revalue(0, 101, Books.Now), 1e-14);
        Assert.Equal(expected, Portfolio(american, european).Follow(0, 101, Books.Now), 1e-14);
    }

    [Fact]
    public void Time_moves_the_deltas_and_expiry_ends_them()
    {
        OptionRow row = Books.Row(false, 100, Books.Now + (Books.Year / 365), 0.3, 1, OptionModel.BsmAmerican);
        PortfolioDelta portfolio = Portfolio(row);
        foreach (double part in (double[])[0, 0.1, 0.5, 0.9])
        {
            long time = Books.Now + (long)(part * (Books.Year / 365));
            Assert.Equal(Exact(row, 100.2, time).SpotDelta, portfolio.Revalue(0, 100.2, time), 1e-5);
        }

        Assert.Equal(0, portfolio.Revalue(0, 100.2, row.ExpiryNanos));
        Assert.Equal(0, portfolio.Revalue(0, 100.2, long.MaxValue));
    }

    [Fact]
    public void A_new_volatility_is_used_at_once()
    {
        OptionRow row = Books.Row(false, 100, Books.Now + Books.Year, 0.3, 1, OptionModel.BsmAmerican);
        OptionBook book = OptionBook.Create([row], ["BTC"]);
        PortfolioDelta portfolio = new(
            book, [DeltaConvention.Spot], [new UnderlyingCarry(Rate, Carry, 1_000_000_000)], DeltaKernel.Choose());
        portfolio.Revalue(0, 100, Books.Now);
        portfolio.Use(OptionVolatilities.Of(book, [0.5], [Books.Now]));
        Assert.Equal(
            Exact(row with { Volatility = 0.5 }, 100, Books.Now).SpotDelta, portfolio.Revalue(0, 100, Books.Now), 1e-7);
    }

    [Fact]
    public void The_curve_is_within_its_certified_error() =>
        Gen.Select(GenRows, Gen.Int[0, 1 << 20]).Sample(
            (rows, seed) =>
            {
                PortfolioDelta portfolio = Portfolio([.. rows, Books.Row(true, 100, Books.Now + Books.Year, 0.3, 5)]);
                portfolio.Revalue(0, 100, Books.Now);
                long version = portfolio.Version(0);
                NetDeltaCurve curve = NetDeltaCurveTests.Build(portfolio, 100, 1e-6);
                Assert.Equal(version, curve.Version);
                Assert.InRange(curve.Error, 0, 2e-6);
                Random random = new(seed);
                for (int i = 0; i < 60; i++)
                {
                    double at = Math.Clamp(99.3 + (1.4 * random.NextDouble()), curve.LowPrice, curve.HighPrice);
                    double exact = portfolio.Revalue(0, at, Books.Now);
                    Assert.Equal(version, portfolio.Version(0));
                    Assert.InRange(Math.Abs(curve.At(at) - exact), 0, curve.Error);
                }
            },
            iter: 60);

    private static PortfolioDelta Portfolio(params OptionRow[] rows) =>
        Books.Portfolio(DeltaConvention.Spot, Rate, Carry, rows: rows);

    private static OptionValue Exact(OptionRow row, double price, long now)
    {
        double years = (row.ExpiryNanos - now) / (double)Books.Year;
        return OptionPricer.Value(
            OptionTerms.Of(
                row, new ExpiryMarket(now, years, price, price * Math.Exp(Carry * years), Rate, Rate - Carry)));
    }
}
