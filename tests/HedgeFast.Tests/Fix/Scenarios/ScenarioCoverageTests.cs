using System.Reflection;
using HedgeFast.Tests.Conventions;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>
/// The catalogue of session scenarios has 126 and 8 entries; each is shown by a script or a test, and the table in
/// tests/README.md says by which.
/// </summary>
public sealed class ScenarioCoverageTests
{
    private const string Begin = "<!-- scenarios -->";
    private const string End = "<!-- /scenarios -->";

    private static readonly string[] Catalogue =
    [
        .. Enumerable.Range(1, 126).Select(n => $"C{n:D2}"),
        .. Enumerable.Range(1, 8).Select(n => $"A{n}"),
    ];

    private static IEnumerable<(string Id, string Where, string[] Versions)> Shown =>
    [
        .. ScenarioFiles.All.SelectMany(s => s.Ids.Select(id => (id, Path.GetFileName(s.File), s.Versions.ToArray()))),
        .. typeof(ScenarioCoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => (Method: method, Scenario: method.GetCustomAttribute<ScenarioAttribute>()))
            .Where(m => m.Scenario is not null)
            .SelectMany(
                m => m.Scenario!.Ids.Select(id => (id, m.Method.DeclaringType!.Name, m.Scenario.Versions.Split(' ')))),
    ];

    [Fact]
    public void Every_scenario_of_the_catalogue_has_a_test() =>
        Assert.Equal([], Catalogue.Except(Shown.Select(s => s.Id)));

    [Fact]
    public void No_test_claims_a_scenario_that_does_not_exist() =>
        Assert.Equal([], Shown.Select(s => s.Id).Distinct().Except(Catalogue));

    [Fact]
    public void The_table_lists_every_scenario_and_its_tests()
    {
        string readme = File.ReadAllText(Path.Combine(SourceTree.Repository.Root, "tests", "README.md"));
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal),
            end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"tests/README.md has no {Begin} ... {End}");
        string[] actual = readme[(begin + Begin.Length)..end].Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] expected = ["| scenario | test | versions |", "|---|---|---|", .. Catalogue.Select(Row)];
        Assert.True(expected.SequenceEqual(actual), $"The table should be:\n{string.Join('\n', expected)}");
    }

    private static string Row(string id)
    {
        (string Id, string Where, string[] Versions)[] shown = [.. Shown.Where(s => s.Id == id)];
        IEnumerable<string> versions = Scenario.AllVersions.Where(v => shown.Any(s => s.Versions.Contains(v)));
        return $"| {id} | {string.Join(", ", shown.Select(s => s.Where).Distinct().Order(StringComparer.Ordinal))} | "
            + $"{string.Join(", ", versions)} |";
    }
}
