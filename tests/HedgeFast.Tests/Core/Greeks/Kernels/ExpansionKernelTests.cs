using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks.Kernels;

public sealed class ExpansionKernelTests
{
    private static readonly ScalarExpansionKernel Scalar = new();

    public static TheoryData<string> Vectors => DeltaKernelTests.Vectors;

    public static TheoryData<string> Kernels =>
    [
        .. DeltaKernel.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name),
    ];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Arbitrary_inputs_give_the_bits_of_the_scalar_twin(string name)
    {
        ExpansionKernel vector = DeltaKernelTests.Supported(name).Expansion;
        Gen<double> genAny = Gen.OneOf(
            Gen.Double[-40, 40], Gen.Double,
            Gen.OneOf(0.0, -0.0, 0.5, 15.5, -15.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity));
        Gen.Select(
            genAny.Array[1, 150], Gen.Double[-20, 20], Gen.Double[0.001, 3], Gen.Double[-0.01, 0.01],
            Gen.Int[0, 1000]).Sample(
            (u, level, scale, distance, salt) =>
            {
                int padded = (u.Length + 7) / 8 * 8;
                double[] a = new double[padded], b = new double[padded], w = new double[padded];
                for (int i = 0; i < u.Length; i++)
                    (a[i], b[i], w[i]) = (u[i], (((i + salt) % 5) - 2) * 0.7, (((i * 7) + salt) % 11) - 5);

                double[] expected = new double[padded * 4], actual = new double[padded * 4];
                Scalar.Expand(level, in a[0], in b[0], in w[0], ref expected[0], u.Length);
                vector.Expand(level, in a[0], in b[0], in w[0], ref actual[0], u.Length);
                Bits.AssertSame(expected, actual);

                double[] expectedDeltas = new double[padded + 1],
                    actualDeltas = new double[padded + 1],
                    expectedLanes = new double[8],
                    actualLanes = new double[8];
                Array.Fill(expectedLanes, 0.25);
                Array.Fill(actualLanes, 0.25);
                Scalar.Follow(distance, scale, in expected[0], ref expectedDeltas[0], u.Length, ref expectedLanes[0]);
                vector.Follow(distance, scale, in expected[0], ref actualDeltas[0], u.Length, ref actualLanes[0]);
                Bits.AssertSame(expectedDeltas, actualDeltas);
                Bits.AssertSame(expectedLanes, actualLanes);
                Assert.All(actualDeltas[u.Length..], delta => Assert.Equal(0, delta));
            },
            iter: 3_000);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Following_any_walk_stays_within_the_promised_error_of_revaluing(string name)
    {
        DeltaKernel kernel = DeltaKernel.Choose(name);
        Gen.Select(Books.GenRows, Gen.Double[30_000, 100_000], Gen.Double[1e-6, 0.02], Gen.Int[0, 1 << 20]).Sample(
            (rows, start, step, seed) =>
            {
                OptionBook book = OptionBook.Create(rows, ["BTC", "ETH"]);
                PortfolioDelta followed = Portfolio(book, kernel), exact = Portfolio(book, kernel);
                Random random = new(seed);
                double price = start;
                long time = Books.Now;
                for (int i = 0; i < 30; i++)
                {
                    price *= 1 + (step * ((2 * random.NextDouble()) - 1));
                    time += random.Next(300);
                    double net = followed.Follow(0, price, time);
                    double expected = exact.Revalue(0, price, time);
                    double weights = 0;
                    for (int option = 0; option < book.Count; option++)
                    {
                        double weight = Math.Abs(book.Quantities[option]);
                        weights += book.Slices[^1].Underlying == 0
                            || option < book.Slices.ToArray()
                                .Where(slice => slice.Underlying == 0)
                                .Sum(slice => slice.Count)
                            ? weight
                            : 0;
                        // Weights of 1e-300 have deltas, and sums of deltas, that are no normal numbers any more.
                        Assert.InRange(
                            Math.Abs(followed.Deltas[option] - exact.Deltas[option]), 0,
                            (weight * PortfolioDelta.FollowError) + 1e-300);
                    }

                    Assert.InRange(Math.Abs(net - expected), 0, (2 * weights * PortfolioDelta.FollowError) + 1e-300);
                    Assert.InRange(Math.Abs(net - expected), 0, followed.FollowErrorAt(0, price));
                }
            },
            iter: 300);
    }

    [Fact]
    public void An_impossible_price_is_not_a_number_and_changes_nothing()
    {
        PortfolioDelta portfolio = Books.Portfolio(
            DeltaConvention.Forward, rows: Books.Row(true, 60_000, Books.Now + Books.Year, 0.6));
        double good = portfolio.Follow(0, 60_000, Books.Now);
        Assert.True(double.IsNaN(portfolio.Follow(0, double.NaN, Books.Now)));
        Assert.True(double.IsNaN(portfolio.Follow(0, -1, Books.Now)));
        Assert.Equal(good, portfolio.Follow(0, 60_000, Books.Now));
    }

    [Fact]
    public void A_block_is_exact_again_only_when_the_price_has_left_it()
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 200).Select(
                i => Books.Row(true, 50_000 + (i * 100), Books.Now + (Books.Year / 12), 0.6) with { Symbol = "S" + i }),
        ];
        UnderlyingTerms terms = new(
            OptionBook.Create(rows, ["BTC"]), 0, DeltaConvention.Forward, new UnderlyingCarry(0, 0, 1_000_000_000));
        terms.Prepare(DeltaKernel.Choose(), Books.Now);
        Expansions expansions = new(terms.Lognormal, DeltaKernel.Choose().Expansion);
        double[] deltas = new double[200];
        for (int i = 0; i < 100; i++)
            expansions.Follow(1e-6 * i, 1, ref deltas[0]);
        Assert.Equal(4, expansions.Expanded);
        expansions.Follow(0.02, 1, ref deltas[0]);
        Assert.Equal(8, expansions.Expanded);
        expansions.Forget();
        expansions.Follow(0.02, 1, ref deltas[0]);
        Assert.Equal(12, expansions.Expanded);
    }

    private static PortfolioDelta Portfolio(OptionBook book, DeltaKernel kernel) =>
        new(
            book, [DeltaConvention.Forward, DeltaConvention.Forward],
            [new UnderlyingCarry(0, 0.01, 1_000), new UnderlyingCarry(0, 0, 1_000)], kernel);
}
