using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Transport;

/// <summary>A connection that has not said yet which session it is. It gets little room and little time.</summary>
internal sealed class PendingLogon(ByteChannel channel, long deadline) : IDisposable
{
    /// <summary>Largest logon accepted, bytes.</summary>
    public const int MaxLogonBytes = 4096;

    public ByteChannel Channel { get; } = channel;

    public FixFrameBuffer Input { get; } = new(MaxLogonBytes);

    /// <summary>Reads what is there. False when the connection has to go: closed, broken, too late, too large or not talking FIX.</summary>
    public bool TryReceive(long nowMono)
    {
        if (nowMono >= deadline) return false;
        if (!Channel.TryOpen()) return Channel.Failure is null;
        Span<byte> free = Input.Free;
        if (free.IsEmpty) return false;
        Input.Commit(Channel.Receive(free));
        return Channel.Failure is null;
    }

    /// <inheritdoc/>
    public void Dispose() => Channel.Dispose();
}
