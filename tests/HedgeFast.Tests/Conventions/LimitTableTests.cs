using System.Reflection;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>The scenarios of limits and kill switch, R01 to R20: the table in tests/README.md names a test for each, and each that it names exists.</summary>
public sealed partial class LimitTableTests
{
    private const int Scenarios = 20;

    [Fact]
    public void Every_scenario_has_a_test_that_exists()
    {
        HashSet<string> tests = [.. TestNames()];
        List<(string Scenario, string[] Tests)> rows = [.. Rows()];
        Assert.Equal(Enumerable.Range(1, Scenarios).Select(n => $"R{n:00}"), rows.Select(row => row.Scenario));
        Assert.All(rows, row => Assert.NotEmpty(row.Tests));
        Assert.DoesNotContain(rows.SelectMany(row => row.Tests), test => !tests.Contains(test));
    }

    [Fact]
    public void A_row_without_a_test_is_found() => Assert.Empty(TestsOf("| R99 | nothing | none yet |"));

    [Fact]
    public void A_test_named_for_a_scenario_is_in_its_row()
    {
        Dictionary<string, string[]> rows = Rows().ToDictionary(row => row.Scenario, row => row.Tests);
        IEnumerable<string> missing = TestNames().Where(name => ScenarioName().IsMatch(name)).Where(name => !rows[name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..][..3]].Contains(name));
        Assert.Empty(missing);
    }

    private static IEnumerable<(string Scenario, string[] Tests)> Rows() =>
        from file in SourceTree.Repository.Files(["tests"], ".md")
        where file.Path == "tests/README.md"
        from line in file.Lines
        where Row().IsMatch(line)
        select (line[2..5], TestsOf(line).ToArray());

    private static IEnumerable<string> TestsOf(string row) => TestName().Matches(row).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> TestNames() =>
        from type in typeof(LimitTableTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<FactAttribute>() is not null
        select $"{type.Name}.{method.Name}";

    [GeneratedRegex(@"^\| R\d\d \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\.R\d\d_")]
    private static partial Regex ScenarioName();
}
