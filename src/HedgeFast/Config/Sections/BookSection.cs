namespace HedgeFast.Config.Sections;

/// <summary>book</summary>
internal sealed record BookSection
{
    public required string File { get; init; }
}
