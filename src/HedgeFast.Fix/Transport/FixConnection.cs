using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// The connection of one session over a non-blocking socket; it's reused for the next one. One message is one send. An error, on whichever side it shows, is
/// remembered and becomes the session's one disconnect when <see cref="DoWork"/> runs next.
/// </summary>
internal sealed class FixConnection : IFixOutput
{
    private readonly FixFrameBuffer _input;
    private Socket? _socket;
    private FixSession? _session;
    private string? _failure;

    public FixConnection(int maxMessageBytes) => _input = new FixFrameBuffer(maxMessageBytes);

    public bool IsOpen => _socket is not null;

    public SocketCounters Counters { get; } = new();

    public FixFrameBuffer Input => _input;

    /// <summary>Binds the session whose output this is.</summary>
    public void Bind(FixSession session) => _session = session;

    /// <summary>Takes a connected, non-blocking socket and tells the session. Bytes already received may be in <see cref="Input"/>.</summary>
    public void Open(Socket socket, long nowMono, long nowUtc)
    {
        _socket = socket;
        _failure = null;
        Counters.Connects++;
        _session!.OnConnected(nowMono, nowUtc);
    }

    /// <summary>Reads, lets the session take at most <paramref name="messageLimit"/> messages, and lets time pass.</summary>
    public int DoWork(int messageLimit, long nowMono, long nowUtc)
    {
        if (_socket is null) return 0;
        FixSession session = _session!;
        int done = 0;
        if (messageLimit > 0)
        {
            done += Receive();
            done += session.OnBytes(_input, messageLimit, nowMono, nowUtc);
        }

        done += session.OnTimer(nowMono, nowUtc);
        if (_failure is null || _socket is null) return done;

        // What arrived before the end still counts: it's taken first, over as many calls as it needs.
        if (session.State != FixSessionState.Disconnected && _input.Peek(out _) == FrameStatus.Message) return done + 1;
        Fail();
        return done + 1;
    }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> message)
    {
        if (_socket is null || _failure is not null) return false;
        int sent = _socket.Send(message, SocketFlags.None, out SocketError error);
        if (error == SocketError.Success && sent == message.Length)
        {
            Counters.MessagesSent++;
            Counters.BytesSent += sent;
            return true;
        }

        if (error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            Counters.SendsRefused++;
            return false;
        }

        // Part of a message can't be taken back, and the rest must not follow behind another one: only the end of the connection is clean.
        _failure = error == SocketError.Success ? $"the kernel took {sent} of {message.Length} bytes" : $"send failed: {error}";
        return error == SocketError.Success && sent > 0;
    }

    /// <inheritdoc/>
    public void Close(string reason)
    {
        if (_socket is null) return;
        CloseGently(_socket, _input);
        _socket = null;
        _input.Clear();
    }

    /// <summary>Cuts the connection without a word, as a broken cable does.</summary>
    public void Abort(string reason)
    {
        if (_socket is null) return;
        _failure = reason;
        _socket.LingerState = new LingerOption(true, 0);
        Fail();
    }

    /// <summary>
    /// Shuts the sending side, reads away what is there, and closes. Closing with unread bytes would make the kernel reset the connection, and a reset can overtake
    /// our last logout.
    /// </summary>
    public static void CloseGently(Socket socket, FixFrameBuffer scratch)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            scratch.Clear();
            while (socket.Receive(scratch.Free, SocketFlags.None, out SocketError error) > 0 && error == SocketError.Success)
            {
            }
        }
        catch (SocketException)
        {
            // The other side is gone already; closing is all that is left.
        }

        socket.Dispose();
    }

    private int Receive()
    {
        if (_failure is not null) return 0;
        Span<byte> free = _input.Free;
        if (free.IsEmpty) return 0;
        int received = _socket!.Receive(free, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return 0;
        if (error != SocketError.Success)
        {
            _failure = $"receive failed: {error}";
            return 1;
        }

        if (received == 0)
        {
            _failure = "closed by the other side";
            return 1;
        }

        _input.Commit(received);
        Counters.BytesReceived += received;
        return 1;
    }

    private void Fail()
    {
        _socket?.Dispose();
        _socket = null;
        _input.Clear();
        Counters.Disconnects++;
        _session!.OnDisconnected(_failure!);
    }
}
