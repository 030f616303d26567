namespace HedgeFast.Config.Sections;

/// <summary>book</summary>
internal sealed record BookSection
{
    public required string File { get; init; }

    public required string Surface { get; init; }

    public required string Quotes { get; init; }

    public required string AsOf { get; init; }
}
