using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Bench.Wire;

/// <summary>
/// The engine's FIX session over memory: what it sends is stamped where a socket would be called, and copied to the
/// exchange.
/// </summary>
internal sealed class MemoryTransport : IFixTransport, IFixOutput
{
    private readonly TransportClock _clock = new(TimeProvider.System);
    private readonly NanosClock _stamps = new(TimeProvider.System);
    private readonly FileMessageStore _store;
    private readonly FixFrameBuffer _input;

    /// <summary>A session that waits for a connection.</summary>
    /// <param name="settings">The engine's side.</param>
    /// <param name="application">Whom it serves.</param>
    public MemoryTransport(FixSessionSettings settings, IFixApplication application)
    {
        _store = WireBook.Store(settings);
        _input = new FixFrameBuffer(settings.MaxMessageBytes);
        Session = new FixSession(settings, FixRole.Initiator, _store, application, this);
        ToEngine = new CopyTo(_input);
    }

    public FixSession Session { get; }

    public FixLink Link => FixLink.Connected;

    public long WaitNanos => 0;

    public FixHost Host { get; } = new("memory", 1);

    /// <summary>Where the exchange sends to.</summary>
    public IFixOutput ToEngine { get; }

    /// <summary>Where the engine sends to; set before the connection.</summary>
    public FixFrameBuffer? Exchange { get; set; }

    /// <summary>When the last message was handed over, monotonic nanoseconds.</summary>
    public long SentNanos { get; private set; }

    public bool IsLoggedOut => Session.State == FixSessionState.Disconnected;

    public string? LastError => Session.LastReason;

    /// <summary>A connection stands.</summary>
    public void Connect() => Session.OnConnected(_clock.Mono, _clock.Utc);

    public int DoWork(int messageLimit)
    {
        (long mono, long utc) = (_clock.Mono, _clock.Utc);
        return Session.OnBytes(_input, messageLimit, mono, utc) + Session.OnTimer(mono, utc);
    }

    public bool Resume() => false;

    public void RequestLogout() => Session.RequestLogout();

    public bool TrySend(ReadOnlySpan<byte> message)
    {
        SentNanos = _stamps.Now();
        return Exchange!.Append(message) == message.Length;
    }

    public void Close(string reason)
    {
    }

    public void Dispose() => _store.Dispose();

    private sealed class CopyTo(FixFrameBuffer destination) : IFixOutput
    {
        public bool TrySend(ReadOnlySpan<byte> message) => destination.Append(message) == message.Length;

        public void Close(string reason)
        {
        }
    }
}
