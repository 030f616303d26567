using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// Stream between <see cref="System.Net.Security.SslStream"/> and a socket: one thread, no waiting.
/// </summary>
/// <remarks>
/// A read without bytes stays open until <see cref="Pump"/> finds some, and completes inside that call. A write that
/// the kernel accepts in part keeps its rest here for the next pump.
/// </remarks>
internal sealed class TlsBridge(StreamSocket socket) : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _source;
    private Memory<byte> _wanted;
    private bool _isWaiting;
    private byte[] _unsent = new byte[32 * 1024];
    private int _unsentStart;
    private int _unsentEnd;

    /// <summary>Why the socket ended; null while it is open.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether encrypted bytes wait for the kernel.</summary>
    public bool HasUnsent => _unsentEnd > _unsentStart;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Sends the kept bytes as far as the kernel accepts them, and completes an open read when bytes are there.
    /// </summary>
    public void Pump()
    {
        if (HasUnsent)
            SendUnsent();
        if (!_isWaiting || !TryReceive(_wanted.Span, out int received))
            return;
        _isWaiting = false;
        _wanted = default;
        _source.SetResult(received);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TryReceive(buffer.Span, out int received))
            return new ValueTask<int>(received);
        _wanted = buffer;
        _isWaiting = true;
        _source.Reset();
        return new ValueTask<int>(this, _source.Version);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int sent = 0;
        if (!HasUnsent && Failure is null)
            sent = Send(buffer);
        if (sent < buffer.Length && Failure is null)
            Keep(buffer[sent..]);
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    // True with 0 is the end of the stream. An empty buffer asks only whether something is there.
    private bool TryReceive(Span<byte> buffer, out int received)
    {
        received = 0;
        if (Failure is not null)
            return true;
        if (buffer.IsEmpty)
            return socket.IsReadable;
        received = socket.Receive(buffer, out SocketError error);
        if (error == SocketError.WouldBlock)
            return false;
        if (error != SocketError.Success)
            Failure = ChannelTexts.ReceiveFailed(error);
        else if (received == 0)
            Failure = ChannelTexts.Closed;
        return true;
    }

    private int Send(ReadOnlySpan<byte> bytes)
    {
        int sent = socket.Send(bytes, out SocketError error);
        if (error is SocketError.Success or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
            return Math.Max(sent, 0);
        Failure = ChannelTexts.SendFailed(error);
        return 0;
    }

    private void SendUnsent()
    {
        _unsentStart += Send(_unsent.AsSpan(_unsentStart, _unsentEnd - _unsentStart));
        if (!HasUnsent)
            _unsentStart = _unsentEnd = 0;
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        int needed = _unsentEnd + rest.Length;
        if (needed > _unsent.Length)
            Array.Resize(ref _unsent, Math.Max(_unsent.Length * 2, needed));
        rest.CopyTo(_unsent.AsSpan(_unsentEnd));
        _unsentEnd += rest.Length;
    }
}
