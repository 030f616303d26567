namespace HedgeFast.Config.Sections;

/// <summary>memory</summary>
internal sealed record MemorySection
{
    public required int UntilCollectionMb { get; init; }
}
