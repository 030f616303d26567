namespace HedgeFast.Simulation.Faults;

/// <summary>Which of a world's faults are played, by their numbers from 1; for shrinking a failure.</summary>
/// <param name="Skipped">Numbers left out.</param>
internal sealed record FaultChoice(IReadOnlySet<int> Skipped)
{
    public static FaultChoice Everything { get; } = new(new HashSet<int>());
}
