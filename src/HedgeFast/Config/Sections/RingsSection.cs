namespace HedgeFast.Config.Sections;

/// <summary>rings</summary>
internal sealed record RingsSection
{
    public required int Market { get; init; }
    public required int Execution { get; init; }
    public required int Control { get; init; }
    public required int Preparation { get; init; }
    public required int Order { get; init; }
    public required int Journal { get; init; }
}
