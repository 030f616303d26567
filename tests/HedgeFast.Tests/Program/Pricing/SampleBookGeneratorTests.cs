using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Pricing;

namespace HedgeFast.Tests.Program.Pricing;

public sealed class SampleBookGeneratorTests
{
    private static readonly long StartNanos = (SampleBookGenerator.Start - DateTime.UnixEpoch).Ticks * 100;

    [Fact]
    public void Seed_one_is_the_committed_file()
    {
        byte[] committed = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", "btc_options.csv"));
        Assert.Equal(Encoding.UTF8.GetString(committed), SampleBookGenerator.Generate(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(ulong.MaxValue)]
    public void Any_seed_gives_a_legal_short_gamma_book_opened_near_neutral(ulong seed)
    {
        string csv = SampleBookGenerator.Generate(seed);
        Assert.Equal(csv, SampleBookGenerator.Generate(seed));

        CsvReadResult<OptionRow> result = BookFile.Read(
            new StringReader(csv), "sample", new BookRules { Underlyings = ["BTC"], ValuationNanos = StartNanos });
        Assert.Empty(result.Errors);
        Assert.Equal(5_000, result.Rows.Count);
        Assert.Equal(8, result.Rows.Select(row => row.ExpiryNanos).Distinct().Count());
        Assert.All(result.Rows, row =>
        {
            Assert.Equal(SettlementKind.Inverse, row.Settlement);
            Assert.Equal(OptionModel.Black76, row.Model);
            Assert.Equal(1, row.Multiplier);
            Assert.InRange(row.Volatility, 0.25, 2);
        });

        PortfolioDelta portfolio = new(
            OptionBook.Create(result.Rows, ["BTC"]), [DeltaConvention.NetTransaction], [new(0, 0, 1_000_000_000)],
            DeltaKernel.Choose());
        double price = SampleBookGenerator.Price;
        double before = portfolio[0].Revalue(price, StartNanos);
        double after = portfolio[0].Revalue(price * 1.001, StartNanos);
        Assert.InRange(before, -20, 20);
        Assert.InRange(after - before, -10, -1);
    }

    [Fact]
    public void The_sample_book_s_net_delta_has_the_same_bits_on_every_kernel()
    {
        OptionBook book =
            OptionBook.Create(BookFile.Read(new StringReader(SampleBookGenerator.Generate(1)), "sample").Rows, ["BTC"]);
        foreach (DeltaKernel kernel in DeltaKernel.All.Where(kernel => kernel.IsSupported))
        {
            PortfolioDelta portfolio = new(
                book, [DeltaConvention.NetTransaction], [new(0.03, 0.05, 1_000_000_000)], kernel);
            double delta = portfolio[0].Revalue(61_700, StartNanos);
            Assert.Equal(-4602078461915666784, BitConverter.DoubleToInt64Bits(delta));
        }
    }

    [Fact]
    public void Seeds_differ() => Assert.NotEqual(SampleBookGenerator.Generate(1), SampleBookGenerator.Generate(2));
}
