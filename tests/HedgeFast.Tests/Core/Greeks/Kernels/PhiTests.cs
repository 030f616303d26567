using System.Globalization;
using CsCheck;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks.Kernels;

public sealed class PhiTests
{
    private const double Allowed = 3e-16;

    [Fact]
    public void Limits_are_exact()
    {
        Assert.Equal(0, Phi.At(double.NegativeInfinity));
        Assert.Equal(1, Phi.At(double.PositiveInfinity));
        Assert.Equal(0, Phi.At(-double.MaxValue));
        Assert.Equal(1, Phi.At(double.MaxValue));
        Assert.Equal(0.5, Phi.At(0));
        Assert.Equal(0.5, Phi.At(-0.0));
        Assert.Equal(0.5, Phi.At(double.Epsilon));
        Assert.True(double.IsNaN(Phi.At(double.NaN)));
        Assert.True(double.IsNaN(Phi.At(-double.NaN)));
    }

    [Fact]
    public void Error_is_bounded_on_a_dense_grid()
    {
        for (double x = -9; x <= 9; x += 0.0029)
            AssertClose(x);
    }

    [Fact]
    public void Error_is_bounded_where_segments_meet_and_at_odd_doubles()
    {
        for (int segment = 0; segment <= 16; segment++)
        {
            double edge = (segment - 0.5) / FinePhiTable.SegmentsPerUnit;
            double[] near =
            [
                edge, Math.BitIncrement(edge), Math.BitDecrement(edge), edge + 1e-12, edge - 1e-12,
                segment / FinePhiTable.SegmentsPerUnit,
            ];
            foreach (double x in near)
            {
                AssertClose(x);
                AssertClose(-x);
            }
        }

        double[] odd =
        [
            double.Epsilon, 1e-308, 1e-160, 1e-20, 1e-9, 8, 8.234375, 8.2343750000001, 8.3, 11.9, 12, 40, 1e6, 1e15,
            1e300, double.MaxValue,
        ];
        foreach (double x in odd)
        {
            AssertClose(x);
            AssertClose(-x);
        }
    }

    [Fact]
    public void The_kernels_form_has_exact_limits()
    {
        foreach (double u in (double[])[15.5, 16, 1e9, double.MaxValue, double.PositiveInfinity])
        {
            Assert.Equal(1, Phi.AtSegmentUnits(u));
            Assert.Equal(0, Phi.AtSegmentUnits(-u));
        }

        Assert.Equal(0.5, Phi.AtSegmentUnits(0));
        Assert.Equal(0.5, Phi.AtSegmentUnits(-0.0));
        Assert.True(double.IsNaN(Phi.AtSegmentUnits(double.NaN)));
    }

    [Fact]
    public void The_kernels_form_keeps_its_error()
    {
        double worst = 0;
        for (double u = -17; u <= 17; u += 0.0023)
            worst = Math.Max(worst, KernelError(u));
        for (int segment = 0; segment <= 16; segment++)
        {
            double edge = segment - 0.5;
            foreach (double u in (double[])
                [edge, Math.BitIncrement(edge), Math.BitDecrement(edge), segment, 0.5 - segment, -segment])
            {
                worst = Math.Max(worst, KernelError(u));
            }
        }

        Assert.InRange(worst, Phi.KernelError / 1.1, Phi.KernelError);
    }

    [Fact]
    public void Any_double_keeps_the_kernels_form_within_its_error_and_within_zero_and_one() =>
        Gen.Double.Where(double.IsFinite).Sample(
            u =>
            {
                Assert.InRange(Phi.AtSegmentUnits(u), 0, 1);
                Assert.InRange(KernelError(u), 0, Phi.KernelError);
            },
            iter: 5_000);

    [Fact]
    public void The_density_is_the_normal_one()
    {
        for (double u = -15.4; u <= 15.4; u += 0.0037)
        {
            double x = u / PhiTable.SegmentsPerUnit;
            double probability = Phi.AtSegmentUnits(u, out double magnitude, out double density);
            Assert.InRange(Math.Abs(NormalReference.ErrorOf(probability, x)), 0, Allowed);
            Assert.Equal(Math.Abs(x), magnitude, 1e-14);
            Assert.Equal(Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI) / PhiTable.SegmentsPerUnit, density, 1e-13);
        }
    }

    [Fact]
    public void Any_double_gives_a_probability_near_the_reference() =>
        Gen.Double.Where(double.IsFinite).Sample(AssertClose, iter: 5_000);

    [Fact]
    public void Any_double_stays_within_zero_and_one_and_is_symmetric() =>
        Gen.Double.Sample(
            x =>
            {
                double p = Phi.At(x);
                Assert.True(double.IsNaN(x) ? double.IsNaN(p) : p is >= 0 and <= 1);
                if (!double.IsNaN(x))
                    Assert.InRange(p + Phi.At(-x), 1 - 1.2e-16, 1 + 1.2e-16);
            },
            iter: 200_000);

    [Fact]
    public void Boost_table_of_erfc()
    {
        double worst = 0;
        int rows = 0;
        foreach (string[] fields in ReferenceTable.Rows("erfc-references.csv"))
        {
            (double z, double erfc) = (ReferenceTable.Numbers(fields)[0], ReferenceTable.Numbers(fields)[1]);

            // erfc(z) = 2 Phi(-z sqrt 2); rounding the argument moves Phi by at most a few units of 1e-17.
            worst = Math.Max(worst, Math.Abs(Phi.At(-z * Math.Sqrt(2)) - (erfc / 2)));
            rows++;
        }

        Assert.Equal(500, rows);
        Assert.InRange(worst, 0, 5e-16);
    }

    private static double KernelError(double u) =>
        Math.Abs(NormalReference.ErrorOf(Phi.AtSegmentUnits(u), u / PhiTable.SegmentsPerUnit));

    private static void AssertClose(double x)
    {
        double error = NormalReference.ErrorOf(Phi.At(x), x);
        Assert.True(
            Math.Abs(error) <= Allowed, string.Create(CultureInfo.InvariantCulture, $"Phi({x:R}) is off by {error:R}"));
    }
}
