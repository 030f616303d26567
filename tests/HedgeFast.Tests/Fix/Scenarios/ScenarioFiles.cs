using HedgeFast.Fix.Session;
using HedgeFast.Tests.Conventions;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>Reads the script files beside this one. README.md there describes the format.</summary>
internal static class ScenarioFiles
{
    public static readonly string Folder = Path.Combine(
        SourceTree.Repository.Root, "tests", "HedgeFast.Tests", "Fix", "Scenarios");

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.scenarios").Order(StringComparer.Ordinal).SelectMany(Read),
    ];

    private static IEnumerable<Scenario> Read(string path)
    {
        Scenario? current = null;
        List<(int, string)> lines = [];
        string[] text = File.ReadAllLines(path);
        for (int i = 0; i < text.Length; i++)
        {
            string line = text[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "scenario")
            {
                if (current is not null)
                    yield return current;
                string[] ids = [.. words.Skip(1).TakeWhile(IsId)];
                lines = [];
                current = new Scenario(
                    ids, string.Join(' ', words.Skip(1 + ids.Length)), path, i + 1,
                    [FixRole.Acceptor, FixRole.Initiator], Scenario.AllVersions, lines);
            }
            else if (current is null)
            {
                throw new FormatException($"{path}:{i + 1}: no scenario begun");
            }
            else if (words[0] == "role")
            {
                current = current with { Roles = [Enum.Parse<FixRole>(words[1], ignoreCase: true)] };
            }
            else if (words[0] == "versions")
            {
                current = current with { Versions = words[1..] };
            }
            else
            {
                lines.Add((i + 1, line));
            }
        }

        if (current is not null)
            yield return current;
    }

    private static bool IsId(string word) =>
        word.Length >= 2 && word[0] is 'C' or 'A' && word.Skip(1).All(char.IsAsciiDigit);
}
