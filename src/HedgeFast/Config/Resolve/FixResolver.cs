using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config.Resolve;

/// <summary>Turns the keys of the FIX session and the profile in force into the settings of the FIX engine.</summary>
internal static class FixResolver
{
    /// <summary>The session, without its dictionary, which is read when a run starts.</summary>
    /// <param name="values">The values of the configuration.</param>
    /// <param name="profile">The profile in force.</param>
    /// <param name="storeDirectory">Full path of the message store.</param>
    public static FixSessionSettings Session(ConfigValues values, VenueProfile profile, string storeDirectory) =>
        profile.ToSettings(
            values.Get(FixKeys.SenderCompId), values.Get(FixKeys.TargetCompId), storeDirectory,
            values.Get(FixKeys.Fsync)) with
        {
            MaxMessageBytes = values.Get(FixKeys.MaxMessageBytes),
            SenderSubId = values.Get(FixKeys.SenderSubId) is { Length: > 0 } desk ? desk : null,
        };

    /// <summary>The gateway to connect to, without TLS, whose files are read when a run starts.</summary>
    /// <param name="values">The values of the configuration.</param>
    /// <param name="profile">The profile in force.</param>
    public static FixEndpoint Endpoint(ConfigValues values, VenueProfile profile)
    {
        _ = HostList.TryRead(values.Get(FixKeys.Backups), out IReadOnlyList<FixHost> backups);
        return profile.Applied(new FixEndpoint
        {
            Host = values.Get(FixKeys.Host),
            Port = VenueResolver.PortOf(FixKeys.Port, VenueKeys.FixPort, values),
            Backups = backups,
            ReconnectMinNanos = Nanos.Of(values.Get(FixKeys.ReconnectMinMs)),
            ReconnectMaxNanos = Nanos.Of(values.Get(FixKeys.ReconnectMaxMs)),
            LogonsPerMinute = values.Get(FixKeys.LogonsPerMinute),
        });
    }

    /// <summary>Data dictionaries of the session; null for none.</summary>
    public static DictionaryFiles? Dictionary(ConfigPaths paths) =>
        paths.Input(FixKeys.Dictionary) is { } application
            ? new DictionaryFiles(application, paths.Input(FixKeys.TransportDictionary))
            : null;

    /// <summary>TLS of the session; null for none.</summary>
    public static TlsFiles? Tls(ConfigValues values, ConfigPaths paths) =>
        !values.Get(FixTlsKeys.Enabled) ? null : new TlsFiles
        {
            CertificateFile = paths.Input(FixTlsKeys.CertificateFile),
            KeyFile = paths.Input(FixTlsKeys.KeyFile),
            RootsFile = paths.Input(FixTlsKeys.RootsFile),
            Settings = new FixTlsSettings
            {
                Protocols = values.Get(FixTlsKeys.MinVersion),
                TargetName = values.Get(FixTlsKeys.ServerName) is { Length: > 0 } name ? name : null,
                Pins = PinList.Read(values.Get(FixTlsKeys.Pins)),
                Revocation = values.Get(FixTlsKeys.Revocation),
            },
        };

    /// <summary>TLS of the simulated exchange; null for none.</summary>
    public static TlsFiles? VenueTls(ConfigValues values, ConfigPaths paths)
    {
        string? roots = paths.Input(VenueTlsKeys.ClientRootsFile);
        return paths.Input(VenueTlsKeys.CertificateFile) is not { } certificate ? null : new TlsFiles
        {
            CertificateFile = certificate,
            KeyFile = paths.Input(VenueTlsKeys.KeyFile),
            RootsFile = roots,
            Settings = new FixTlsSettings { RequiresPeerCertificate = roots is not null },
        };
    }
}
