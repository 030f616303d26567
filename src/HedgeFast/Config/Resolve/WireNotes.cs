using System.Net;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Profiles;

namespace HedgeFast.Config.Resolve;

/// <summary>Notes on the connections that cross a network without protection.</summary>
internal static class WireNotes
{
    /// <summary>A sentence for each connection that others can read or write.</summary>
    /// <param name="values">The values of the configuration.</param>
    /// <param name="profile">The venue profile in force.</param>
    public static IEnumerable<string> Of(ConfigValues values, VenueProfile profile)
    {
        string? fixHost = HostBeyondThisMachine(values.Get(FixKeys.Host), values.Get(FixKeys.Backups));
        if (!values.Get(FixTlsKeys.Enabled) && fixHost is not null)
        {
            string password = profile.Credentials.Scheme == CredentialScheme.Password ? "the password and " : "";
            yield return $"FIX goes to {fixHost} in clear, as {FixTlsKeys.AllowPlaintext} allows: anyone on the "
                + $"way reads {password}every order, and can send fills";
        }

        string feedHost = values.Get(FeedKeys.Host);
        if (IsThisMachine(feedHost))
            yield break;
        yield return values.Get(FeedKeys.Transport) == FeedTransport.Tcp
            ? $"ticks come from {feedHost} unsigned: anyone on the way can change prices, and orders follow"
            : $"ticks come as datagrams to {feedHost} unsigned: any sender there sets prices, and orders follow";
    }

    /// <summary>The first host of a FIX session that is not this machine; null when all are.</summary>
    /// <param name="host">Host of the session.</param>
    /// <param name="backups">Its backups, as <see cref="HostList"/> reads them.</param>
    public static string? HostBeyondThisMachine(string host, string backups)
    {
        _ = HostList.TryRead(backups, out var others);
        return others.Select(other => other.Host).Prepend(host).FirstOrDefault(name => !IsThisMachine(name));
    }

    // Any name server may answer a name, so that only this one counts as local.
    private static bool IsThisMachine(string host) =>
        IPAddress.TryParse(host, out IPAddress? address)
            ? IPAddress.IsLoopback(address)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
