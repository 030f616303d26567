using System.Globalization;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config.Keys;

/// <summary>Reads hosts with their ports from one text: <c>a.example:9878,10.0.0.7:9878,[::1]:9878</c>.</summary>
internal static class HostList
{
    private const int HighestPort = 65535;

    /// <summary>Reads the hosts, in order.</summary>
    /// <returns>False when one is no host with a port from 1 to 65535; then no host is read.</returns>
    public static bool TryRead(string text, out IReadOnlyList<FixHost> hosts)
    {
        var found = new List<FixHost>();
        hosts = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = part.LastIndexOf(':');
            if (colon < 0
                || !int.TryParse(part[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                || port is < 1 or > HighestPort)
            {
                return false;
            }

            string host = part[..colon];
            if (host.StartsWith('[') && host.EndsWith(']'))
                host = host[1..^1];
            if (Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
                return false;
            found.Add(new FixHost(host, port));
        }

        if (found.Count > 0)
            hosts = found;
        return true;
    }
}
