using Xunit.v3;

namespace HedgeFast.Tests;

/// <summary>
/// Names the scenarios of tests/scenarios.txt that a test proves, each a trait: <c>--filter "Scenario=R06"</c>.
/// </summary>
/// <param name="ids">Ids of the list, one at least.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScenarioAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    public const string Trait = "Scenario";

    public IReadOnlyList<string> Ids { get; } = ids;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. Ids.Select(id => KeyValuePair.Create(Trait, id))];
}
