using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HedgeFast.Config.Keys;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config.Resolve;

/// <summary>TLS settings of one side of a connection, and the files of its certificates.</summary>
/// <remarks>The files are read when a run starts; checking a configuration reads none.</remarks>
internal sealed record TlsFiles
{
    /// <summary>Full path of our certificate; null for none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Full path of its key; null without a certificate.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Full path of the only trusted roots; null trusts the system's.</summary>
    public string? RootsFile { get; init; }

    /// <summary>The settings without files.</summary>
    public FixTlsSettings Settings { get; init; } = new();

    /// <summary>The files, each with the path of its key.</summary>
    /// <param name="certificate">Key of the certificate.</param>
    /// <param name="key">Key of the private key.</param>
    /// <param name="roots">Key of the roots.</param>
    public IEnumerable<(string Key, string File)> Files(FileKey certificate, FileKey key, FileKey roots)
    {
        if (CertificateFile is not null)
            yield return (certificate.Path, CertificateFile);
        if (KeyFile is not null)
            yield return (key.Path, KeyFile);
        if (RootsFile is not null)
            yield return (roots.Path, RootsFile);
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="IOException">A file cannot be read, or is no certificate or key.</exception>
    /// <exception cref="SecretException">Others may read the key.</exception>
    public FixTlsSettings Load()
    {
        try
        {
            FixTlsSettings files = FixTlsSettings.FromFiles(CertificateFile, KeyFile, RootsFile);
            return Settings with
            {
                Certificate = files.Certificate,
                Intermediates = files.Intermediates,
                Roots = files.Roots,
                CertificateFile = CertificateFile,
                KeyFile = KeyFile,
                RootsFile = RootsFile,
            };
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
        string revoked = Settings.Revocation == X509RevocationMode.NoCheck
            ? ""
            : $", revocation {ConfigWords.For(ConfigWords.Revocations, Settings.Revocation)}";
        return versions + own + pins + revoked;
    }
}
