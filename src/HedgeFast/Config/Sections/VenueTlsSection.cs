namespace HedgeFast.Config.Sections;

/// <summary>venue.tls</summary>
internal sealed record VenueTlsSection
{
    public required string CertificateFile { get; init; }
    public required string KeyFile { get; init; }
    public required string ClientRootsFile { get; init; }
    public required string ClientPins { get; init; }
}
