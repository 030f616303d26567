using HedgeFast.Config.Sections;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config;

/// <summary>Turns the keys of the FIX session and the profile in force into what the FIX engine reads.</summary>
internal static class FixResolver
{
    /// <summary>The session, without its dictionary, which is read when a run starts.</summary>
    /// <param name="raw">The keys.</param>
    /// <param name="profile">The profile in force.</param>
    /// <param name="storeDirectory">Full path of the message store.</param>
    public static FixSessionSettings Session(FixSection raw, VenueProfile profile, string storeDirectory) =>
        profile.ToSettings(raw.SenderCompId, raw.TargetCompId, storeDirectory, raw.Fsync) with
        {
            MaxMessageBytes = raw.MaxMessageBytes,
            SenderSubId = raw.SenderSubId.Length == 0 ? null : raw.SenderSubId,
        };

    /// <summary>Where to connect, without TLS, whose files are read when a run starts.</summary>
    /// <param name="raw">The keys.</param>
    /// <param name="profile">The profile in force.</param>
    /// <param name="port">The port, or 0 for the embedded exchange's.</param>
    /// <param name="nanos">Milliseconds to nanoseconds.</param>
    public static FixEndpoint Endpoint(FixSection raw, VenueProfile profile, int port, Func<double, long> nanos)
    {
        _ = HostList.TryRead(raw.Backups, out IReadOnlyList<FixHost> backups);
        return profile.Applied(new FixEndpoint
        {
            Host = raw.Host,
            Port = port,
            Backups = backups,
            ReconnectMinNanos = nanos(raw.ReconnectMinMs),
            ReconnectMaxNanos = nanos(raw.ReconnectMaxMs),
            LogonsPerMinute = raw.LogonsPerMinute,
        });
    }

    /// <summary>TLS of the session; null for none.</summary>
    /// <param name="raw">The keys.</param>
    /// <param name="path">Full path of the file that a key names; null when it names none.</param>
    public static TlsFiles? Tls(FixTlsSection raw, Func<string, string, string?> path) => !raw.Enabled ? null : new TlsFiles
    {
        CertificateFile = path("fix.tls.certificateFile", raw.CertificateFile),
        KeyFile = path("fix.tls.keyFile", raw.KeyFile),
        RootsFile = path("fix.tls.rootsFile", raw.RootsFile),
        Settings = new FixTlsSettings
        {
            Protocols = raw.MinVersion,
            TargetName = raw.ServerName.Length > 0 ? raw.ServerName : null,
            Pins = PinList.Read(raw.Pins),
            Revocation = raw.Revocation,
        },
    };

    /// <summary>TLS of the simulated exchange; null for none.</summary>
    /// <param name="raw">The keys.</param>
    /// <param name="path">As for <see cref="Tls(FixTlsSection, Func{string, string, string?})"/>.</param>
    public static TlsFiles? Tls(VenueTlsSection raw, Func<string, string, string?> path) => raw.CertificateFile.Length == 0 ? null : new TlsFiles
    {
        CertificateFile = path("venue.tls.certificateFile", raw.CertificateFile),
        KeyFile = path("venue.tls.keyFile", raw.KeyFile),
        RootsFile = path("venue.tls.clientRootsFile", raw.ClientRootsFile),
        Settings = new FixTlsSettings { RequiresPeerCertificate = raw.ClientRootsFile.Length > 0 },
    };
}
