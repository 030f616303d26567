using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Allocations;

public sealed class GreeksAllocationTests
{
    private const long Second = 1_000_000_000;

    public static TheoryData<string> Kernels => [.. DeltaKernel.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Revaluing_preparing_and_refusing_allocate_nothing(string name)
    {
        PortfolioDelta portfolio = Portfolio(name);
        Assert.Equal(0, Measure(portfolio, _ => { }));
    }

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(Portfolio("scalar"), i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    private static PortfolioDelta Portfolio(string name)
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 37).Select(i => Books.Row(i % 2 == 0, 50_000 + (i * 500), Books.Now + ((1 + (i % 4)) * 1_000 * Second), 0.6, i - 20)),
            .. Enumerable.Range(0, 11).Select(i => Books.Row(i % 2 == 0, 50_000 + (i * 500), Books.Now + Books.Year, 9_000, i - 5, OptionModel.Bachelier)),
        ];
        return Books.Portfolio(DeltaConvention.Forward, carry: 0.01, kernel: DeltaKernel.Choose(name), rows: rows);
    }

    private static long Measure(PortfolioDelta portfolio, Action<int> extra)
    {
        // The second round counts; the first lets the runtime compile everything, and its times pass every expiry.
        long allocated = -1;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            double sum = 0;
            for (int i = 0; i < 50_000; i++)
            {
                sum += portfolio.Revalue(0, 60_000 + (i % 100), Books.Now + (i * (Second / 10)));
                extra(i);
            }

            bool isRefused = double.IsNaN(portfolio.Revalue(0, double.NaN, Books.Now));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(isRefused && double.IsFinite(sum));
        }

        return allocated;
    }
}
