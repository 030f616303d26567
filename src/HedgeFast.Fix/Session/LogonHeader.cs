using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>Header of a logon about to be sent, as a signature needs it.</summary>
public readonly ref struct LogonHeader
{
    /// <summary>Tag 34.</summary>
    public required long SeqNum { get; init; }

    /// <summary>Tag 52, byte for byte as sent.</summary>
    public required ReadOnlySpan<byte> SendingTime { get; init; }

    /// <summary>UTC nanoseconds since 1970 that <see cref="SendingTime"/> was written from.</summary>
    public required long UtcNanos { get; init; }

    /// <summary>Tag 49.</summary>
    public required string SenderCompId { get; init; }

    /// <summary>Tag 56.</summary>
    public required string TargetCompId { get; init; }

    /// <summary>Tag 50; null when absent.</summary>
    public string? SenderSubId { get; init; }

    /// <summary>Tag 142; null when absent.</summary>
    public string? SenderLocationId { get; init; }

    /// <summary>Tag 57; null when absent.</summary>
    public string? TargetSubId { get; init; }

    /// <summary>Tag 143; null when absent.</summary>
    public string? TargetLocationId { get; init; }

    /// <summary>Number of the last message processed from the peer (369); 0 for none.</summary>
    public required long LastProcessed { get; init; }

    /// <summary>Fills an array with unpredictable bytes.</summary>
    public required Action<byte[]> FillSecret { get; init; }
}

/// <summary>Signs logons with a venue's own fields: user, password, a signature over the bytes.</summary>
/// <remarks>Called for every logon anew, so that keys may change between two.</remarks>
public interface ILogonSignature
{
    /// <summary>
    /// Adds fields behind those of the session. The header is final: the signed bytes are the sent ones.
    /// </summary>
    void Sign(scoped ref FixBody logon, in LogonHeader header);
}
