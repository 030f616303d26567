using HedgeFast.Core.Book;

namespace HedgeFast.Core.Greeks;

/// <summary>Makes the polynomials of American options: <see cref="AmericanFormula"/> at the Chebyshev nodes of a window, and the coefficients that go through them.</summary>
/// <param name="book">The options.</param>
/// <param name="convention">Which delta.</param>
/// <param name="rate">Continuous interest rate a year.</param>
/// <param name="reference">R of L = ln(price / R).</param>
internal sealed class AmericanFit(OptionBook book, DeltaConvention convention, double rate, double reference)
{
    // cos(pi (j + 1/2) / 12), written out because the library's cosine may differ in the last bit between machines.
    private static readonly double[] Cosines =
    [
        0.9914448613738104, 0.9238795325112867, 0.7933533402912352, 0.6087614290087207, 0.38268343236508984, 0.13052619222005171,
        -0.13052619222005171, -0.38268343236508984, -0.6087614290087207, -0.7933533402912352, -0.9238795325112867, -0.9914448613738104,
    ];

    /// <summary>Delta of an option at a node, quantity included: the costly part, some two microseconds.</summary>
    /// <param name="option">Index in the book.</param>
    /// <param name="volatility">Volatility a year.</param>
    /// <param name="logRatio">ln(F/S).</param>
    /// <param name="window">The window; the option has not expired at its time.</param>
    /// <param name="node">0 to 11.</param>
    public double AtNode(int option, double volatility, double logRatio, in AmericanWindow window, int node)
    {
        double years = DayCount.Years(book.ExpiryNanos[option] - window.TimeNanos);
        double spot = reference * Elementary.Exp(Math.FusedMultiplyAdd(window.HalfWidth, Cosines[node], window.Centre));
        OptionTerms terms = new()
        {
            Type = book.Types[option],
            Model = book.Models[option],
            Settlement = book.Settlements[option],
            Strike = book.Strikes[option],
            Volatility = volatility,
            Market = new ExpiryMarket(window.TimeNanos, years, spot, spot * Elementary.Exp(logRatio), rate, rate - (logRatio / years)),
        };
        return book.Quantities[option] * AmericanFormula.Deltas(terms).Delta(convention);
    }

    /// <summary>The coefficients through the values at all nodes: c_k = 2/n sum f(x_j) T_k(x_j), with T by its recurrence; c_0 is halved.</summary>
    public static void Interpolate(ReadOnlySpan<double> atNodes, Span<double> coefficients)
    {
        const int nodes = AmericanWindow.Nodes;
        Span<double> last = stackalloc double[nodes], now = stackalloc double[nodes];
        last.Fill(1);
        Cosines.CopyTo(now);
        for (int k = 0; k < nodes; k++)
        {
            double sum = 0;
            for (int j = 0; j < nodes; j++)
            {
                sum = Math.FusedMultiplyAdd(atNodes[j], last[j], sum);
                (last[j], now[j]) = (now[j], (2 * Cosines[j] * now[j]) - last[j]);
            }

            coefficients[k] = sum * (k == 0 ? 1.0 : 2.0) / nodes;
        }
    }
}
