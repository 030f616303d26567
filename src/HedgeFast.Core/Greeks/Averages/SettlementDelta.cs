namespace HedgeFast.Core.Greeks.Averages;

/// <summary>Which delta an option has that settles on an average.</summary>
public enum SettlementDelta : byte
{
    /// <summary>
    /// The option's delta without an average, times the open part of the window: what the exchange's account shows.
    /// </summary>
    Linear = 0,

    /// <summary>
    /// The delta of the average itself: variance and strike of what is still open, with the average so far. See
    /// <see cref="AveragedFormula"/>.
    /// </summary>
    Exact = 1,
}
