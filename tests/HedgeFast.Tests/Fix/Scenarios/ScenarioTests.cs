using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>
/// Every scenario of the script files, in each of its roles and versions, with a free and with a blocked send buffer.
/// </summary>
public sealed class ScenarioTests
{
    public static TheoryData<string, string, string, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string, bool>();
            foreach (Scenario scenario in ScenarioFiles.All)
            {
                foreach (FixRole role in scenario.Roles)
                {
                    foreach (string version in scenario.Versions)
                    {
                        data.Add(scenario.Key, role.ToString(), version, false);
                        data.Add(scenario.Key, role.ToString(), version, true);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scenario_holds(string key, string role, string version, bool isBlocked) =>
        new ScenarioPlayer(
            ScenarioFiles.All.Single(s => s.Key == key), Enum.Parse<FixRole>(role), version, isBlocked).Play();
}
