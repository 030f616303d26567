using HedgeFast.Config.Sections;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Config;

/// <summary>Rules between the keys of the FIX session.</summary>
internal static class FixChecks
{
    /// <summary>Adds what is wrong.</summary>
    /// <param name="raw">The configuration.</param>
    /// <param name="profile">The venue profile in force.</param>
    /// <param name="add">Takes the key, what is wrong with it, and the other keys that it is about.</param>
    public static void Check(EngineConfig raw, VenueProfile profile, Action<string, string, string[]> add)
    {
        FixSection fix = raw.Fix;
        FixVersion version = FixProfiles.VersionOf(profile);
        if (version == FixVersion.Fix42 && raw.Orders.MassStatus)
            add("orders.massStatus", "is true, but FIX 4.2 has no OrderMassStatusRequest; each order is asked about by itself there", ["fix.version", "fix.profile"]);
        if (raw.Orders.ReconcilePositions == true && !FixProfiles.HasPositions(profile))
            add("orders.reconcilePositions", "is true, but FIX 4.2 has no RequestForPositions", ["fix.version", "fix.profile"]);
        if (raw.Orders.ReconcileEveryMs > 0 && raw.Orders.ReconcilePositions == false)
            add("orders.reconcileEveryMs", "is given, but orders.reconcilePositions is false; no position would be compared", ["orders.reconcilePositions"]);

        // In any window: as many orders as the limits allow in the seconds that it touches.
        long most = raw.Limits.OrdersPerSecond * Math.Max(1, (profile.ThrottleWindowMs + 999) / 1_000);
        if (profile.OrdersMax > 0 && most > profile.OrdersMax)
            add("limits.ordersPerSecond", $"{raw.Limits.OrdersPerSecond} is more than the exchange takes, {profile.OrdersMax} in {profile.ThrottleWindowMs} ms by its profile", ["fix.profile"]);

        if (fix.TransportDictionary.Length > 0 && fix.Dictionary.Length == 0)
            add("fix.transportDictionary", "is given without fix.dictionary", ["fix.dictionary"]);
        if (fix.TransportDictionary.Length > 0 && version != FixVersion.Fix50Sp2)
            add("fix.transportDictionary", "is given, but the session is no FIX 5.0 SP2; allowed there only", ["fix.version", "fix.profile"]);
        if (version == FixVersion.Fix50Sp2 && fix.Dictionary.Length > 0 && fix.TransportDictionary.Length == 0)
            add("fix.transportDictionary", "missing; FIX 5.0 SP2 has its session messages in a dictionary of their own", ["fix.dictionary"]);
        Tls(fix.Tls, add);
        Plaintext(fix, add);
        Tls(raw.Venue, fix.Tls.Enabled, add);
    }

    /// <summary>Refuses a secret that is written out, without repeating it.</summary>
    public static void CheckSecret(FixSection raw, ConfigLayers layers, ConfigErrors errors)
    {
        try
        {
            if (raw.Secret.Length > 0) SecretSource.Parse(raw.Secret);
        }
        catch (SecretException e)
        {
            errors.Add("fix.secret", e.Message, layers.Origin("fix.secret"));
        }
    }

    private static void Tls(FixTlsSection tls, Action<string, string, string[]> add)
    {
        if (!tls.Enabled && (tls.RootsFile + tls.Pins + tls.CertificateFile + tls.KeyFile + tls.ServerName).Length > 0)
            add("fix.tls.enabled", "is false, but other keys of fix.tls are given; nothing would be encrypted", ["fix.tls.pins", "fix.tls.serverName"]);
        if (tls.CertificateFile.Length > 0 != tls.KeyFile.Length > 0)
            add("fix.tls.keyFile", "a certificate and its key are given together or not at all", ["fix.tls.certificateFile"]);
    }

    // Whoever is on the way reads the password and may send fills of his own.
    private static void Plaintext(FixSection fix, Action<string, string, string[]> add)
    {
        if (fix.Tls.Enabled || fix.Tls.AllowPlaintext || WireNotes.HostBeyondThisMachine(fix) is not { } host) return;
        add(
            "fix.tls.enabled",
            $"is false, but {host} is not this machine: password and orders would cross the network in clear; set it to true, or fix.tls.allowPlaintext to true where the line itself is private",
            ["fix.tls.allowPlaintext", "fix.host", "fix.backups"]);
    }

    private static void Tls(VenueSection venue, bool isEnabled, Action<string, string, string[]> add)
    {
        VenueTlsSection tls = venue.Tls;
        if (tls.CertificateFile.Length > 0 != tls.KeyFile.Length > 0)
            add("venue.tls.keyFile", "a certificate and its key are given together or not at all", ["venue.tls.certificateFile"]);
        if (tls.CertificateFile.Length == 0 && (tls.ClientRootsFile + tls.ClientPins).Length > 0)
            add("venue.tls.certificateFile", "missing; clients show a certificate only under TLS", []);
        if (tls.ClientPins.Length > 0 && tls.ClientRootsFile.Length == 0)
            add("venue.tls.clientRootsFile", "missing; without it no client is asked for a certificate", ["venue.tls.clientPins"]);
        if (venue.Embedded && isEnabled != tls.CertificateFile.Length > 0)
            add("fix.tls.enabled", $"is {(isEnabled ? "true, but the embedded exchange has no certificate" : "false, but the embedded exchange has a certificate")}", ["venue.tls.certificateFile"]);
    }
}
