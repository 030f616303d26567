using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Allocations;

public sealed class GreeksAllocationTests
{
    private const long Second = 1_000_000_000;

    public static TheoryData<string> Kernels =>
    [
        .. DeltaKernel.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name),
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Revaluing_preparing_and_refusing_allocate_nothing(string name)
    {
        PortfolioDelta portfolio = Portfolio(name);
        Assert.Equal(0, Measure(portfolio, _ => { }));
    }

    [Theory]
    [InlineData(DeltaConvention.NetTransaction)]
    [InlineData(DeltaConvention.Futures)]
    public void Averages_and_their_exact_deltas_allocate_nothing(DeltaConvention convention)
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 37).Select(i => Row(i % 2 == 0, 59_000 + (i * 50), (2 + (i % 3)) * 1_000, i - 20)),
            Row(true, 1, 3_000, 1),
        ];
        var portfolio = new PortfolioDelta(
            OptionBook.Create(rows, ["BTC"]), [convention], [new UnderlyingCarry(0, 0, Second)], DeltaKernel.Choose(),
            settlementPerUnderlying: [SettlementDelta.Exact]);
        int running = 0;
        Assert.Equal(0, Measure(portfolio, i =>
        {
            portfolio.Observe(0, 60_000 + (i % 100), Books.Now + (i * (Second / 10)));
            running += portfolio.Averages(0).All[1].State == AverageState.Running ? 1 : 0;
        }));
        Assert.InRange(running, 35_000, 37_000);
    }

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(Portfolio("scalar"), i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    private static OptionRow Row(bool isCall, double strike, long seconds, double quantity)
    {
        OptionRow row = Books.Row(isCall, strike, Books.Now + (seconds * Second), 0.6, quantity);
        return row with { AveragingNanos = 1_800 * Second };
    }

    private static PortfolioDelta Portfolio(string name)
    {
        OptionRow[] rows =
        [
            .. Enumerable.Range(0, 37).Select(
                i =>
                    Books.Row(
                        i % 2 == 0, 50_000 + (i * 500), Books.Now + ((1 + (i % 4)) * 1_000 * Second), 0.6, i - 20)),
            .. Enumerable.Range(0, 11).Select(
                i =>
                    Books.Row(
                        i % 2 == 0, 50_000 + (i * 500), Books.Now + Books.Year, 9_000, i - 5, OptionModel.Bachelier)),
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
