using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// <see cref="Phi.At"/> eight at a time: every element has the bits that the scalar form gives, on every machine.
/// </summary>
internal static class VectorPhi
{
    /// <summary>Phi of each element.</summary>
    public static Vector512<double> At(Vector512<double> x)
    {
        Vector512<double> u = x * FinePhiTable.SegmentsPerUnit;
        Vector512<double> magnitude = Vector512.Abs(u);
        Vector512<double> end = Vector512.Create(PhiTable.UpperEnd);
        magnitude = Vector512.ConditionalSelect(Vector512.GreaterThan(magnitude, end), end, magnitude);
        Vector512<double> shifted = magnitude + Vector512.Create(PhiTable.Rounder);
        Vector512<double> t = magnitude - (shifted - Vector512.Create(PhiTable.Rounder));
        Vector512<long> segment = shifted.AsInt64() & Vector512.Create(PhiTable.Segments - 1L);

        Vector512<double> p = Pick(FinePhiTable.Degree, segment);
        for (int degree = FinePhiTable.Degree - 1; degree >= 0; degree--)
            p = Vector512.FusedMultiplyAdd(p, t, Pick(degree, segment));

        Vector512<double> half = Vector512.Create(0.5);
        p = Vector512.ConditionalSelect(Vector512.GreaterThan(p, half), half, p);
        return half + Vector512.ConditionalSelect(Vector512.LessThan(u, Vector512<double>.Zero), -p, p);
    }

    private static Vector512<double> Pick(int degree, Vector512<long> segment)
    {
        ReadOnlySpan<double> row = FinePhiTable.ByDegree.Span.Slice(degree * PhiTable.Segments, PhiTable.Segments);
        if (Avx512F.IsSupported)
            return Avx512F.PermuteVar8x64x2(Vector512.Create(row[..8]), segment, Vector512.Create(row[8..]));
        return Vector512.Create(
            row[(int)segment[0]], row[(int)segment[1]], row[(int)segment[2]], row[(int)segment[3]],
            row[(int)segment[4]], row[(int)segment[5]], row[(int)segment[6]], row[(int)segment[7]]);
    }
}
