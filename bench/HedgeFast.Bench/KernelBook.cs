using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Bench;

/// <summary>The book that kernel benchmarks revalue: coin-settled options of one underlying, eight expiries, seeded.</summary>
internal static class KernelBook
{
    /// <summary>Valuation time, UTC nanoseconds.</summary>
    public const long Now = 1_723_161_257_000_000_000;

    private const long NanosPerDay = 86_400_000_000_000;

    /// <summary>The prices a benchmark walks over; each differs from the one before.</summary>
    public static double Price(int step) => 61_700 + (0.5 * (step & 255));

    /// <summary>A book of <paramref name="options"/> options.</summary>
    public static OptionBook Create(int options)
    {
        Random random = new(1);
        List<OptionRow> rows = [];
        for (int i = 0; i < options; i++)
        {
            rows.Add(new OptionRow(
                "O" + i, "BTC", i % 2 == 0 ? OptionType.Call : OptionType.Put, 30_000 + (100 * random.Next(700)), Now + ((1 + (33 * (i % 8))) * NanosPerDay),
                SettlementKind.Inverse, OptionModel.Black76, random.Next(1, 50) * (random.Next(3) == 0 ? 0.1 : -0.1), 1, 0.4 + (0.4 * random.NextDouble())));
        }

        return OptionBook.Create(rows, ["BTC"]);
    }

    /// <summary>Its portfolio under one instruction set.</summary>
    public static PortfolioDelta Portfolio(OptionBook book, DeltaKernel kernel) =>
        new(book, [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, 1_000_000_000)], kernel);

    /// <summary>Largest difference of any option's delta, per unit, from the plain formula.</summary>
    /// <exception cref="InvalidOperationException">It is beyond 1e-12: there is nothing to time then.</exception>
    public static double Prove(OptionBook book, PortfolioDelta portfolio)
    {
        double[] expected = new double[book.Count];
        double worst = 0;
        for (int step = 0; step < 256; step += 17)
        {
            ScalarFormula.Revalue(book, Price(step), Now, expected);
            portfolio.Revalue(0, Price(step), Now);
            for (int i = 0; i < expected.Length; i++)
                worst = Math.Max(worst, Math.Abs((expected[i] - portfolio.Deltas[i]) / book.Quantities[i]));
        }

        return worst <= 1e-12 ? worst : throw new InvalidOperationException($"{portfolio.Kernel.Name} is off by {worst}.");
    }
}
