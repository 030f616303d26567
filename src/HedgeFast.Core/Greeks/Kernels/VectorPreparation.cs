using System.Runtime.Intrinsics;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// The preparation of a, b and w, several options at a time. The tail of a slice overlaps options already done, which
/// changes nothing.
/// </summary>
internal static class VectorPreparation
{
    private const int Width = 4;

    /// <summary>See <see cref="DeltaKernel.Prepare"/>; all spans have one length.</summary>
    public static void Run(
        in ExpiryTerms terms, ReadOnlySpan<double> level, ReadOnlySpan<double> slope, ReadOnlySpan<double> shift,
        ReadOnlySpan<double> weight,
        Span<double> a, Span<double> b, Span<double> w)
    {
        int count = level.Length;
        if (count < Width)
        {
            ScalarDeltaKernel.PrepareEach(in terms, level, slope, shift, weight, a, b, w);
            return;
        }

        Vector256<double> offset = Vector256.Create(terms.Offset);
        Vector256<double> root = Vector256.Create(terms.RootTime);
        Vector256<double> inverseRoot = Vector256.Create(terms.InverseRootTime);
        Vector256<double> growth = Vector256.Create(terms.Growth);
        Vector256<double> factor = Vector256.Create(terms.Factor);
        for (int i = 0; i < count; i += Width)
        {
            int at = Math.Min(i, count - Width);
            Vector256<double> steepness = Vector256.Create(slope.Slice(at, Width)) * inverseRoot;
            Vector256<double> distance = offset - Vector256.Create(level.Slice(at, Width));
            Vector256.FusedMultiplyAdd(
                distance, steepness, Vector256.Create(shift.Slice(at, Width)) * root).CopyTo(a.Slice(at, Width));
            (steepness * growth).CopyTo(b.Slice(at, Width));
            (Vector256.Create(weight.Slice(at, Width)) * factor).CopyTo(w.Slice(at, Width));
        }
    }
}
