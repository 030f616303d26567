using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Conventions;

/// <summary>Holds tests/scenarios.txt against the tests and scripts that prove its scenarios.</summary>
public sealed partial class ScenarioListTests
{
    private static readonly string[] List =
        File.ReadAllLines(Path.Combine(SourceTree.Repository.Root, "tests", "scenarios.txt"));

    private static IEnumerable<Proof> Proofs =>
    [
        .. from type in typeof(ScenarioListTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttributes().Any(attribute => attribute is FactAttribute)
        select new Proof(
            $"{type.Name}.{method.Name}", method.GetCustomAttribute<ScenarioAttribute>()?.Ids.ToArray() ?? []),
        .. ScenarioFiles.All.Select(script => new Proof(script.Key, [.. script.Ids])),
    ];

    [Fact]
    public void Every_scenario_is_proved_and_every_test_names_known_ones() =>
        SourceTree.AssertNone(
            "A scenario of tests/scenarios.txt has a test with [Scenario(id)] or a script, and no other has.",
            Faults(List, Proofs));

    [Fact]
    public void Unproved_and_unknown_scenarios_and_names_without_attribute_are_found() =>
        Assert.Equal(
            [
                "X02 is proved by no test", "Z1 is proved by no test", "X02 stands twice in the list",
                "B.Unknown proves X07, which is not in the list", "C.X01_X04_Half names X04 and does not prove it",
            ],
            Faults(
                ["# heading", "X01 proved", "", "X02 open", "X03 none (n/a: no port is opened)", "X04-X05 a range",
                    "Z1 open", "X02 again"],
                [
                    new Proof("A.Known", ["X01", "X05"]), new Proof("B.Unknown", ["X07"]),
                    new Proof("C.X01_X04_Half", ["X01"]), new Proof("D.Script", ["X04"]),
                    new Proof("E.T01_Of_another_list", []),
                ]));

    private static IEnumerable<string> Faults(IEnumerable<string> list, IEnumerable<Proof> proofs)
    {
        string[] lines = [.. list.Where(line => line.Length > 0 && line[0] != '#')];
        string[] known = [.. lines.SelectMany(Ids)];
        HashSet<string> needed =
            [.. lines.Where(line => !line.Contains("(n/a: ", StringComparison.Ordinal)).SelectMany(Ids)];
        List<Proof> all = [.. proofs];
        return
        [
            .. needed.Except(all.SelectMany(proof => proof.Ids)).Select(id => $"{id} is proved by no test"),
            .. known.GroupBy(id => id)
                .Where(same => same.Count() > 1)
                .Select(same => $"{same.Key} stands twice in the list"),
            .. all.SelectMany(proof => proof.Ids.Except(known)
                .Select(id => $"{proof.Test} proves {id}, which is not in the list")),
            .. all.SelectMany(proof => NamedIds(proof.Test)
                .Where(id => known.Any(other => other[0] == id[0]))
                .Except(proof.Ids)
                .Select(id => $"{proof.Test} names {id} and does not prove it")),
        ];
    }

    // An id, or the first and last of a range: C01-C126.
    private static IEnumerable<string> Ids(string line)
    {
        Match range = Range().Match(line);
        if (!range.Success)
            return [line.Split(' ')[0]];
        string first = range.Groups["first"].Value;
        int from = int.Parse(first, CultureInfo.InvariantCulture);
        int to = int.Parse(range.Groups["last"].Value, CultureInfo.InvariantCulture);
        return Enumerable.Range(from, to - from + 1).Select(
            number => range.Groups["series"].Value
                + number.ToString(new string('0', first.Length), CultureInfo.InvariantCulture));
    }

    // The ids that a test's name begins with; tests may name those of other lists too.
    private static IEnumerable<string> NamedIds(string test) =>
        Name().Match(test).Groups["id"].Captures.Select(capture => capture.Value);

    [GeneratedRegex(@"^(?<series>[A-Z])(?<first>\d+)-\k<series>(?<last>\d+) ")]
    private static partial Regex Range();

    [GeneratedRegex(@"\.(?:(?<id>[A-Z]\d{2})_)+")]
    private static partial Regex Name();

    private sealed record Proof(string Test, string[] Ids);
}
