namespace HedgeFast.Core.Greeks;

/// <summary>
/// Each option's delta as a polynomial in the distance of L from the point where it was last exact: five loads, four fused multiply-adds and no Phi.
/// <para>Derivation. With <c>u = b L0 + a</c> in segments, <c>x = h u</c> the argument of Phi and <c>y = h b (L - L0)</c>, Taylor's theorem gives
/// <c>Phi(x + y) = Phi + phi (y - x y^2/2 + (x^2 - 1) y^3/6 - (x^3 - 3x) y^4/24) + R</c>, the factors being Hermite polynomials (Abramowitz and Stegun 26.2.31), and
/// <c>|R| &lt;= max|(x^4 - 6 x^2 + 3) phi(x)| |y|^5 / 120 = 3 / sqrt(2 pi) / 120 |y|^5 &lt; .0099736 |y|^5</c>: below 5.0e-14 for <c>|y| &lt;= 1/182</c>, which
/// <see cref="Expansions"/> checks at every step. phi is the derivative of the polynomial that is Phi here; its error of less than 1e-13 enters with a factor y.
/// Both roundings included, an expanded delta is within <see cref="MaxError"/> |w s| of the exact kernel's.</para>
/// <para>Coefficients lie in groups of eight options: eight of degree 0, eight of degree 1 and so on to degree 4. The order of summation is that of
/// <see cref="DeltaKernel"/>. All kernels give the same bits.</para>
/// </summary>
internal abstract class ExpansionKernel
{
    /// <summary>Largest |y| of an expansion.</summary>
    public const double Reach = 1.0 / 182;

    /// <summary>Error of an expanded delta for |w s| = 1 within <see cref="Reach"/>.</summary>
    public const double MaxError = 1e-13;

    /// <summary>Options in a group.</summary>
    public const int Lanes = 8;

    /// <summary>Doubles in a group: five coefficients of eight options.</summary>
    public const int GroupDoubles = 5 * Lanes;

    /// <summary>Width of a segment: argument of Phi per unit of u.</summary>
    protected const double Width = 1 / PhiTable.SegmentsPerUnit;

    /// <summary>Computes the coefficients at a point.</summary>
    /// <param name="level">L0.</param>
    /// <param name="a">First a, in segments; readable up to the next multiple of eight, like <paramref name="b"/> and <paramref name="w"/>.</param>
    /// <param name="b">First b.</param>
    /// <param name="w">First weight.</param>
    /// <param name="coefficients">First group; whole groups are written.</param>
    /// <param name="count">Options.</param>
    public abstract void Expand(double level, ref readonly double a, ref readonly double b, ref readonly double w, ref double coefficients, int count);

    /// <summary>Evaluates the expansions.</summary>
    /// <param name="distance">L - L0.</param>
    /// <param name="scale">s.</param>
    /// <param name="coefficients">First group.</param>
    /// <param name="delta">First delta; exactly <paramref name="count"/> are written.</param>
    /// <param name="count">Options.</param>
    /// <param name="lanes">Eight running sums, to which each option's delta is added.</param>
    public abstract void Follow(double distance, double scale, ref readonly double coefficients, ref double delta, int count, ref double lanes);
}
