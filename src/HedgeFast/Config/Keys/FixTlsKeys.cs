using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the FIX session's TLS.</summary>
internal static class FixTlsKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Tls = new(Rows, "fix.tls")
    {
        Description = "TLS of the connection. The exchange's certificate must be within its dates, lead to a trusted "
            + "root and bear the host's name.",
    };

    public static readonly FlagKey Enabled = new(Rows, "fix.tls.enabled")
    {
        Default = "false",
        Description = "Whether the connection uses TLS, 1.2 or 1.3.",
    };

    public static readonly FlagKey AllowPlaintext = new(Rows, "fix.tls.allowPlaintext")
    {
        Default = "false",
        Description = "Whether a connection without TLS may leave this machine. false requires TLS for every host but "
            + "127.0.0.0/8, ::1 and localhost.",
        TradeOff = "on a shared line, true shows others the password and every order, and lets them send reports of "
            + "fills; true is for a private line or a tunnel that encrypts.",
    };

    public static readonly WordKey<SslProtocols> MinVersion = new(Rows, "fix.tls.minVersion", ConfigWords.TlsVersions)
    {
        Default = "1.2",
        Description = "Lowest accepted version.",
    };

    public static readonly TextKey ServerName = new(Rows, "fix.tls.serverName")
    {
        Default = "",
        Rule = TextRule.Host,
        Description = "Name that the exchange's certificate must bear; empty for the host of the connection.",
    };

    public static readonly FileKey RootsFile = new(Rows, "fix.tls.rootsFile")
    {
        Default = "",
        Description = "The only trusted roots, as PEM; empty trusts the system's. Paths as for book.file.",
    };

    public static readonly TextKey Pins = new(Rows, "fix.tls.pins")
    {
        Default = "",
        Rule = TextRule.Pins,
        Description = "The only accepted public keys, separated by commas: SHA-256 over SubjectPublicKeyInfo, 64 "
            + "hexadecimal digits. Empty accepts all that lead to a root.",
        TradeOff = "a pin stops a forged certificate of a trusted root; list the next key before the exchange changes "
            + "to it.",
    };

    public static readonly FileKey CertificateFile = new(Rows, "fix.tls.certificateFile")
    {
        Default = "",
        Description = "Our certificate as PEM, followed by those between it and the root; empty presents none.",
    };

    public static readonly FileKey KeyFile = new(Rows, "fix.tls.keyFile")
    {
        Default = "",
        Description = "Private key of our certificate as PEM, unencrypted, in a file of mode 0600.",
    };

    public static readonly WordKey<X509RevocationMode> Revocation = new(
        Rows, "fix.tls.revocation", ConfigWords.Revocations)
    {
        Default = "none",
        Description = "Lookup of revoked certificates. none: no lookup; offline: in the system's lists; online: at "
            + "the issuer, over the network.",
        TradeOff = "online asks within the handshake, on the order thread, and no answer is a refusal; none trusts a "
            + "certificate until it expires, unless it's pinned.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
