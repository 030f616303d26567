using System.Reflection;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>
/// The scenario tables of tests/README.md: every scenario has one row, every row names tests that are there, and a test
/// named for a scenario is in its row. A row without a test says why: n/a and the reason.
/// </summary>
public sealed partial class ScenarioTableTests
{
    private static readonly HashSet<string> Tests = [.. from type in typeof(ScenarioTableTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttributes().Any(attribute => attribute is FactAttribute)
        select $"{type.Name}.{method.Name}"];

    [Theory]
    [InlineData('O', 44)]
    [InlineData('M', 22)]
    [InlineData('R', 20)]
    [InlineData('S', 40)]
    public void Every_scenario_has_a_test(char series, int count) =>
        SourceTree.AssertNone(
            "every scenario has a row, and every row tests",
            Faults(File.ReadAllLines(Path.Combine(SourceTree.Repository.Root, "tests", "README.md")), series, count));

    [Fact]
    public void A_missing_row_a_row_without_a_test_and_a_test_that_is_not_there_are_found()
    {
        const string Known = "ScenarioTableTests.Every_scenario_has_a_test";
        string[] rows =
        [
            $"| X01 | fine | `{Known}` |", "| X02 | nothing | none yet |",
            $"| X03 | one of two | `{Known}`, `NoTests.At_all` |", "| X05 | needs none | n/a: no port is opened |",
            "| X06 | says not why | n/a |",
        ];
        Assert.Equal(
            ["X02: no test", "X03: no test NoTests.At_all", "X04: 0 rows", "X06: no test"], Faults(rows, 'X', 6));
    }

    private static List<string> Faults(string[] lines, char series, int count)
    {
        var faults = new List<string>();
        for (int number = 1; number <= count; number++)
        {
            string scenario = $"{series}{number:00}";
            string[] rows = [.. lines.Where(line => line.StartsWith($"| {scenario} |", StringComparison.Ordinal))];
            string[] named =
            [
                .. rows.SelectMany(row => TestName().Matches(row)).Select(match => match.Groups[1].Value),
            ];
            if (rows.Length != 1)
                faults.Add($"{scenario}: {rows.Length} rows");
            else if (named.Length == 0 && !rows[0].Contains("| n/a: ", StringComparison.Ordinal))
                faults.Add($"{scenario}: no test");
            faults.AddRange(named.Where(test => !Tests.Contains(test)).Select(test => $"{scenario}: no test {test}"));
            faults.AddRange(
                Tests.Where(test => Regex.IsMatch(test, $@"[._]{scenario}_")
                    && !named.Contains(test)).Select(test => $"{scenario}: {test} is not in its row"));
        }

        return faults;
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();
}
