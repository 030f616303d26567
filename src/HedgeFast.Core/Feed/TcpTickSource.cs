using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Reads the tick protocol from a TCP stream on the calling thread; connects and reconnects without blocking.
/// </summary>
/// <remarks>
/// A non-blocking receive into the pipe's memory, a flush that completes at once because the pipe never pauses, and the
/// scan of the bytes.
/// </remarks>
internal sealed class TcpTickSource : TickSource
{
    private const int BlockBytes = 64 * 1024;

    // One block is being filled and one may hold the beginning of a split frame; two more are slack.
    private const int Blocks = 4;

    // A peer silent for this many stale limits counts as dead, though no FIN ever came.
    private const int SilentStaleLimits = 5;

    private readonly IPEndPoint _remote;
    private readonly string _address;
    private readonly Network _network;
    private readonly FeedSettings _settings;
    private readonly TickDispatcher _dispatcher;
    private readonly FeedCounters _counters;
    private readonly FeedTime _time;
    private readonly ReconnectBackoff _backoff;
    private readonly TickFrameScanner _scanner;
    private readonly Pipe _pipe;
    private readonly int _leastRead;
    private StreamSocket? _stream;
    private volatile bool _connected;
    private long _deadlineNanos;
    private long _streamBytes;

    public TcpTickSource(
        FeedSettings settings, TickDispatcher dispatcher, FeedCounters counters, FeedTime time, FeedNotes notes,
        Network network)
        : base(notes)
    {
        _remote = new IPEndPoint(FeedAddress.Resolve(settings.Host, network), settings.Port);
        _address = _remote.Address.ToString();
        _network = network;
        _settings = settings;
        _dispatcher = dispatcher;
        _counters = counters;
        _time = time;
        _backoff = new ReconnectBackoff(settings.ReconnectMinNanos, settings.ReconnectMaxNanos);
        _scanner = new TickFrameScanner(settings.MaxFrameBytes);
        _leastRead = Math.Min(BlockBytes, Math.Max(settings.MaxFrameBytes, TickProtocol.LongestBytes));
        _pipe = new Pipe(new PipeOptions(
            new FeedBlockPool(Blocks, BlockBytes), PipeScheduler.Inline, PipeScheduler.Inline, pauseWriterThreshold: 0,
            resumeWriterThreshold: 0, minimumSegmentSize: BlockBytes, useSynchronizationContext: false));
    }

    /// <inheritdoc/>
    public override bool IsConnected => _connected;

    /// <inheritdoc/>
    public override int LocalPort => _stream?.Local?.Port ?? 0;

    /// <inheritdoc/>
    public override int DoWork(out long nowNanos)
    {
        if (!_connected)
            return Connect(out nowNanos);

        StreamSocket stream = _stream!;
        Memory<byte> memory = _pipe.Writer.GetMemory(_leastRead);
        int received = stream.Receive(memory.Span, out SocketError error);
        nowNanos = _time.Now();

        // Only a socket that was found empty after a pause has nothing left in it that waited.
        if (error == SocketError.WouldBlock && _dispatcher.IsLate)
        {
            received = stream.Receive(memory.Span, out error);
            if (error == SocketError.WouldBlock)
                _dispatcher.EndLate();
        }

        if (error == SocketError.WouldBlock)
        {
            if (nowNanos <= _deadlineNanos)
                return 0;
            Lose(nowNanos, $"{_remote} was silent for {(nowNanos - _deadlineNanos + SilenceNanos) / 1_000_000} ms");
            return 1;
        }

        if (error != SocketError.Success || received == 0)
        {
            Lose(
                nowNanos,
                error == SocketError.Success
                    ? $"{_remote} closed the connection"
                    : $"receiving from {_remote} failed: {error}");
            return 1;
        }

        _deadlineNanos = nowNanos + SilenceNanos;
        _counters.Add(FeedCounter.BytesReceived, received);
        _pipe.Writer.Advance(received);
        ValueTask<FlushResult> flush = _pipe.Writer.FlushAsync();
        if (!flush.IsCompletedSuccessfully)
            throw new InvalidOperationException("A pipe that never pauses did not flush at once.");
        flush.GetAwaiter().GetResult();
        return Drain(nowNanos);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connected = false;
        _stream?.Dispose();
        _stream = null;
    }

    private long SilenceNanos =>
        _settings.StaleNanos > long.MaxValue / 4 / SilentStaleLimits
            ? long.MaxValue / 4
            : _settings.StaleNanos * SilentStaleLimits;

    private int Drain(long nowNanos)
    {
        if (!_pipe.Reader.TryRead(out ReadResult result))
            return 1;

        ReadOnlySequence<byte> buffer = result.Buffer;
        long before = buffer.Length;
        int frames = 0;
        TickScanResult verdict = TickScanResult.Partial;
        while (!buffer.IsEmpty)
        {
            ReadOnlySpan<byte> span = buffer.FirstSpan;
            int offset = 0;
            while (
                (verdict = _scanner.Scan(span[offset..], out TickFrame frame, out int consumed))
                    == TickScanResult.Frame)
            {
                _dispatcher.OnFrame(in frame, nowNanos);
                offset += consumed;
                frames++;
            }

            buffer = buffer.Slice(offset);
            if (verdict != TickScanResult.Partial || buffer.IsSingleSegment)
                break;

            // A frame lies across two segments.
            verdict = _scanner.Scan(in buffer, out TickFrame split, out int length);
            if (verdict != TickScanResult.Frame)
                break;
            _dispatcher.OnFrame(in split, nowNanos);
            buffer = buffer.Slice(length);
            frames++;
        }

        _streamBytes += before - buffer.Length;
        if (frames > 0)
            _backoff.Succeeded();
        if (verdict > TickScanResult.Partial)
            LoseMalformed(nowNanos, verdict, in buffer);
        else
            _pipe.Reader.AdvanceTo(buffer.Start, buffer.End);
        return frames + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Connect(out long nowNanos)
    {
        nowNanos = _time.Now();
        if (_stream is null)
        {
            if (!_backoff.IsDue(nowNanos))
                return 0;
            Begin(nowNanos);
            return 1;
        }

        ConnectState state = _stream.Connecting(out string? error);
        if (state == ConnectState.Connected)
            Established(nowNanos);
        else if (state == ConnectState.Failed)
            FailConnect(nowNanos, error!);
        else if (nowNanos >= _deadlineNanos)
            FailConnect(nowNanos, "no answer in time");
        else
            return 0;
        return 1;
    }

    private void Begin(long nowNanos)
    {
        _stream = _network.Connect(_address, _remote.Port);
        _deadlineNanos = nowNanos + Math.Max(_settings.ReconnectMaxNanos, _settings.ReconnectMinNanos);
    }

    private void Established(long nowNanos)
    {
        if (_counters.Connects > 0)
            _counters.Add(FeedCounter.Reconnects);
        _counters.Add(FeedCounter.Connects);
        _streamBytes = 0;
        _deadlineNanos = nowNanos + SilenceNanos;
        _time.Begin();
        _connected = true;
    }

    private void FailConnect(long nowNanos, string reason)
    {
        _counters.Add(FeedCounter.ConnectFailures);
        LastError = $"connecting to {_remote} failed: {reason}";
        _stream?.Dispose();
        _stream = null;
        _backoff.Failed(nowNanos);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LoseMalformed(long nowNanos, TickScanResult verdict, in ReadOnlySequence<byte> rest)
    {
        _counters.Add(FeedCounter.MalformedStreams);
        byte[] head = rest.Slice(0, Math.Min(rest.Length, 8)).ToArray();
        Lose(
            nowNanos,
            $"malformed tick stream from {_remote}: {verdict} at byte {_streamBytes} of the connection, "
            + $"bytes {Convert.ToHexString(head)}; expected magic "
            + $"{Convert.ToHexString(BitConverter.GetBytes(TickProtocol.Magic))} at offset 2, "
            + $"version {TickProtocol.Version} at offset 4");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lose(long nowNanos, string reason)
    {
        LastError = reason;
        Dispose();
        _pipe.Writer.Complete();
        _pipe.Reader.Complete();
        _pipe.Reset();
        _backoff.Failed(nowNanos);
        _dispatcher.OnDisconnected(nowNanos);
    }
}
