using BenchmarkDotNet.Attributes;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Bench;

/// <summary>Full revaluation of one underlying at a new price, every option's delta stored, under each instruction set; and beside it the plain formula.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private OptionBook _book = null!;
    private PortfolioDelta _portfolio = null!;
    private double[] _deltas = [];
    private int _step;

    /// <summary>Options in the book.</summary>
    [Params(1_000, 10_000, 100_000)]
    public int Options { get; set; }

    /// <summary>The instruction set.</summary>
    [ParamsSource(nameof(Kernels))]
    public string Isa { get; set; } = "";

    public static IEnumerable<string> Kernels => DeltaKernel.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name);

    [GlobalSetup]
    public void Setup()
    {
        _book = KernelBook.Create(Options);
        _portfolio = KernelBook.Portfolio(_book, DeltaKernel.Choose(Isa));
        _deltas = new double[Options];
        KernelBook.Prove(_book, _portfolio);
    }

    [Benchmark(Baseline = true)]
    public double Revalue() => _portfolio.Revalue(0, KernelBook.Price(_step++), KernelBook.Now);

    [Benchmark]
    public double PrepareAndRevalue()
    {
        int step = _step++;
        return _portfolio.Revalue(0, KernelBook.Price(step), KernelBook.Now + ((step & 1) * 2_000_000_000L));
    }

    [Benchmark]
    public double PlainFormula() => ScalarFormula.Revalue(_book, KernelBook.Price(_step++), KernelBook.Now, _deltas);
}
