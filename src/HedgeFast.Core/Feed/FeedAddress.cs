using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Feed;

/// <summary>Turns the settings' host into an address, once at start-up: resolving a name may block.</summary>
internal static class FeedAddress
{
    /// <summary>The address of <paramref name="host"/>, IPv4 preferred.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="network">Knows the names.</param>
    /// <exception cref="IOException">The name does not resolve.</exception>
    public static IPAddress Resolve(string host, Network network)
    {
        try
        {
            return network.Resolve(host);
        }
        catch (SocketException e)
        {
            throw new IOException($"The feed host '{host}' does not resolve: {e.Message}", e);
        }
    }
}
