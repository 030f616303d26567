using System.Net;
using HedgeFast.Config.Sections;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Profiles;

namespace HedgeFast.Config;

/// <summary>What crosses the network without protection, as configured.</summary>
internal static class WireNotes
{
    /// <summary>A sentence for each wire that others can read or write.</summary>
    /// <param name="raw">The configuration.</param>
    /// <param name="profile">The venue profile in force.</param>
    public static IEnumerable<string> Of(EngineConfig raw, VenueProfile profile)
    {
        if (!raw.Fix.Tls.Enabled && HostBeyondThisMachine(raw.Fix) is { } host)
        {
            string password = profile.Credentials.Scheme == CredentialScheme.Password ? "the password and " : "";
            yield return $"FIX goes to {host} in clear, as fix.tls.allowPlaintext allows: whoever is on the way reads "
                + $"{password}every order, and can send fills";
        }

        if (IsThisMachine(raw.Feed.Host))
            yield break;
        yield return raw.Feed.Transport == FeedTransport.Tcp
            ? $"ticks come from {raw.Feed.Host} unsigned: whoever is on the way can change prices, and orders follow"
            : $"ticks come as datagrams to {raw.Feed.Host} unsigned: whoever can send there sets prices, orders follow";
    }

    /// <summary>The first host of a FIX session that is not this machine; null when all are.</summary>
    /// <param name="fix">The keys of the session.</param>
    public static string? HostBeyondThisMachine(FixSection fix)
    {
        _ = HostList.TryRead(fix.Backups, out var backups);
        IEnumerable<string> hosts = [fix.Host, .. backups.Select(backup => backup.Host)];
        return hosts.FirstOrDefault(host => !IsThisMachine(host));
    }

    // A name may be answered by anyone's name server, so that only this one is believed.
    private static bool IsThisMachine(string host) =>
        IPAddress.TryParse(host, out IPAddress? address)
            ? IPAddress.IsLoopback(address)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
