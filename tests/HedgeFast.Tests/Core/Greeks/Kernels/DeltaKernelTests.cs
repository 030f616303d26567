using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks.Kernels;

public sealed class DeltaKernelTests
{
    private static readonly ScalarDeltaKernel Scalar = new();

    public static TheoryData<string> Vectors =>
    [
        .. DeltaKernel.All.Where(kernel => kernel is not ScalarDeltaKernel).Select(kernel => kernel.Name),
    ];

    [Fact]
    public void Choose_takes_the_widest_supported() =>
        Assert.Same(DeltaKernel.All.First(kernel => kernel.IsSupported), DeltaKernel.Choose(null));

    [Theory]
    [InlineData("scalar")]
    [InlineData("SCALAR")]
    public void Choose_honours_a_name(string name) => Assert.Equal("scalar", DeltaKernel.Choose(name).Name);

    [Fact]
    public void Choose_refuses_an_unknown_name_and_says_what_there_is()
    {
        PlatformNotSupportedException thrown = Assert.Throws<PlatformNotSupportedException>(
            () => DeltaKernel.Choose("avx3"));
        Assert.Contains("HEDGEFAST_ISA=avx3", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("scalar", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_refuses_what_the_machine_lacks()
    {
        foreach (DeltaKernel kernel in DeltaKernel.All)
        {
            if (kernel.IsSupported)
                Assert.Same(kernel, DeltaKernel.Choose(kernel.Name));
            else
            {
                Assert.Contains(
                    kernel.Name,
                    Assert.Throws<PlatformNotSupportedException>(() => DeltaKernel.Choose(kernel.Name)).Message,
                    StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Arbitrary_inputs_give_the_bits_of_the_scalar_twin(string name)
    {
        DeltaKernel vector = Supported(name);
        Gen<double> genAny = Gen.OneOf(
            Gen.Double[-40, 40], Gen.Double,
            Gen.OneOf(
                0.0, -0.0, 0.5, 15.5, -15.5, 15.499999999999998, double.NaN, double.PositiveInfinity,
                double.NegativeInfinity));
        Gen.Select(genAny.Array[1, 100], Gen.Double[-20, 20], Gen.Double[0.001, 3], Gen.Int[0, 1000]).Sample(
            (u, level, scale, salt) =>
            {
                double[] a = Padded(u.Length), b = Padded(u.Length), w = Padded(u.Length);
                for (int i = 0; i < u.Length; i++)
                {
                    a[i] = u[i];
                    b[i] = ((i + salt) % 3) - 1;
                    w[i] = ((i * 7) + salt) % 11 - 5;
                }

                AssertSame(vector, level, scale, a, b, w, u.Length);
            },
            iter: 3_000);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Every_count_writes_exactly_its_deltas(string name)
    {
        DeltaKernel vector = Supported(name);
        for (int count = 0; count <= 130; count++)
        {
            double[] a = Padded(count), b = Padded(count), w = Padded(count);
            for (int i = 0; i < count; i++)
            {
                a[i] = (i * 0.37) - 12;
                b[i] = 1 + (i * 0.01);
                w[i] = 1 - (i * 0.3);
            }

            AssertSame(vector, 0.25, 1, a, b, w, count);
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Random_books_give_the_bits_of_the_scalar_twin(string name)
    {
        DeltaKernel vector = Supported(name);
        DeltaConvention[] conventions =
        [
            DeltaConvention.Forward, DeltaConvention.Spot, DeltaConvention.Futures, DeltaConvention.NetTransaction,
        ];
        Gen.Select(
            Books.GenRows, Gen.OneOf(Gen.Double[1, 200_000], Gen.OneOf(1e-15, 1e12)), Gen.OneOf(conventions),
            Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample(
            (rows, price, convention, rate, carry) =>
            {
                if (convention == DeltaConvention.NetTransaction)
                {
                    rows =
                    [
                        .. rows.Select(
                            row =>
                                row.Model == OptionModel.Bachelier
                                    ? row with { Model = OptionModel.Bsm, Strike = 100, Volatility = 1 }
                                    : row),
                    ];
                }

                OptionBook book = OptionBook.Create(rows, ["BTC", "ETH"]);
                UnderlyingCarry[] carries = [new(rate, carry, 1_000), new(carry, rate, 1_000)];
                PortfolioDelta one = new(book, [convention, convention], carries, Scalar);
                PortfolioDelta other = new(book, [convention, convention], carries, vector);
                for (int underlying = 0; underlying < 2; underlying++)
                {
                    foreach (long later in (long[])[0, 500, 2_000_000])
                    {
                        double expected = one.Revalue(underlying, price * (1 + underlying), Books.Now + later);
                        double actual = other.Revalue(underlying, price * (1 + underlying), Books.Now + later);
                        Assert.True(double.IsFinite(expected));
                        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
                        Bits.AssertSame(one.Deltas, other.Deltas);
                    }
                }
            },
            iter: 400);
    }

    internal static DeltaKernel Supported(string name)
    {
        DeltaKernel kernel = DeltaKernel.All.Single(kernel => kernel.Name == name);
        if (!kernel.IsSupported)
            Assert.Skip($"this machine does not run {name}");
        return kernel;
    }

    private static double[] Padded(int count) => new double[(count + 7) / 8 * 8 + 8];

    private static void AssertSame(
        DeltaKernel vector, double level, double scale, double[] a, double[] b, double[] w, int count)
    {
        const double untouched = -7.25;
        double[] expected = new double[count + 9], actual = new double[count + 9];
        Array.Fill(expected, untouched);
        Array.Fill(actual, untouched);
        double sum = Scalar.Revalue(level, scale, in a[0], in b[0], in w[0], ref expected[0], count);
        double vectorSum = vector.Revalue(level, scale, in a[0], in b[0], in w[0], ref actual[0], count);
        Bits.AssertSame(expected, actual);
        Bits.AssertSame([sum], [vectorSum]);
        Assert.All(actual[count..], value => Assert.Equal(untouched, value));
    }
}
