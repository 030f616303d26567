namespace HedgeFast.Config.Sections;

/// <summary>venue</summary>
internal sealed record VenueSection
{
    public required bool Embedded { get; init; }
    public required string Tape { get; init; }
    public required double Speed { get; init; }
    public required string Host { get; init; }
    public required int FixPort { get; init; }
    public required int FeedPort { get; init; }
    public required string StoreDirectory { get; init; }
    public required TapeStart StartWhen { get; init; }
}
