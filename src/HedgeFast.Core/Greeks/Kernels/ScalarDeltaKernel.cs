using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// The specification of every other kernel: one option at a time, in the eight-lane order of summation.
/// </summary>
internal sealed class ScalarDeltaKernel : DeltaKernel
{
    /// <inheritdoc/>
    public override string Name => "scalar";

    /// <inheritdoc/>
    public override bool IsSupported => true;

    /// <inheritdoc/>
    internal override int OptionsPerMicrosecond => 128;

    /// <inheritdoc/>
    internal override ExpansionKernel Expansion { get; } = new ScalarExpansionKernel();

    /// <inheritdoc/>
    internal override double Revalue(
        double level, double scale, ref readonly double a, ref readonly double b, ref readonly double w,
        ref double delta, int count)
    {
        Span<double> lane = stackalloc double[Lanes];
        lane.Clear();
        for (int i = 0; i < count; i++)
        {
            double u = Math.FusedMultiplyAdd(At(in b, i), level, At(in a, i));
            double d = At(in w, i) * scale * Phi.AtSegmentUnits(u);
            Unsafe.Add(ref delta, i) = d;
            lane[i & (Lanes - 1)] += d;
        }

        return Fold(lane);
    }

    /// <inheritdoc/>
    internal override void Prepare(
        in ExpiryTerms terms, ReadOnlySpan<double> level, ReadOnlySpan<double> slope, ReadOnlySpan<double> shift,
        ReadOnlySpan<double> weight,
        Span<double> a, Span<double> b, Span<double> w) => PrepareEach(in terms, level, slope, shift, weight, a, b, w);

    /// <summary>The preparation one option at a time; also for slices too short for a vector.</summary>
    internal static void PrepareEach(
        in ExpiryTerms terms, ReadOnlySpan<double> level, ReadOnlySpan<double> slope, ReadOnlySpan<double> shift,
        ReadOnlySpan<double> weight,
        Span<double> a, Span<double> b, Span<double> w)
    {
        for (int i = 0; i < level.Length; i++)
        {
            double steepness = slope[i] * terms.InverseRootTime;
            a[i] = Math.FusedMultiplyAdd(terms.Offset - level[i], steepness, shift[i] * terms.RootTime);
            b[i] = steepness * terms.Growth;
            w[i] = weight[i] * terms.Factor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At(ref readonly double first, int i) => Unsafe.Add(ref Unsafe.AsRef(in first), i);
}
