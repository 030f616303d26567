namespace HedgeFast.Core.Hedge;

/// <summary>Gamma of a hedged book: slope of its net delta in the price, contracts held constant.</summary>
/// <remarks>
/// A hedger has to trade this gamma; bands, the sign of an adjusted volatility and the loop gain depend on it.
/// <para>
/// The net is h D(S) + L + I / S: the hedged share h of the options' delta D, contracts in units of the underlying and
/// contracts in quote currency, see <see cref="LotDelta"/>. Its slope is h D' - I / S^2: contracts in quote currency
/// bend too. It is taken where a hedge ends, at the target t. A hedge in linear contracts leaves I as it is held; one
/// in inverse contracts makes I = S (t - L - h D), and the slope is h D' + (h D + L - t) / S.
/// </para>
/// <para>
/// For coin-settled options of premium-adjusted delta D = d - V / S, d being the forward delta and V the premium,
/// hedged whole by inverse contracts, that is the slope of S D = S d - V over S: the sum of their forward gammas.
/// </para>
/// </remarks>
internal static class HedgedGamma
{
    /// <summary>Gamma of the net at its target, delta per unit of price.</summary>
    /// <param name="price">S, quote currency. Positive where anything held or traded is in quote currency.</param>
    /// <param name="delta">h D, the hedged share of the options' delta, units of the underlying.</param>
    /// <param name="gamma">h D', its slope.</param>
    /// <param name="target">t, the net delta that a hedge goes to.</param>
    /// <param name="held">L and I of everything held.</param>
    /// <param name="lot">A lot of the instrument that the hedge is traded in.</param>
    public static double At(double price, double delta, double gamma, double target, LotDelta held, LotDelta lot)
    {
        if (lot.Inverse != 0)
            return gamma + ((delta + held.Linear - target) / price);
        return held.Inverse == 0 ? gamma : gamma - (held.Inverse / (price * price));
    }
}
