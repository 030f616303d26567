namespace HedgeFast.Config.Sections;

/// <summary>journal</summary>
internal sealed record JournalSection
{
    public required string Directory { get; init; }
}
