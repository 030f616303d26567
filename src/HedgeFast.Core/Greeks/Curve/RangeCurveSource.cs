using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks.Curve;

/// <summary>
/// The options of one range as a source of the net-delta curve: the same kernel on the same terms, block by block.
/// </summary>
internal sealed class RangeCurveSource(TermsRange range, DeltaKernel kernel, bool dividesByPrice) : ICurveSource
{
    private readonly AlignedDoubles _scratch = new(Math.Min(range.Count, kernel.OptionsPerMicrosecond));

    /// <inheritdoc/>
    public int Count => range.Count;

    /// <inheritdoc/>
    public int SumBlock => kernel.OptionsPerMicrosecond;

    /// <inheritdoc/>
    public int BoundBlock => 128; // Some seven nanoseconds an option.

    /// <inheritdoc/>
    public LevelKind Kind => range.Kind == ExpiryKind.Lognormal ? LevelKind.Logarithm : LevelKind.Difference;

    /// <inheritdoc/>
    public double Reference => range.Reference;

    /// <inheritdoc/>
    public bool DividesByPrice => dividesByPrice;

    /// <inheritdoc/>
    public double Sum(double level, int start, int count) => kernel.Revalue(
        level, 1, in Unsafe.Add(ref range.A.First, start), in Unsafe.Add(ref range.B.First, start),
        in Unsafe.Add(ref range.W.First, start), ref _scratch.First, count);

    /// <inheritdoc/>
    public void AddBound(ref CurveBound bound, int start, int count)
    {
        Span<double> a = range.A.Span, b = range.B.Span, w = range.W.Span;
        for (int i = start; i < start + count; i++)
            bound.Add(a[i], b[i], w[i]);
    }
}
