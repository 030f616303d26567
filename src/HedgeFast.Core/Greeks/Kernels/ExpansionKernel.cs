namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// Each option's delta as a polynomial in the distance of L from the point where it was last exact: four loads, four
/// fused multiply-adds and no Phi.
/// <para>Derivation. With <c>u = b L0 + a</c> in segments, <c>x = h u</c> the argument of Phi and <c>y = h b (L -
/// L0)</c>, Taylor's theorem gives <c>Phi(x + y) = Phi + phi (y - x y^2/2 + (x^2 - 1) y^3/6 - (x^3 - 3x) y^4/24) +
/// R</c>, the factors being Hermite polynomials (Abramowitz and Stegun 26.2.31), and <c>|R| &lt;= max|(x^4 - 6 x^2 + 3)
/// phi(x)| |y|^5 / 120 = 3 / sqrt(2 pi) / 120 |y|^5 &lt; .0099736 |y|^5</c>: below 3.2e-14 for <c>|y| &lt;= 1/200</c>,
/// which <see cref="Expansions"/> checks at every step. Phi comes from <see cref="FinePhiTable"/> and phi is the
/// derivative of the same polynomial; its error of less than 1e-13 enters with a factor y. An expanded delta is within
/// 4e-14 |w s| of the truth, and within <see cref="MaxError"/> |w s| of the kernel's, which has an error of its
/// own.</para>
/// <para>Coefficients lie in groups of eight options: eight of degree 0, eight of degree 1, eight of degree 2, and
/// eight words with degree 3 in the upper half and degree 4 in the lower, each a double cut to its upper 32 bits:
/// memory is what bounds the speed, and 2^-20 of those two terms is below 8e-15. The order of summation is that of
/// <see cref="DeltaKernel"/>. All kernels give the same bits.</para>
/// </summary>
internal abstract class ExpansionKernel
{
    /// <summary>Largest |y| of an expansion.</summary>
    public const double Reach = 1.0 / 200;

    /// <summary>
    /// Largest difference of an expanded delta from the kernel's for |w s| = 1 within <see cref="Reach"/>.
    /// </summary>
    public const double MaxError = 1e-13;

    /// <summary>Options in a group.</summary>
    public const int Lanes = 8;

    /// <summary>Doubles in a group.</summary>
    public const int GroupDoubles = 4 * Lanes;

    /// <summary>The half of a word that holds degree 3; degree 4 is the other half.</summary>
    protected const long UpperHalf = unchecked((long)0xFFFF_FFFF_0000_0000);

    /// <summary>Width of a segment: argument of Phi per unit of u.</summary>
    protected const double Width = 1 / PhiTable.SegmentsPerUnit;

    /// <summary>Width of a segment of the fine table.</summary>
    protected const double FineWidth = 1 / FinePhiTable.SegmentsPerUnit;

    /// <summary>Segments of the fine table in a segment of the kernels.</summary>
    protected const double FinePerSegment = FinePhiTable.SegmentsPerUnit / PhiTable.SegmentsPerUnit;

    /// <summary>Computes the coefficients at a point.</summary>
    /// <param name="level">L0.</param>
    /// <param name="a">First a, in segments; readable up to the next multiple of eight, like <paramref name="b"/> and
    /// <paramref name="w"/>.</param>
    /// <param name="b">First b.</param>
    /// <param name="w">First weight.</param>
    /// <param name="coefficients">First group; whole groups are written.</param>
    /// <param name="count">Options.</param>
    public abstract void Expand(
        double level, ref readonly double a, ref readonly double b, ref readonly double w, ref double coefficients,
        int count);

    /// <summary>Evaluates the expansions.</summary>
    /// <param name="distance">L - L0.</param>
    /// <param name="scale">s.</param>
    /// <param name="coefficients">First group.</param>
    /// <param name="delta">First delta; exactly <paramref name="count"/> are written.</param>
    /// <param name="count">Options.</param>
    /// <param name="lanes">Eight running sums, to which each option's delta is added.</param>
    public abstract void Follow(
        double distance, double scale, ref readonly double coefficients, ref double delta, int count, ref double lanes);
}
