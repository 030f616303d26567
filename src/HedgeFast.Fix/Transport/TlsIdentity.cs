using System.Net.Security;
using System.Security.Cryptography;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// TLS settings that follow their files: certificate and roots are read again when changed. One thread.
/// </summary>
/// <remarks>The chain of our own certificate is built once for all connections.</remarks>
internal sealed class TlsIdentity
{
    private readonly FixTlsSettings _given;
    private SslStreamCertificateContext? _context;
    private (DateTime Certificate, DateTime Key, DateTime Roots) _stamps;

    public TlsIdentity(FixTlsSettings settings)
    {
        _given = Settings = settings;
        _stamps = Stamps();
    }

    /// <summary>The settings in force.</summary>
    public FixTlsSettings Settings { get; private set; }

    /// <summary>
    /// Why changed files were refused, so that the older certificate is still shown; null when all is well.
    /// </summary>
    public string? ReloadFailure { get; private set; }

    /// <summary>
    /// Our certificate with its chain; null for none. Offline: nothing outside the settings is fetched.
    /// </summary>
    public SslStreamCertificateContext? Context =>
        _context ??= Settings.Certificate is null ? null
            : SslStreamCertificateContext.Create(Settings.Certificate, Settings.Intermediates, offline: true);

    /// <summary>Reads changed files and adopts them if they are whole; called before a handshake.</summary>
    public void Refresh()
    {
        if (_given.CertificateFile is null && _given.RootsFile is null)
            return;
        try
        {
            // A folder that can't be entered any more is a failure like any other.
            var stamps = Stamps();
            if (stamps == _stamps)
                return;
            FixTlsSettings files = FixTlsSettings.FromFiles(_given.CertificateFile, _given.KeyFile, _given.RootsFile);
            Settings = _given with
            {
                Certificate = files.Certificate,
                Intermediates = files.Intermediates,
                Roots = files.Roots,
            };
            _context = null;
            _stamps = stamps;
            ReloadFailure = null;
        }
        catch (Exception e) when (e
            is IOException or UnauthorizedAccessException or SecretException or CryptographicException)
        {
            // Files that are being replaced fit each other a moment later; until then the old certificate serves.
            ReloadFailure = e.Message;
        }
    }

    private (DateTime Certificate, DateTime Key, DateTime Roots) Stamps() =>
        (Stamp(_given.CertificateFile), Stamp(_given.KeyFile), Stamp(_given.RootsFile));

    private static DateTime Stamp(string? path) => path is null ? default : File.GetLastWriteTimeUtc(path);
}
