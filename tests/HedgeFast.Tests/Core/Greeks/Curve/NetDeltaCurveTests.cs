using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Curve;

namespace HedgeFast.Tests.Core.Greeks.Curve;

public sealed class NetDeltaCurveTests
{
    private const long Hour = 3_600_000_000_000;

    // Options of an hour, a day and longer, near the money and far from it.
    private static readonly Gen<OptionRow> GenRow = Gen.Select(
        Gen.OneOf(
            Books.Now + (Hour / 2), Books.Now + Hour, Books.Now + (24 * Hour), Books.Now + (30 * 24 * Hour),
            Books.Now + Books.Year),
        Gen.Double[57_000, 63_000], Gen.Double[-50, 50], Gen.Double[0.3, 1.2], Gen.Bool, Gen.Int[0, 9],
        (expiry, strike, quantity, volatility, isCall, kind) => kind == 0
            ? Books.Row(isCall, strike, expiry, volatility * 60_000, quantity, OptionModel.Bachelier)
            : Books.Row(isCall, strike, expiry, volatility, quantity));

    private static readonly Gen<OptionRow[]> GenRows = GenRow.Array[1, 300].Select(
        rows => rows.Select((row, i) => row with { Symbol = "S" + i }).ToArray());

    [Fact]
    public void The_curve_is_within_its_certified_error_of_the_exact_revaluation() =>
        Gen.Select(
            GenRows, Gen.Double[59_000, 61_000],
            Gen.OneOf(DeltaConvention.Forward, DeltaConvention.Spot, DeltaConvention.NetTransaction),
            Gen.Double[-0.1, 0.1], Gen.Int[0, 1 << 20]).Sample(
            (rows, price, convention, carry, seed) =>
            {
                if (convention == DeltaConvention.NetTransaction)
                    rows = [.. rows.Where(row => row.Model != OptionModel.Bachelier)];
                PortfolioDelta portfolio = Books.Portfolio(convention, 0.02, carry, rows: rows);
                portfolio[0].Revalue(price, Books.Now);
                NetDeltaCurve curve = Build(portfolio, price, 1e-6);
                Assert.Equal(portfolio[0].Version, curve.Version);
                Assert.True(
                    curve.HighPrice - curve.LowPrice > 0.002 * price, $"window {curve.LowPrice} to {curve.HighPrice}");
                Assert.InRange(curve.Error, 0, 2e-6);
                Random random = new(seed);
                for (int i = 0; i < 60; i++)
                {
                    double at = curve.LowPrice
                        + ((curve.HighPrice - curve.LowPrice) * (i < 2 ? i : random.NextDouble()));
                    double difference = Math.Abs(curve.At(at) - portfolio[0].Revalue(at, Books.Now));
                    Assert.True(difference <= curve.Error, $"{difference:R} at {at:R}, certified {curve.Error:R}");
                }
            },
            iter: 300);

    [Fact]
    public void The_certified_error_is_at_most_a_thousand_times_the_true_one()
    {
        // One option of half an hour on a window that is wide for it: what the bound allows and what interpolation
        // really loses are of one size.
        PortfolioDelta portfolio = Books.Portfolio(
            DeltaConvention.Forward, rows: Books.Row(true, 60_000, Books.Now + (Hour / 12), 0.4));
        portfolio[0].Revalue(60_000, Books.Now);
        NetDeltaCurve curve = Build(portfolio, 60_000, 1);
        double worst = 0;
        for (double at = curve.LowPrice; at <= curve.HighPrice; at += 0.1)
            worst = Math.Max(worst, Math.Abs(curve.At(at) - portfolio[0].Revalue(at, Books.Now)));
        Assert.InRange(worst, curve.Error / 1000, curve.Error);
    }

    [Fact]
    public void Slopes_and_bounds_agree_with_differences() =>
        Gen.Select(GenRows, Gen.OneOf(DeltaConvention.Forward, DeltaConvention.NetTransaction)).Sample(
            (rows, convention) =>
            {
                if (convention == DeltaConvention.NetTransaction)
                    rows = [.. rows.Where(row => row.Model != OptionModel.Bachelier)];
                PortfolioDelta portfolio = Books.Portfolio(convention, rows: rows);
                portfolio[0].Revalue(60_000, Books.Now);
                NetDeltaCurve curve = Build(portfolio, 60_000, 1e-6);
                for (int i = 1; i < 20; i++)
                {
                    double at = curve.LowPrice + ((curve.HighPrice - curve.LowPrice) * i / 20);
                    const double h = 0.5;
                    double slope = (curve.At(at + h) - curve.At(at - h)) / (2 * h);
                    double bend = (curve.SlopeAt(at + h) - curve.SlopeAt(at - h)) / (2 * h);
                    Assert.Equal(slope, curve.SlopeAt(at), 1e-3 * (Math.Abs(slope) + (curve.BendMax * 100)));
                    Assert.InRange(Math.Abs(bend), 0, (curve.BendMax * (1 + 1e-6)) + 1e-12);
                    Assert.InRange(Math.Abs(curve.At(at)), 0, curve.ValueMax * (1 + 1e-12));
                }
            },
            iter: 100);

    [Fact]
    public void An_option_that_is_too_steep_gets_no_curve()
    {
        PortfolioDelta portfolio = Books.Portfolio(
            DeltaConvention.Forward, rows: Books.Row(true, 60_000, Books.Now + 1_000, 0.001));
        portfolio[0].Revalue(60_000, Books.Now);
        NetDeltaCurve curve = new(portfolio[0].CurveSources());
        CurveBuilder builder = new(curve, 1e-6);
        Run(builder, 60_000, portfolio[0].Version);
        Assert.Equal(-1, curve.Version);
        Assert.Equal(portfolio[0].Version, builder.LastBegun);
    }

    [Fact]
    public void A_curve_step_is_small_for_any_book()
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 5_000).Select(
                i =>
                    Books.Row(
                        i % 2 == 0, 40_000 + (i * 8), Books.Now + ((1 + (i % 4)) * 24 * Hour),
                        0.6) with { Symbol = "S" + i }),
        ];
        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.Forward, rows: rows);
        portfolio[0].Revalue(60_000, Books.Now);
        NetDeltaCurve curve = new(portfolio[0].CurveSources());
        int slices = Run(new CurveBuilder(curve, 1e-6), 60_000, portfolio[0].Version);

        // 40 groups of 128 options for the bound, each block of options at 24 nodes, and the turns from phase to phase.
        int block = portfolio.Kernel.OptionsPerMicrosecond;
        int sums = 24 * ((5_000 + block - 1) / block);
        Assert.InRange(slices, 40 + sums, 40 + sums + 8);
        Assert.Equal(portfolio[0].Revalue(60_100, Books.Now), curve.At(60_100), curve.Error);
    }

    internal static NetDeltaCurve Build(PortfolioDelta portfolio, double price, double tolerance)
    {
        NetDeltaCurve curve = new(portfolio[0].CurveSources());
        Run(new CurveBuilder(curve, tolerance), price, portfolio[0].Version);
        return curve;
    }

    private static int Run(CurveBuilder builder, double price, long version)
    {
        builder.Begin(price, version);
        int groups = 0;
        for (; builder.IsBuilding; groups++)
            builder.Step();
        return groups;
    }
}
