using System.Net.Security;
using System.Security.Authentication;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Log;
using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Transport;

/// <summary>TLS over a socket, driven by the thread that owns it.</summary>
/// <remarks>
/// An encrypted message can't be taken back: one that the kernel accepts in part is kept and completed at the next
/// call, and no further one is accepted before.
/// </remarks>
internal sealed class TlsChannel : ByteChannel
{
    private readonly byte[] _plain = GC.AllocateArray<byte>(16 * 1024, pinned: true);
    private readonly TlsBridge _bridge;
    private readonly SslStream _stream;
    private readonly TlsTrust _trust;
    private readonly Task _opening;
    private ValueTask<int> _reading;
    private bool _isReading;
    private int _plainStart;
    private int _plainEnd;

    /// <summary>Begins the handshake, as the client when <paramref name="targetHost"/> is given.</summary>
    public TlsChannel(StreamSocket stream, TlsIdentity identity, string? targetHost)
        : base(stream)
    {
        _bridge = new TlsBridge(stream);
        _stream = new SslStream(_bridge, leaveInnerStreamOpen: false);
        _trust = new TlsTrust(identity, isClient: targetHost is not null);
        _opening = targetHost is null
            ? _stream.AuthenticateAsServerAsync(_trust.ForServer())
            : _stream.AuthenticateAsClientAsync(_trust.ForClient(targetHost));
    }

    /// <inheritdoc/>
    public override bool IsRefused => _trust.Refusal is not null;

    /// <inheritdoc/>
    public override string? PeerPin => _trust.PeerPin;

    /// <summary>Protocol agreed: TLS 1.2 or 1.3.</summary>
    public SslProtocols Protocol => _stream.SslProtocol;

    /// <inheritdoc/>
    public override bool TryOpen()
    {
        if (Failure is not null)
            return false;
        if (!_opening.IsCompleted)
            _bridge.Pump();
        if (_opening.IsCompletedSuccessfully)
            return true;
        if (_opening.IsCompleted)
            Failure = Explain(_opening.Exception?.GetBaseException());
        return false;
    }

    /// <inheritdoc/>
    public override int Receive(Span<byte> free)
    {
        if (Failure is not null)
            return 0;
        _bridge.Pump();
        if (_plainStart == _plainEnd && !TryFill())
            return 0;
        int count = Math.Min(free.Length, _plainEnd - _plainStart);
        _plain.AsSpan(_plainStart, count).CopyTo(free);
        _plainStart += count;
        return count;
    }

    /// <inheritdoc/>
    public override bool TrySend(ReadOnlySpan<byte> message)
    {
        if (Failure is not null)
            return false;
        if (_bridge.HasUnsent)
            _bridge.Pump();
        if (_bridge.HasUnsent)
            return false;
        try
        {
            _stream.Write(message);
        }
        catch (Exception e) when (IsOfTheConnection(e))
        {
            Failure = Explain(e);
            return true;
        }

        Failure ??= _bridge.Failure;
        return true;
    }

    /// <inheritdoc/>
    public override void CloseGently(FixFrameBuffer scratch)
    {
        try
        {
            // The close_notify proves to the peer that nothing was cut off.
            if (_opening.IsCompletedSuccessfully && Failure is null)
                _stream.ShutdownAsync();
            _bridge.Pump();
        }
        catch (Exception e) when (IsOfTheConnection(e))
        {
            // The connection is at its end already.
        }

        base.CloseGently(scratch);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stream.Dispose();
        base.Dispose();
    }

    private static bool IsOfTheConnection(Exception e) =>
        e is IOException or AuthenticationException or InvalidOperationException;

    private bool TryFill()
    {
        if (!_isReading)
        {
            _reading = _stream.ReadAsync(_plain);
            _isReading = true;
        }

        if (!_reading.IsCompleted)
            return false;
        _isReading = false;
        try
        {
            _plainStart = 0;
            _plainEnd = _reading.GetAwaiter().GetResult();
        }
        catch (Exception e) when (IsOfTheConnection(e))
        {
            Failure = Explain(e);
            return false;
        }

        if (_plainEnd == 0)
            Failure = _bridge.Failure ?? ChannelTexts.Closed;
        return _plainEnd > 0;
    }

    private string Explain(Exception? e) =>
        _trust.Refusal ?? _bridge.Failure ?? $"TLS failed: {(e is null ? "cancelled" : ForeignText.Of(e.Message))}";
}
