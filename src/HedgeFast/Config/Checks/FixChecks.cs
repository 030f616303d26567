using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Config.Resolve;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Config.Checks;

/// <summary>Checks the FIX session, its dictionaries, its TLS and its secret.</summary>
internal static class FixChecks
{
    /// <summary>Adds every broken rule to the errors.</summary>
    /// <param name="rules">The rules of the whole configuration.</param>
    /// <param name="profile">The venue profile in force.</param>
    public static void Check(KeyRules rules, VenueProfile profile)
    {
        CheckVersion(rules, profile);
        CheckRate(rules, profile);
        CheckDictionaries(rules, FixProfiles.VersionOf(profile));
        CheckTls(rules);
        CheckPlaintext(rules);
        CheckVenueTls(rules);
    }

    /// <summary>Refuses a secret that is written out, without repeating it.</summary>
    public static void CheckSecret(ConfigValues values, ConfigLayers layers, ConfigErrors errors)
    {
        try
        {
            if (values.Get(FixKeys.Secret) is { Length: > 0 } secret)
                SecretSource.Parse(secret);
        }
        catch (SecretException e)
        {
            errors.Add(FixKeys.Secret.Path, e.Message, layers.Origin(FixKeys.Secret.Path));
        }
    }

    private static void CheckVersion(KeyRules rules, VenueProfile profile)
    {
        bool isFix42 = FixProfiles.VersionOf(profile) == FixVersion.Fix42;
        rules.Check(
            OrderKeys.MassStatus,
            asks => isFix42 && asks
                ? "is true, but FIX 4.2 has no OrderMassStatusRequest; each order is asked about by itself there"
                : null,
            FixKeys.Version,
            FixKeys.Profile);
        rules.Check(
            OrderKeys.ReconcilePositions,
            compares => compares == true && !FixProfiles.HasPositions(profile)
                ? "is true, but FIX 4.2 has no RequestForPositions"
                : null,
            FixKeys.Version,
            FixKeys.Profile);
        rules.Check(
            OrderKeys.ReconcileEveryMs,
            pause => pause > 0 && rules.Get(OrderKeys.ReconcilePositions) == false
                ? $"is given, but {OrderKeys.ReconcilePositions} is false; no position would be compared"
                : null,
            OrderKeys.ReconcilePositions);
    }

    // In any window of the profile: as many orders as the limits allow in the seconds that it touches.
    private static void CheckRate(KeyRules rules, VenueProfile profile)
    {
        long seconds = Math.Max(1, (profile.ThrottleWindowMs + 999) / 1_000);
        rules.Check(
            LimitKeys.OrdersPerSecond,
            orders => profile.OrdersMax > 0 && orders * seconds > profile.OrdersMax
                ? $"{orders} is more than the exchange takes, {profile.OrdersMax} in {profile.ThrottleWindowMs} ms by "
                    + "its profile"
                : null,
            FixKeys.Profile);
    }

    private static void CheckDictionaries(KeyRules rules, FixVersion version)
    {
        bool hasDictionary = rules.Get(FixKeys.Dictionary).Length > 0;
        rules.Check(
            FixKeys.TransportDictionary,
            file => file.Length > 0 && !hasDictionary ? $"is given without {FixKeys.Dictionary}" : null,
            FixKeys.Dictionary);
        rules.Check(
            FixKeys.TransportDictionary,
            file => file.Length > 0 && version != FixVersion.Fix50Sp2
                ? "is given, but the session is no FIX 5.0 SP2; allowed there only"
                : null,
            FixKeys.Version,
            FixKeys.Profile);
        rules.Check(
            FixKeys.TransportDictionary,
            file => file.Length == 0 && hasDictionary && version == FixVersion.Fix50Sp2
                ? "missing; FIX 5.0 SP2 has its session messages in a dictionary of their own"
                : null,
            FixKeys.Dictionary);
    }

    private static void CheckTls(KeyRules rules)
    {
        ConfigKey<string>[] keys =
        [
            FixTlsKeys.RootsFile, FixTlsKeys.Pins, FixTlsKeys.CertificateFile, FixTlsKeys.KeyFile,
            FixTlsKeys.ServerName,
        ];
        rules.Check(
            FixTlsKeys.Enabled,
            isEnabled => !isEnabled && keys.Any(key => rules.Get(key).Length > 0)
                ? $"is false, but other keys of {FixTlsKeys.Tls} are given; nothing would be encrypted"
                : null,
            FixTlsKeys.Pins,
            FixTlsKeys.ServerName);
        CheckCertificate(rules, FixTlsKeys.CertificateFile, FixTlsKeys.KeyFile);
    }

    private static void CheckCertificate(KeyRules rules, FileKey certificate, FileKey key) => rules.Check(
        key,
        file => rules.Get(certificate).Length > 0 != file.Length > 0
            ? "a certificate and its key are given together or not at all"
            : null,
        certificate);

    // Others on the line read the password and could send fills.
    private static void CheckPlaintext(KeyRules rules)
    {
        string? host = WireNotes.HostBeyondThisMachine(rules.Get(FixKeys.Host), rules.Get(FixKeys.Backups));
        rules.Check(
            FixTlsKeys.Enabled,
            isEnabled => !isEnabled && !rules.Get(FixTlsKeys.AllowPlaintext) && host is not null
                ? $"is false, but {host} is not this machine: password and orders would cross the network in clear; "
                    + $"set it to true, or {FixTlsKeys.AllowPlaintext} to true where the line itself is private"
                : null,
            FixTlsKeys.AllowPlaintext,
            FixKeys.Host,
            FixKeys.Backups);
    }

    private static void CheckVenueTls(KeyRules rules)
    {
        bool hasCertificate = rules.Get(VenueTlsKeys.CertificateFile).Length > 0;
        bool hasRoots = rules.Get(VenueTlsKeys.ClientRootsFile).Length > 0;
        bool hasPins = rules.Get(VenueTlsKeys.ClientPins).Length > 0;
        CheckCertificate(rules, VenueTlsKeys.CertificateFile, VenueTlsKeys.KeyFile);
        rules.Check(
            VenueTlsKeys.CertificateFile,
            file => file.Length == 0 && (hasRoots || hasPins)
                ? "missing; clients show a certificate only under TLS"
                : null);
        rules.Check(
            VenueTlsKeys.ClientRootsFile,
            file => file.Length == 0 && hasPins ? "missing; without it no client is asked for a certificate" : null,
            VenueTlsKeys.ClientPins);
        bool isEmbedded = rules.Get(VenueKeys.Embedded);
        rules.Check(
            FixTlsKeys.Enabled,
            isEnabled => (isEmbedded, isEnabled, hasCertificate) switch
            {
                (true, true, false) => "is true, but the embedded exchange has no certificate",
                (true, false, true) => "is false, but the embedded exchange has a certificate",
                _ => null,
            },
            VenueTlsKeys.CertificateFile);
    }
}
