using HedgeFast.Shell;

namespace HedgeFast.Tests.Conventions;

/// <summary>
/// The rooms of the program have an order: a room uses the rooms before it, and no room uses Commands.
/// </summary>
public sealed class ProgramRoomTests
{
    private const string Program = "src/HedgeFast";

    // The venue's sub-rooms lie below the configuration, which holds their settings; its hall reads the configuration.
    private static readonly string[] Rooms =
    [
        "Shell", "Venue.Tape", "Venue.Market", "Venue.Ledger", "Venue.Gateway", "Venue.Feed", "Synthetic", "Config",
        "Venue", "Sinks", "Report", "Monitor", "Pricing", "Engine", "WarmUp", "Echo", "Compare",
        "Records", "Commands",
    ];

    private static readonly RoomOrder Order = new(Program, Rooms, typeof(Terminal).Assembly);

    [Fact]
    public void Every_room_of_the_program_has_a_place_in_the_order() =>
        Assert.Empty(Order.RoomsWithoutPlace(SourceTree.Repository.Files([Program], ".cs")));

    [Fact]
    public void Every_room_of_the_venue_has_a_place_of_its_own() =>
        Assert.Equal(
            Rooms.Where(room => room.StartsWith("Venue.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            SourceTree.Repository.Files([$"{Program}/Venue"], ".cs")
                .Where(file => file.Folder != $"{Program}/Venue")
                .Select(file => file.Folder[(Program.Length + 1)..].Replace('/', '.'))
                .Distinct()
                .Order(StringComparer.Ordinal));

    [Fact]
    public void A_room_of_the_program_mentions_no_later_room() =>
        SourceTree.AssertNone(
            $"In {Program} a room uses the rooms before it: {string.Join(", ", Rooms)}.",
            SourceTree.Repository.Files([Program], ".cs").SelectMany(Order.Violations));

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
    [InlineData("Venue/Market", "using HedgeFast.Venue.Ledger;", 1)]
    [InlineData("Venue/Gateway", "using HedgeFast.Venue.Market;", 0)]
    [InlineData("Venue/Gateway", "private readonly VenueHost _host;", 1)]
    [InlineData("Venue/Gateway", "// VenueHost wires it", 0)]
    [InlineData("Config/Keys", "using HedgeFast.Engine;", 1)]
    public void The_check_sees_what_it_forbids(string folder, string code, int findings) =>
        Assert.Equal(findings, Order.Violations(new SourceFile($"{Program}/{folder}/Any.cs", code)).Count());
}
