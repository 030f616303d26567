using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Bench.Peers;

/// <summary>
/// A round trip without an engine: one thread sends the bytes of an order, the other one answers with a report.
/// </summary>
/// <remarks>
/// The sender spins until as many bytes as the report has are back; the other thread spins, and answers whole orders.
/// Nothing is built, read, checked or stored: the least that any engine must do.
/// </remarks>
internal sealed class EchoPeer : IRoundTripPeer
{
    private readonly byte[] _order;
    private readonly byte[] _report;
    private readonly Socket _trader;
    private readonly Socket _venue;
    private volatile bool _isStopped;

    public EchoPeer()
    {
        var frame = new OutgoingFrame("FIX.4.4", "HEDGE", "VENUE", 1024);
        FixBody body = frame.Begin("D"u8);
        SampleOrders.WriteOrder(ref body);
        _order = frame.Complete(ref body, 1000, SampleOrders.Now, default).ToArray();
        body = frame.Begin("8"u8);
        SampleOrders.WriteReport(ref body);
        _report = frame.Complete(ref body, 1000, SampleOrders.Now, default).ToArray();

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _trader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _trader.Connect(listener.LocalEndpoint);
        _venue = listener.AcceptSocket();
        foreach (Socket socket in (Socket[])[_trader, _venue])
        {
            socket.NoDelay = true;
            socket.Blocking = false;
        }
    }

    public void Run(Span<long> nanos)
    {
        long[] measured = new long[nanos.Length];
        _isStopped = false;
        TwoCpus.Run(() => Send(measured), Answer, () => _isStopped = true);
        measured.CopyTo(nanos);
    }

    public void Dispose()
    {
        _trader.Dispose();
        _venue.Dispose();
    }

    private void Send(long[] measured)
    {
        byte[] buffer = new byte[1024];
        for (int i = 0; i < measured.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _trader.Send(_order, SocketFlags.None, out _);
            for (int got = 0; got < _report.Length;)
                got += Receive(_trader, buffer);
            measured[i] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }
    }

    private void Answer()
    {
        byte[] buffer = new byte[1024];
        int got = 0;
        while (!_isStopped)
        {
            got += Receive(_venue, buffer);
            if (got < _order.Length)
                continue;
            got -= _order.Length;
            _venue.Send(_report, SocketFlags.None, out _);
        }
    }

    private static int Receive(Socket socket, byte[] buffer)
    {
        int count = socket.Receive(buffer, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return 0;
        return error == SocketError.Success && count > 0
            ? count
            : throw new IOException($"The echo's connection ended: {error}");
    }
}
