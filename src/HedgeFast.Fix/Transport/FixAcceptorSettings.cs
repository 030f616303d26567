using System.Net;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Transport;

/// <summary>Where an acceptor listens, and for whom.</summary>
public sealed record FixAcceptorSettings
{
    /// <summary>Address to listen on; a name is resolved once.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port, or 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The sessions that may log on, as the acceptor sees them: SenderCompId is ours. Nobody else gets an answer.</summary>
    public required IReadOnlyList<FixSessionSettings> Sessions { get; init; }

    /// <summary>Most connections that may stand without a logon at once; further ones are closed. 1 to 1024.</summary>
    public int MaxPending { get; init; } = 16;

    /// <summary>Longest time a connection may stand without a logon, nanoseconds.</summary>
    public long PendingTimeoutNanos { get; init; } = 5_000_000_000;

    /// <summary>Networks that may connect; empty for all.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>TLS; null for none.</summary>
    public FixTlsSettings? Tls { get; init; }

    /// <summary>Longest time that sent bytes may stay unacknowledged before the kernel gives the connection up, nanoseconds; 0 leaves it to the system. Linux only.</summary>
    public long UnacknowledgedNanosMax { get; init; } = 20_000_000_000;

    /// <summary>How long <see cref="FixAcceptor.DoWork"/> may wait for bytes when there is nothing else to do, nanoseconds; see <see cref="FixEndpoint.IdleWaitNanos"/>.</summary>
    public long IdleWaitNanos { get; init; }
}
