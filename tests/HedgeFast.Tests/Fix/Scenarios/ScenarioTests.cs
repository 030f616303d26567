using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>
/// Plays every scenario of the script files in each of its roles and versions, with a free and a blocked send buffer.
/// </summary>
public sealed class ScenarioTests
{
    public static IEnumerable<TheoryDataRow<string, string, string, bool>> Cases =>
        from scenario in ScenarioFiles.All
        from role in scenario.Roles
        from version in scenario.Versions
        from isBlocked in (bool[])[false, true]
        select new TheoryDataRow<string, string, string, bool>(scenario.Key, role.ToString(), version, isBlocked)
        {
            Traits = { [ScenarioAttribute.Trait] = [.. scenario.Ids] },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scenario_holds(string key, string role, string version, bool isBlocked) =>
        new ScenarioPlayer(
            ScenarioFiles.All.Single(s => s.Key == key), Enum.Parse<FixRole>(role), version, isBlocked).Play();
}
