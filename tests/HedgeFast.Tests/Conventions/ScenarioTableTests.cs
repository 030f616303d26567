using System.Reflection;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>The scenario tables of tests/README.md: every scenario has a row, every row names a test that is there.</summary>
public sealed partial class ScenarioTableTests
{
    [Theory]
    [InlineData('O', 44)]
    [InlineData('M', 22)]
    public void Every_scenario_has_a_test(char series, int count)
    {
        HashSet<string> tests = [.. typeof(ScenarioTableTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute)).Select(method => $"{type.Name}.{method.Name}"))];
        string[] rows = File.ReadAllLines(Path.Combine(SourceTree.Repository.Root, "tests", "README.md"));
        var faults = new List<string>();
        for (int number = 1; number <= count; number++)
        {
            string scenario = $"{series}{number:00}";
            Match[] found = [.. rows.Select(row => Row().Match(row)).Where(match => match.Success && match.Groups[1].Value == scenario)];
            if (found.Length != 1)
                faults.Add($"{scenario}: {found.Length} rows");
            else if (!tests.Contains(found[0].Groups[2].Value))
                faults.Add($"{scenario}: no test {found[0].Groups[2].Value}");
        }

        SourceTree.AssertNone("every scenario has a row, and every row a test", faults);
    }

    [GeneratedRegex(@"^\| ([A-Z]\d\d) \| [^|]+ \| `([^`]+)` \|$")]
    private static partial Regex Row();
}
