using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HedgeFast.Fix.Files;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Fix.Transport;

/// <summary>TLS of a connection: 1.2 or 1.3, never less.</summary>
/// <remarks>
/// The peer's certificate must be within its dates, lead to a trusted root, and, on the side that connects, bear the
/// name connected to. Pins narrow that further; nothing here widens it.
/// </remarks>
public sealed record FixTlsSettings
{
    private const long PemBytesMax = 1 << 20;

    /// <summary>
    /// Our certificate with its private key. A side that listens needs one; a side that connects needs one where the
    /// venue asks for it.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between ours and the root, sent along.</summary>
    public X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>The only roots trusted; null trusts those of the system.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>
    /// The name that the venue's certificate must bear, where it's not the host connected to; null for the host.
    /// </summary>
    public string? TargetName { get; init; }

    /// <summary>
    /// Public keys accepted: SHA-256 over SubjectPublicKeyInfo in hexadecimal, as <see cref="PinOf"/> makes them. Empty
    /// accepts all that lead to a root.
    /// </summary>
    /// <remarks>List the next key before the venue changes to it.</remarks>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>Whether a listening side demands a client certificate.</summary>
    public bool RequiresPeerCertificate { get; init; }

    /// <summary>Versions allowed: TLS 1.2, 1.3, or both.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Whether revoked certificates are looked up; an answer that can't be had is a refusal.</summary>
    /// <remarks>
    /// <see cref="X509RevocationMode.Online"/> asks the network within the handshake, on the session's thread;
    /// <see cref="X509RevocationMode.Offline"/> searches the system's lists.
    /// </remarks>
    public X509RevocationMode Revocation { get; init; } = X509RevocationMode.NoCheck;

    /// <summary>File of <see cref="Certificate"/> and <see cref="Intermediates"/>; null for none.</summary>
    /// <remarks>
    /// It is read again when it has changed, with the key and the roots, before the next handshake: a certificate is
    /// replaced without a restart. Connected sessions keep theirs.
    /// </remarks>
    public string? CertificateFile { get; init; }

    /// <summary>File of its key; null for none.</summary>
    public string? KeyFile { get; init; }

    /// <summary>File of <see cref="Roots"/>; null for none.</summary>
    public string? RootsFile { get; init; }

    /// <summary>The pin of a certificate.</summary>
    public static string PinOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Settings from PEM files.</summary>
    /// <param name="certificateFile">
    /// Our certificate, and behind it those between it and the root; null for none.
    /// </param>
    /// <param name="keyFile">Its private key, unencrypted, in a file only its owner may read.</param>
    /// <param name="rootsFile">The only roots trusted; null for those of the system.</param>
    /// <exception cref="SecretException">Others may read the key file.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="CryptographicException">A file doesn't hold a certificate, key or roots.</exception>
    public static FixTlsSettings FromFiles(string? certificateFile, string? keyFile, string? rootsFile)
    {
        var settings = new FixTlsSettings();
        if (rootsFile is not null)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(InputFile.ReadAllText(rootsFile, PemBytesMax));
            settings = settings with { Roots = roots, RootsFile = rootsFile };
        }

        if (certificateFile is null)
            return settings;
        if (keyFile is null)
            throw new ArgumentException("A certificate needs its key file.", nameof(keyFile));
        var all = new X509Certificate2Collection();
        string certificates = InputFile.ReadAllText(certificateFile, PemBytesMax);
        all.ImportFromPem(certificates);
        if (all.Count > 0)
            all.RemoveAt(0);
        string key = SecretSource.FromFile(keyFile).Read();
        return settings with
        {
            Certificate = X509Certificate2.CreateFromPem(certificates, key),
            Intermediates = all,
            CertificateFile = certificateFile,
            KeyFile = keyFile,
        };
    }

    internal void Check(bool isListening)
    {
        if (Protocols == SslProtocols.None || (Protocols & ~(SslProtocols.Tls12 | SslProtocols.Tls13)) != 0)
            throw new ArgumentException("Protocols must be TLS 1.2, TLS 1.3 or both.");
        if (isListening && Certificate is null)
            throw new ArgumentException("A side that listens under TLS needs a Certificate.");
        if (Certificate is { HasPrivateKey: false })
            throw new ArgumentException("The Certificate has no private key.");
        CheckPins(Pins);
    }

    internal static void CheckPins(IEnumerable<string> pins)
    {
        if (pins.FirstOrDefault(pin => pin.Length != 64 || !pin.All(char.IsAsciiHexDigit)) is { } wrong)
            throw new ArgumentException($"Pin '{wrong}' is not 64 hexadecimal digits.");
    }
}
