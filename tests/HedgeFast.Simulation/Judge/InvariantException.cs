namespace HedgeFast.Simulation.Judge;

/// <summary>An invariant that does not hold.</summary>
/// <param name="invariant">Its name, as the README lists them.</param>
/// <param name="what">What was seen, in numbers.</param>
internal sealed class InvariantException(string invariant, string what) : Exception($"{invariant}: {what}")
{
    /// <summary>Its name.</summary>
    public string Invariant { get; } = invariant;
}
