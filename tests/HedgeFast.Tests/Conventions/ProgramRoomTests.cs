using System.Text.RegularExpressions;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Conventions;

/// <summary>
/// The rooms of the program have an order: a room uses the rooms before it, and no room uses Commands.
/// </summary>
public sealed partial class ProgramRoomTests
{
    private const string Program = "src/HedgeFast";

    // The venue's sub-rooms lie below the configuration, which holds their settings; its hall reads the configuration.
    private static readonly string[] Rooms =
    [
        "Shell", "Venue.Tape", "Venue.Market", "Venue.Ledger", "Venue.Gateway", "Venue.Feed", "Synthetic", "Config",
        "Venue", "Sinks", "Report", "Monitor", "Pricing", "Engine", "WarmUp", "Echo", "Compare",
        "Records", "Commands",
    ];

    private static readonly HashSet<string> TypeNames =
        [.. typeof(Terminal).Assembly.GetTypes().Select(type => $"{type.Namespace}.{type.Name.Split('`')[0]}")];

    [Fact]
    public void Every_room_of_the_program_has_a_place_in_the_order() =>
        Assert.Empty(
            SourceTree.Repository.Files([Program], ".cs")
                .Where(file => file.Folder != Program)
                .Select(file => RoomOf(file.Folder[(Program.Length + 1)..].Replace('/', '.')))
                .Distinct()
                .Except(Rooms));

    [Fact]
    public void A_room_of_the_program_mentions_no_later_room() =>
        SourceTree.AssertNone(
            $"In {Program} a room uses the rooms before it: {string.Join(", ", Rooms)}.",
            SourceTree.Repository.Files([Program], ".cs").SelectMany(Violations));

    [Theory]
    [InlineData("Engine", "using HedgeFast.Commands;", 1)]
    [InlineData("Engine", "using HedgeFast.WarmUp;", 1)]
    [InlineData("WarmUp", "using HedgeFast.Engine;", 0)]
    [InlineData("Config", "using HedgeFast.Venue;", 1)]
    [InlineData("Config", "using HedgeFast.Venue.Market;", 0)]
    [InlineData("Config", "Shell.Terminal terminal;", 0)]
    [InlineData("Sinks", "Pricing.PriceRun run;", 1)]
    [InlineData("Sinks", "settings.Commands.Count", 0)]
    [InlineData("Sinks", "// HedgeFast.Commands would be wrong here", 0)]
    [InlineData("Venue/Tape", "using HedgeFast.Venue.Market;", 1)]
    [InlineData("Config/Keys", "using HedgeFast.Engine;", 1)]
    public void The_check_sees_what_it_forbids(string folder, string code, int findings) =>
        Assert.Equal(findings, Violations(new SourceFile($"{Program}/{folder}/Any.cs", code)).Count());

    private static IEnumerable<string> Violations(SourceFile file)
    {
        if (file.Folder == Program)
            yield break;
        string room = RoomOf(file.Folder[(Program.Length + 1)..].Replace('/', '.'));
        int rank = Array.IndexOf(Rooms, room);
        for (int line = 0; line < file.Code.Length; line++)
        {
            foreach (string mentioned in Mentions(file.Code[line]).Distinct())
            {
                if (Array.IndexOf(Rooms, mentioned) > rank)
                    yield return file.At(line, $"{room} mentions {mentioned}");
            }
        }
    }

    // A sub-room without a place of its own has that of its room.
    private static string RoomOf(string path) => Rooms.Contains(path) ? path : path.Split('.')[0];

    private static IEnumerable<string> Mentions(string code)
    {
        foreach (Match match in FullName().Matches(code))
            yield return RoomOf(match.Groups[1].Value);
        foreach (Match match in RelativeName().Matches(code))
        {
            if (TypeNames.Contains($"HedgeFast.{match.Value}"))
                yield return RoomOf(match.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"\bHedgeFast\.(\w+(?:\.\w+)?)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(\w+)\.\w+")]
    private static partial Regex RelativeName();
}
