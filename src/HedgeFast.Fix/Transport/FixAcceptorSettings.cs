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
}
