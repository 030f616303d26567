using System.Runtime.CompilerServices;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks;

/// <summary>
/// The expansions of one range of options. Every block of 64 has a point of its own and its own reach, so that options
/// near expiry, whose reach is short, are computed exactly again without the others. Neighbours in the book share an
/// expiry; that is why a block's reach is near that of each of its options.
/// </summary>
internal sealed class Expansions
{
    private const int BlockOptions = 64;

    private readonly TermsRange _range;
    private readonly ExpansionKernel _kernel;
    private readonly AlignedDoubles _coefficients;
    private readonly AlignedDoubles _lanes = new(ExpansionKernel.Lanes);
    private readonly Block[] _blocks;

    /// <summary>Allocates everything that later calls need.</summary>
    public Expansions(TermsRange range, ExpansionKernel kernel)
    {
        _range = range;
        _kernel = kernel;
        _coefficients = new AlignedDoubles(
            (range.Count + ExpansionKernel.Lanes - 1) / ExpansionKernel.Lanes * ExpansionKernel.GroupDoubles);
        _blocks = new Block[(range.Count + BlockOptions - 1) / BlockOptions];
        Forget();
    }

    /// <summary>Exact computations of a block since the start.</summary>
    public long Expanded { get; private set; }

    /// <summary>The terms have changed: no expansion holds any more.</summary>
    public void Forget() => Array.Fill(_blocks, new Block { Reach = double.NaN });

    /// <summary>Deltas of the range; returns their sum.</summary>
    /// <param name="level">L, finite.</param>
    /// <param name="scale">Factor common to the range.</param>
    /// <param name="delta">First delta.</param>
    public double Follow(double level, double scale, ref double delta)
    {
        _lanes.Span.Clear();
        ref double lanes = ref _lanes.First;
        ref double coefficients = ref _coefficients.First;
        for (int i = 0; i < _blocks.Length; i++)
        {
            ref Block block = ref _blocks[i];

            // Written so that NaN, the reach of a block without an expansion, fails.
            if (!(Math.Abs(level - block.Level) <= block.Reach))
                Expand(i, level);
            int start = i * BlockOptions;
            _kernel.Follow(
                level - block.Level, scale,
                in Unsafe.Add(
                    ref coefficients, i * (BlockOptions / ExpansionKernel.Lanes) * ExpansionKernel.GroupDoubles),
                ref Unsafe.Add(ref delta, start), Math.Min(BlockOptions, _range.Count - start), ref lanes);
        }

        return DeltaKernel.Fold(_lanes.Span);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Expand(int index, double level)
    {
        int start = index * BlockOptions;
        int count = Math.Min(BlockOptions, _range.Count - start);
        ref Block block = ref _blocks[index];
        if (double.IsNaN(block.Reach))
            block.Reach = ReachOf(_range.B.Span.Slice(start, count));
        block.Level = level;
        Expanded++;
        _kernel.Expand(
            level, in Unsafe.Add(ref _range.A.First, start), in Unsafe.Add(ref _range.B.First, start),
            in Unsafe.Add(ref _range.W.First, start),
            ref Unsafe.Add(ref _coefficients.First, start / ExpansionKernel.Lanes * ExpansionKernel.GroupDoubles),
            count);
    }

    // |y| <= 1/182 for the steepest option; expired options have b = 0 and no limit.
    private static double ReachOf(ReadOnlySpan<double> slopes)
    {
        double steepest = 0;
        foreach (double slope in slopes)
            steepest = Math.Max(steepest, Math.Abs(slope));
        return ExpansionKernel.Reach * PhiTable.SegmentsPerUnit / steepest;
    }

    private struct Block
    {
        public double Level;
        public double Reach;
    }
}
