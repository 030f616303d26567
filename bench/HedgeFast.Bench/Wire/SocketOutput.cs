using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Bench.Wire;

/// <summary>
/// The exchange's socket: never waits, and keeps the last order received and the last report sent for the relay to
/// move.
/// </summary>
internal sealed class SocketOutput : IFixOutput, IDisposable
{
    private readonly byte[] _order = new byte[1024];
    private readonly byte[] _report = new byte[1024];
    private Socket? _socket;
    private int _orderBytes;
    private int _reportBytes;

    /// <summary>Whether the engine has connected.</summary>
    public bool IsOpen => _socket is not null;

    /// <summary>Bytes received last.</summary>
    public ReadOnlyMemory<byte> LastOrder => _order.AsMemory(0, _orderBytes);

    /// <summary>Bytes sent last.</summary>
    public ReadOnlyMemory<byte> LastReport => _report.AsMemory(0, _reportBytes);

    /// <summary>Takes a connected socket.</summary>
    public void Open(Socket socket)
    {
        socket.NoDelay = true;
        socket.Blocking = false;
        _socket = socket;
    }

    /// <summary>Reads what is there; 0 when nothing is.</summary>
    public int Receive(FixFrameBuffer input)
    {
        Span<byte> free = input.Free;
        int count = WireRelay.Receive(_socket!, free);
        if (count == 0)
            return 0;
        _orderBytes = Math.Min(count, _order.Length);
        free[.._orderBytes].CopyTo(_order);
        input.Commit(count);
        return count;
    }

    public bool TrySend(ReadOnlySpan<byte> message)
    {
        message.CopyTo(_report);
        _reportBytes = message.Length;
        return _socket!.Send(message, SocketFlags.None, out _) == message.Length;
    }

    public void Close(string reason)
    {
    }

    public void Dispose() => _socket?.Dispose();
}
