using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace HedgeFast.Config.Sections;

/// <summary>fix.tls</summary>
internal sealed record FixTlsSection
{
    public required bool Enabled { get; init; }
    public required bool AllowPlaintext { get; init; }
    public required SslProtocols MinVersion { get; init; }
    public required string ServerName { get; init; }
    public required string RootsFile { get; init; }
    public required string Pins { get; init; }
    public required string CertificateFile { get; init; }
    public required string KeyFile { get; init; }
    public required X509RevocationMode Revocation { get; init; }
}
