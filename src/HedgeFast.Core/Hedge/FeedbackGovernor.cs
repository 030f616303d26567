namespace HedgeFast.Core.Hedge;

/// <summary>
/// Keeps a hedger that is large in its market from chasing its own trades. A short-gamma hedger sells into a fall; with
/// a linear impact eta each unit of price brings -eta G more, so that a move is amplified by 1 / (1 - gain), gain =
/// -eta G (Frey and Stremme, Mathematical Finance 7, 1997). It limits and never signals; and it looks at gamma and
/// settings alone, never at a price of our own making: the reference price is the quoted mid, and own fills do not
/// enter it.
/// </summary>
internal static class FeedbackGovernor
{
    /// <summary>
    /// Gain of the loop: the share of a move that hedging it adds to it. Negative, a damping, for long gamma.
    /// </summary>
    /// <param name="linearImpact">eta, quote currency a unit of the underlying.</param>
    /// <param name="gamma">G, gamma of the hedged book, delta per unit of price: what a move makes it trade.</param>
    public static double LoopGain(double linearImpact, double gamma) => -linearImpact * gamma;

    /// <summary>
    /// What a move of the price becomes, 1 / (1 - gain); infinite from a gain of 1, where there is no equilibrium.
    /// </summary>
    public static double Amplification(double gain) => gain < 1 ? 1 / (1 - gain) : double.PositiveInfinity;

    /// <summary>
    /// Share of a day's volume that hedging a move of one percent would take: |G| S^2 1 % over the day's notional, S
    /// times <paramref name="dayVolume"/>.
    /// </summary>
    public static double Footprint(double gamma, double price, double dayVolume) =>
        Math.Abs(gamma * price) * 0.01 / dayVolume;

    /// <summary>The state at a gamma and a price; a measure that is no number halts.</summary>
    public static GovernorState StateAt(GovernorSettings settings, double gamma, double price, double dayVolume)
    {
        double measure = Math.Max(
            LoopGain(settings.LinearImpact, gamma),
            Footprint(gamma, price, dayVolume) / (settings.FootprintMax ?? double.PositiveInfinity));
        return measure < settings.WidenAt ? GovernorState.Free
            : measure < settings.SlowAt ? GovernorState.Widened
            : measure < settings.HaltAt ? GovernorState.Slowed
            : GovernorState.Halted;
    }
}
