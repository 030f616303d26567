namespace HedgeFast.Core.Hedge;

/// <summary>Limits a hedger that is large in its market, so that its own trades do not drive its hedging.</summary>
/// <remarks>
/// A short-gamma hedger sells into a fall; with a linear impact eta each unit of price brings -eta G more, so that a
/// move is amplified by 1 / (1 - gain), gain = -eta G (Frey and Stremme, Mathematical Finance 7, 1997). The governor
/// never signals: its inputs are gamma and settings alone, the reference price is the quoted mid, and own fills do not
/// enter it.
/// </remarks>
internal static class FeedbackGovernor
{
    /// <summary>
    /// Gain of the loop: the share of a move that its hedging adds. Negative, a damping, for long gamma.
    /// </summary>
    /// <param name="linearImpact">eta, quote currency a unit of the underlying.</param>
    /// <param name="gamma">G, gamma of the hedged book, delta per unit of price.</param>
    public static double LoopGain(double linearImpact, double gamma) => -linearImpact * gamma;

    /// <summary>
    /// Amplification of a move of the price, 1 / (1 - gain); infinite from a gain of 1, where there is no equilibrium.
    /// </summary>
    public static double Amplification(double gain) => gain < 1 ? 1 / (1 - gain) : double.PositiveInfinity;

    /// <summary>
    /// Share of a day's volume traded to hedge a move of one percent: |G| S^2 1 % over S times
    /// <paramref name="dayVolume"/>.
    /// </summary>
    public static double Footprint(double gamma, double price, double dayVolume) =>
        Math.Abs(gamma * price) * 0.01 / dayVolume;

    /// <summary>The state at a gamma and a price; a measure that is NaN halts.</summary>
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

/// <summary>Action of the feedback governor, by rising severity.</summary>
public enum GovernorState : byte
{
    /// <summary>Nothing: the market does not feel our hedging.</summary>
    Free = 0,

    /// <summary>The band is wider.</summary>
    Widened = 1,

    /// <summary>The band is wider and hedges are further apart.</summary>
    Slowed = 2,

    /// <summary>No hedge goes out.</summary>
    Halted = 3,
}
