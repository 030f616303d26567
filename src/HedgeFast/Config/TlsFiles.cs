using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config;

/// <summary>How one side of a connection is secured, with its certificates still in their files: they are read when a run starts, and checking reads none.</summary>
internal sealed record TlsFiles
{
    /// <summary>Full path of our certificate; null shows none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Full path of its key; null without a certificate.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Full path of the only roots trusted; null trusts the system's.</summary>
    public string? RootsFile { get; init; }

    /// <summary>Everything that is not in a file.</summary>
    public FixTlsSettings Settings { get; init; } = new();

    /// <summary>The files, with the key of the configuration that names each.</summary>
    /// <param name="section">The section that holds the keys.</param>
    /// <param name="roots">Name of the key of the roots.</param>
    public IEnumerable<(string Key, string File)> Files(string section, string roots)
    {
        if (CertificateFile is not null) yield return ($"{section}.certificateFile", CertificateFile);
        if (KeyFile is not null) yield return ($"{section}.keyFile", KeyFile);
        if (RootsFile is not null) yield return ($"{section}.{roots}", RootsFile);
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="IOException">A file can't be read, or doesn't hold what it should.</exception>
    /// <exception cref="SecretException">Others may read the key.</exception>
    public FixTlsSettings Load()
    {
        try
        {
            FixTlsSettings files = FixTlsSettings.FromFiles(CertificateFile, KeyFile, RootsFile);
            return Settings with { Certificate = files.Certificate, Intermediates = files.Intermediates, Roots = files.Roots, CertificateFile = CertificateFile, KeyFile = KeyFile, RootsFile = RootsFile };
        }
        catch (CryptographicException e)
        {
            throw new IOException($"TLS: {CertificateFile ?? RootsFile} can't be used: {e.Message}", e);
        }
    }

    /// <summary>"TLS 1.2 or 1.3, with a certificate of ours".</summary>
    public override string ToString()
    {
        string versions = Settings.Protocols == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2 or 1.3";
        string own = CertificateFile is null ? "" : ", with a certificate of ours";
        string pins = Settings.Pins.Count == 0 ? "" : $", {Settings.Pins.Count} pinned keys";
        string revoked = Settings.Revocation == X509RevocationMode.NoCheck ? "" : $", revocation {ConfigWords.For(ConfigWords.Revocations, Settings.Revocation)}";
        return versions + own + pins + revoked;
    }
}
