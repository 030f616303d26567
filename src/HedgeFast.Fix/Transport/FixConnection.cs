using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// Connection of one session over a channel that never waits, reused for the next one. One message is one send.
/// </summary>
/// <remarks>
/// An error on either side is remembered and becomes the session's one disconnect at the next <see cref="DoWork"/>.
/// </remarks>
internal sealed class FixConnection : IFixOutput
{
    private readonly FixFrameBuffer _input;
    private ByteChannel? _channel;
    private FixSession? _session;

    public FixConnection(int maxMessageBytes) => _input = new FixFrameBuffer(maxMessageBytes);

    public bool IsOpen => _channel is not null;

    /// <summary>The socket of the connection; null without one.</summary>
    public StreamSocket? Stream => _channel?.Stream;

    public SocketCounters Counters { get; } = new();

    public FixFrameBuffer Input => _input;

    /// <summary>Binds the session whose output this is.</summary>
    public void Bind(FixSession session) => _session = session;

    /// <summary>
    /// Opens an agreed channel for the session. Bytes already received may be in <see cref="Input"/>.
    /// </summary>
    public void Open(ByteChannel channel, long nowMono, long nowUtc)
    {
        _channel = channel;
        Counters.Connects++;
        _session!.OnConnected(nowMono, nowUtc);
    }

    /// <summary>
    /// Reads, passes at most <paramref name="messageLimit"/> messages to the session, and lets time pass.
    /// </summary>
    public int DoWork(int messageLimit, long nowMono, long nowUtc)
    {
        if (_channel is null)
            return 0;
        FixSession session = _session!;
        int done = 0;
        if (messageLimit > 0)
        {
            done += Receive();
            done += session.OnBytes(_input, messageLimit, nowMono, nowUtc);
        }

        done += session.OnTimer(nowMono, nowUtc);
        if (_channel?.Failure is not { } failure)
            return done;

        // Messages received before the end still count: they are processed first, over as many calls as they need.
        if (session.State != FixSessionState.Disconnected && _input.Peek(out _) == FrameStatus.Message)
            return done + 1;
        End(failure);
        return done + 1;
    }

    /// <summary>Waits until bytes arrive, but no longer than <paramref name="nanos"/>.</summary>
    public void Wait(long nanos) => _channel?.Stream.Wait(nanos);

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> message)
    {
        if (_channel is not { Failure: null } channel)
            return false;
        bool isTaken = channel.TrySend(message);
        if (channel.Failure is not null)
            return isTaken;
        if (isTaken)
        {
            FixSession session = _session!;
            session.Settings.Log?.Add(message, isSent: true, session.Clock.Mono, session.Clock.Utc);
            Counters.MessagesSent++;
            Counters.BytesSent += message.Length;
        }
        else
        {
            Counters.SendsRefused++;
        }

        return isTaken;
    }

    /// <inheritdoc/>
    public void Close(string reason)
    {
        if (_channel is null)
            return;
        _channel.CloseGently(_input);
        _channel = null;
        _input.Clear();
    }

    /// <summary>Cuts the connection without a logout, as a broken cable does.</summary>
    public void Abort(string reason)
    {
        if (_channel is null)
            return;
        _channel.Stream.BreakOnClose();
        End(reason);
    }

    private int Receive()
    {
        if (_channel is not { Failure: null } channel)
            return 0;
        Span<byte> free = _input.Free;
        if (free.IsEmpty)
            return 0;
        int received = channel.Receive(free);
        if (received == 0)
            return channel.Failure is null ? 0 : 1;
        _input.Commit(received);
        Counters.BytesReceived += received;
        return 1;
    }

    private void End(string reason)
    {
        _channel?.Dispose();
        _channel = null;
        _input.Clear();
        Counters.Disconnects++;
        _session!.OnDisconnected(reason);
    }
}
