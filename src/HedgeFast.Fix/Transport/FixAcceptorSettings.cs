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

    /// <summary>
    /// The sessions that may log on, as the acceptor sees them: SenderCompId is ours. Others get no answer.
    /// </summary>
    public required IReadOnlyList<FixSessionSettings> Sessions { get; init; }

    /// <summary>
    /// Limit of connections without a logon, 1 to 1024. One more ends the oldest silent one of the fullest address.
    /// </summary>
    public int MaxPending { get; init; } = 32;

    /// <summary>
    /// Most of them from one address, 1 to <see cref="MaxPending"/>. One more ends its oldest silent one.
    /// </summary>
    public int MaxPendingOfOne { get; init; } = 8;

    /// <summary>
    /// Most TLS handshakes begun in any second, 1 to 10,000; a connection waits for its turn. One costs some
    /// milliseconds of the sessions' thread.
    /// </summary>
    public int HandshakesPerSecond { get; init; } = 20;

    /// <summary>Most of them with one address, 1 to <see cref="HandshakesPerSecond"/>.</summary>
    public int HandshakesPerSecondOfOne { get; init; } = 5;

    /// <summary>
    /// Refused logons of one address before its connections are closed at once for a while, 1 to 1000.
    /// </summary>
    /// <remarks>
    /// For a second, then twice as long each time, up to 64 seconds. A minute without a refusal forgives, and so does a
    /// right logon.
    /// </remarks>
    public int RefusalsBeforePause { get; init; } = 5;

    /// <summary>Longest time of a connection without a logon, nanoseconds.</summary>
    public long PendingTimeoutNanos { get; init; } = 5_000_000_000;

    /// <summary>Networks that may connect; empty for all.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>TLS; null for none.</summary>
    public FixTlsSettings? Tls { get; init; }

    /// <summary>
    /// Certificate keys by the peer's CompID, as <see cref="FixTlsSettings.PinOf"/> makes them; another certificate is
    /// refused for that CompID.
    /// </summary>
    /// <remarks>
    /// A peer that is absent here, or has none, may show any certificate that leads to a root. Needs
    /// <see cref="FixTlsSettings.RequiresPeerCertificate"/>.
    /// </remarks>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> PeerPins { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// Longest time that sent bytes may stay unacknowledged before the kernel gives the connection up, nanoseconds; 0
    /// leaves it to the system. Linux only.
    /// </summary>
    public long UnacknowledgedNanosMax { get; init; } = 20_000_000_000;

    /// <summary>
    /// How long <see cref="FixAcceptor.DoWork"/> may wait for bytes when there is nothing else to do, nanoseconds; see
    /// <see cref="FixEndpoint.IdleWaitNanos"/>.
    /// </summary>
    public long IdleWaitNanos { get; init; }

    internal void Check()
    {
        if (Sessions.Count == 0)
            throw new ArgumentException("An acceptor needs at least one session.");
        if (MaxPending is < 1 or > 1024)
            throw new ArgumentException($"MaxPending is {MaxPending}; 1 to 1024 are allowed.");
        if (MaxPendingOfOne < 1 || MaxPendingOfOne > MaxPending)
        {
            throw new ArgumentException(
                $"MaxPendingOfOne is {MaxPendingOfOne}; 1 to MaxPending ({MaxPending}) are allowed.");
        }

        if (HandshakesPerSecond is < 1 or > 10_000)
            throw new ArgumentException($"HandshakesPerSecond is {HandshakesPerSecond}; 1 to 10000 are allowed.");
        if (HandshakesPerSecondOfOne < 1 || HandshakesPerSecondOfOne > HandshakesPerSecond)
        {
            throw new ArgumentException(
                $"HandshakesPerSecondOfOne is {HandshakesPerSecondOfOne}; "
                    + $"1 to HandshakesPerSecond ({HandshakesPerSecond}) are allowed.");
        }

        if (RefusalsBeforePause is < 1 or > 1000)
            throw new ArgumentException($"RefusalsBeforePause is {RefusalsBeforePause}; 1 to 1000 are allowed.");
        if (IdleWaitNanos is < 0 or > 1_000_000_000)
            throw new ArgumentException("IdleWaitNanos must be 0 to one second.");
        if (Sessions.DistinctBy(s => (s.BeginString, s.SenderCompId, s.TargetCompId)).Count() != Sessions.Count)
            throw new ArgumentException("Two sessions have the same ids.");
        Tls?.Check(isListening: true);
        FixTlsSettings.CheckPins(
            PeerPins.OrderBy(pins => pins.Key, StringComparer.Ordinal).SelectMany(pins => pins.Value));
        if (PeerPins.Values.Any(pins => pins.Count > 0) && Tls is not { RequiresPeerCertificate: true })
            throw new ArgumentException("PeerPins need TLS with RequiresPeerCertificate.");
        string? unknown = PeerPins.Keys.Order(StringComparer.Ordinal)
            .FirstOrDefault(id => Sessions.All(session => session.TargetCompId != id));
        if (unknown is not null)
            throw new ArgumentException($"PeerPins name '{unknown}', which has no session.");
    }
}
