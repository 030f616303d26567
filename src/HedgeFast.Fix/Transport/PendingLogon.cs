using System.Net.Sockets;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Transport;

/// <summary>A connection that has not said yet which session it is. It gets little room and little time.</summary>
internal sealed class PendingLogon(Socket socket, long deadline) : IDisposable
{
    /// <summary>Largest logon accepted, bytes.</summary>
    public const int MaxLogonBytes = 4096;

    public Socket Socket { get; } = socket;

    public FixFrameBuffer Input { get; } = new(MaxLogonBytes);

    /// <summary>Reads what is there. False when the connection has to go: closed, broken, too late, too large or not talking FIX.</summary>
    public bool TryReceive(long nowMono)
    {
        if (nowMono >= deadline) return false;
        Span<byte> free = Input.Free;
        if (free.IsEmpty) return false;
        int received = Socket.Receive(free, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return true;
        if (error != SocketError.Success || received == 0) return false;
        Input.Commit(received);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();
}
