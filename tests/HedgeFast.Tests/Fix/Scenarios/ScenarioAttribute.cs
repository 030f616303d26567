namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>
/// Says that a test shows scenarios of the catalogue that no script can: real sockets, many sessions, damaged bytes.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScenarioAttribute(params string[] ids) : Attribute
{
    public IReadOnlyList<string> Ids { get; } = ids;

    /// <summary>Versions it runs under; all when not said.</summary>
    public string Versions { get; init; } = string.Join(' ', Scenario.AllVersions);
}
