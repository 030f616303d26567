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

    /// <summary>
    /// By the other side's CompID, the keys of the certificates under which it may log on, as <see cref="FixTlsSettings.PinOf"/> gives them: whoever shows another one
    /// is refused, though its own session might be let in. Who is not here, or has none, may come with any certificate that leads to a root. Needs
    /// <see cref="FixTlsSettings.RequiresPeerCertificate"/>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> PeerPins { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Longest time that sent bytes may stay unacknowledged before the kernel gives the connection up, nanoseconds; 0 leaves it to the system. Linux only.</summary>
    public long UnacknowledgedNanosMax { get; init; } = 20_000_000_000;

    /// <summary>How long <see cref="FixAcceptor.DoWork"/> may wait for bytes when there is nothing else to do, nanoseconds; see <see cref="FixEndpoint.IdleWaitNanos"/>.</summary>
    public long IdleWaitNanos { get; init; }

    internal void Check()
    {
        if (Sessions.Count == 0) throw new ArgumentException("An acceptor needs at least one session.");
        if (MaxPending is < 1 or > 1024) throw new ArgumentException($"MaxPending is {MaxPending}; 1 to 1024 are allowed.");
        if (IdleWaitNanos is < 0 or > 1_000_000_000) throw new ArgumentException("IdleWaitNanos must be 0 to one second.");
        if (Sessions.DistinctBy(s => (s.BeginString, s.SenderCompId, s.TargetCompId)).Count() != Sessions.Count) throw new ArgumentException("Two sessions have the same ids.");
        Tls?.Check(isListening: true);
        FixTlsSettings.CheckPins(PeerPins.Values.SelectMany(pins => pins));
        if (PeerPins.Values.Any(pins => pins.Count > 0) && Tls is not { RequiresPeerCertificate: true }) throw new ArgumentException("PeerPins need TLS with RequiresPeerCertificate.");
        if (PeerPins.Keys.FirstOrDefault(id => Sessions.All(session => session.TargetCompId != id)) is { } unknown) throw new ArgumentException($"PeerPins name '{unknown}', which has no session.");
    }
}
