using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;

namespace HedgeFast.Bench.Wire;

/// <summary>
/// The least that any engine must do: reads a datagram and sends the bytes of an order over TCP, and reads what comes
/// back.
/// </summary>
/// <remarks>
/// It looks at both sockets in turn, as one thread that serves both has to. Nothing is read, decided, built or stored.
/// </remarks>
internal sealed class WireRelay : IDisposable
{
    private readonly Socket _ticksIn = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
    {
        Blocking = false,
    };
    private readonly Socket _ticksOut = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _orders = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _exchange;
    private readonly byte[] _forwardBuffer = new byte[64 * 1024];
    private readonly byte[] _exchangeBuffer = new byte[64 * 1024];
    private readonly byte[] _tick = new byte[TickProtocol.QuoteBytes];
    private ReadOnlyMemory<byte> _order;

    /// <summary>Connects both ways.</summary>
    public WireRelay()
    {
        _ticksIn.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ticksOut.Connect(_ticksIn.LocalEndPoint!);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _orders.Connect(listener.LocalEndpoint);
        _exchange = listener.AcceptSocket();
        foreach (Socket socket in (Socket[])[_orders, _exchange])
        {
            socket.NoDelay = true;
            socket.Blocking = false;
        }
    }

    /// <summary>The relay's own turn: one look at each socket.</summary>
    public void Forward()
    {
        if (Receive(_ticksIn, _forwardBuffer) > 0)
            _orders.Send(_order.Span, SocketFlags.None, out _);
        Receive(_orders, _forwardBuffer);
    }

    /// <summary>The exchange's side: a tick of as many bytes as the engine's, and the order back.</summary>
    /// <param name="nanos">Takes the times.</param>
    /// <param name="order">The bytes that the relay sends.</param>
    /// <param name="report">The bytes that answer them.</param>
    /// <param name="pauseNanos">Between an order and the next tick.</param>
    public void Send(long[] nanos, ReadOnlyMemory<byte> order, ReadOnlyMemory<byte> report, long pauseNanos)
    {
        _order = order;
        for (int i = 0; i < nanos.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ticksOut.Send(_tick);
            for (int got = 0; got < order.Length;)
                got += Receive(_exchange, _exchangeBuffer);
            nanos[i] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            _exchange.Send(report.Span, SocketFlags.None, out _);
            SocketWire.Pause(pauseNanos);
        }
    }

    public void Dispose()
    {
        _ticksIn.Dispose();
        _ticksOut.Dispose();
        _orders.Dispose();
        _exchange.Dispose();
    }

    /// <summary>Reads what is there; 0 when nothing is.</summary>
    internal static int Receive(Socket socket, Span<byte> buffer)
    {
        int count = socket.Receive(buffer, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return 0;
        return error == SocketError.Success && count > 0
            ? count
            : throw new IOException($"A connection of the measurement ended: {error}");
    }
}
