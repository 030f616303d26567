using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks.Averages;

/// <summary>
/// One digest over the deltas of a book through its averaging window, written down, as <see cref="KernelDigestTests"/>
/// has of others; run again under each instruction set.
/// </summary>
public sealed class AveragedDigestTests
{
    private const long Second = 1_000_000_000;
    private const ulong Digest = 0x2dcf0d6d1a4bcf85;

    public static TheoryData<string> Kernels => ExpansionKernelTests.Kernels;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_kernel_gives_the_same_bits_through_the_window(string name)
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 61).Select(
                i => Row(i % 2 == 0, 59_000 + (i * 33), "L" + i) with { Quantity = (i % 13) - 6.3 }),
            Row(true, 1, "certain"),
            Row(false, 1, "nothing"),
        ];
        StateDigest digest = default;
        foreach (DeltaConvention convention in Enum.GetValues<DeltaConvention>())
        {
            PortfolioDelta portfolio = AveragedPortfolioTests.Make(convention, 0.01, DeltaKernel.Choose(name), rows);
            for (int i = 0; i <= 400; i++)
            {
                double price = 60_000 + ((i * 37) % 100);
                long time = AveragedPortfolioTests.Expiry - (2_000 * Second) + (i * 5_010_000_000L);
                portfolio[0].Observe(price, time);
                digest.Add(portfolio[0].Revalue(price, time));
                foreach (double delta in portfolio.Deltas)
                    digest.Add(delta);
            }

            Assert.Equal(AverageState.Complete, portfolio[0].Averages.All[0].State);
        }

        Assert.Equal($"{Digest:x16}", $"{digest.Value:x16}");
    }

    private static OptionRow Row(bool isCall, double strike, string symbol) =>
        AveragedPortfolioTests.Row(isCall, strike) with { Symbol = symbol };
}
