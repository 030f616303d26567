namespace HedgeFast.Simulation.Coverage;

/// <summary>States that no world can reach, each with its reason.</summary>
internal static class OutOfReach
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
    };
}
