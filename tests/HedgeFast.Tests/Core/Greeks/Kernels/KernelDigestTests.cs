using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests.Core.Greeks.Kernels;

/// <summary>
/// One digest over the bits of many deltas, written down: every kernel, machine and switch of the runtime has to give
/// it. <see cref="InstructionSetTests"/> runs this class again with instruction sets forced and switched off.
/// </summary>
public sealed class KernelDigestTests
{
    private const ulong Digest = 0xa6b1d19b5d80350a;

    public static TheoryData<string> Kernels => ExpansionKernelTests.Kernels;

    [Fact]
    public void The_environment_chooses_the_kernel()
    {
        string? named = Environment.GetEnvironmentVariable(DeltaKernel.EnvironmentVariable);
        DeltaKernel expected = DeltaKernel.All.First(
            kernel => string.IsNullOrEmpty(named) ? kernel.IsSupported : kernel.Name == named);
        Assert.Same(expected, DeltaKernel.Choose());
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_kernel_gives_the_same_bits_as_anywhere(string name)
    {
        OptionBook book = OptionBook.Create(Rows(), ["BTC"]);
        UnderlyingCarry carry = new(0.02, 0.01, 1_000_000_000);
        PortfolioDelta exact = new(book, [DeltaConvention.Spot], [carry], DeltaKernel.Choose(name));
        PortfolioDelta followed = new(book, [DeltaConvention.Spot], [carry], DeltaKernel.Choose(name));
        StateDigest digest = default;
        for (int i = 0; i < 200; i++)
        {
            double price = 60_000 + (((i * 37) % 100) * (i % 10 == 0 ? 20 : 0.1));
            long time = Books.Now + (i * 50_000_000L);
            digest.Add(exact[0].Revalue(price, time));
            digest.Add(followed[0].Follow(price, time));
            foreach (double delta in exact.Deltas)
                digest.Add(delta);
            foreach (double delta in followed.Deltas)
                digest.Add(delta);
        }

        Assert.Equal($"{Digest:x16}", $"{digest.Value:x16}");
    }

    // Of both kinds, without a random generator that could change.
    private static OptionRow[] Rows() =>
    [
        .. Enumerable.Range(0, 203).Select(
            i =>
                Books.Row(
                    i % 2 == 0, 40_000 + (i * 211), Books.Now + ((1 + (i % 7)) * Books.Year / 1_000), 0.4 + (0.003 * i),
                    (i % 13) - 6.3) with { Symbol = "L" + i }),
        .. Enumerable.Range(0, 29).Select(
            i =>
                Books.Row(
                    i % 3 == 0, 50_000 + (i * 700), Books.Now + (Books.Year / 12), 20_000 + (100 * i), (i % 5) - 2.1,
                    OptionModel.Bachelier) with { Symbol = "N" + i }),
    ];
}
