using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Core.Feed;

/// <summary>Turns the settings' host into an address, once at start-up: resolving a name may block.</summary>
internal static class FeedAddress
{
    /// <summary>The address of <paramref name="host"/>, IPv4 preferred.</summary>
    /// <exception cref="ArgumentException">The name does not resolve.</exception>
    public static IPAddress Resolve(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
            return address;
        try
        {
            IPAddress[] found = Dns.GetHostAddresses(host);
            return found.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? found.First();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            throw new ArgumentException($"The feed host '{host}' does not resolve: {e.Message}", nameof(host), e);
        }
    }
}
