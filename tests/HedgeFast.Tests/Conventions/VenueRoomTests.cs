namespace HedgeFast.Tests.Conventions;

/// <summary>
/// The venue's rooms stand in an order: a room uses the rooms before it and never a later one, nor the hall.
/// </summary>
public sealed class VenueRoomTests
{
    private const string Venue = "src/HedgeFast/Venue";

    private static readonly string[] Rooms = ["Tape", "Market", "Ledger", "Gateway", "Feed"];

    [Fact]
    public void Every_room_of_the_venue_has_a_place_in_the_order() =>
        Assert.Equal(
            Rooms.Order(StringComparer.Ordinal),
            SourceTree.Repository.Files([Venue], ".cs")
                .Where(file => file.Folder != Venue)
                .Select(file => file.Folder[(Venue.Length + 1)..])
                .Distinct()
                .Order(StringComparer.Ordinal));

    [Fact]
    public void A_room_mentions_no_later_room_and_not_the_hall() =>
        SourceTree.AssertNone(
            $"In {Venue} a room uses the rooms before it: {string.Join(", ", Rooms)}.",
            SourceTree.Repository.Files([Venue], ".cs").Where(file => file.Folder != Venue).SelectMany(Violations));

    [Theory]
    [InlineData("Market", "using HedgeFast.Venue.Ledger;", 1)]
    [InlineData("Tape", "using HedgeFast.Venue.Market;", 1)]
    [InlineData("Gateway", "using HedgeFast.Venue.Market;", 0)]
    [InlineData("Gateway", "private readonly VenueHost _host;", 1)]
    [InlineData("Gateway", "// VenueHost wires it", 0)]
    public void The_check_sees_what_it_forbids(string room, string code, int findings) =>
        Assert.Equal(findings, Violations(new SourceFile($"{Venue}/{room}/Any.cs", code)).Count());

    private static IEnumerable<string> Violations(SourceFile file)
    {
        string room = file.Folder[(Venue.Length + 1)..];
        IEnumerable<string> later = Rooms[(Array.IndexOf(Rooms, room) + 1)..].Select(name => $"HedgeFast.Venue.{name}");
        string[] forbidden = [.. later, "VenueHost", "VenueProgram", "VenueSettings", "TapePlayer"];
        for (int line = 0; line < file.Code.Length; line++)
        {
            foreach (string name in forbidden.Where(name => file.Code[line].Contains(name, StringComparison.Ordinal)))
                yield return file.At(line, $"{room} mentions {name}");
        }
    }
}
