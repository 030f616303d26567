using HedgeFast.Bench.Latency;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Bench.Wire;

/// <summary>
/// The other side of the FIX session, without a socket of its own: it is given bytes, and fills every order whole and
/// at once.
/// </summary>
internal sealed class WireExchange : IDisposable
{
    private const int MessagesPerRound = 16;

    private readonly TransportClock _clock = new(TimeProvider.System);
    private readonly FileMessageStore _store;
    private readonly FixSession _session;

    /// <summary>A session that waits for a connection.</summary>
    /// <param name="settings">The exchange's side.</param>
    /// <param name="output">Takes what it sends.</param>
    public WireExchange(FixSessionSettings settings, IFixOutput output)
    {
        _store = WireBook.Store(settings);
        _session = new FixSession(settings, FixRole.Acceptor, _store, Orders, output);
        Input = new FixFrameBuffer(settings.MaxMessageBytes);
    }

    /// <summary>Outcomes of the orders.</summary>
    public FillingApplication Orders { get; } = new();

    /// <summary>Bytes received go here.</summary>
    public FixFrameBuffer Input { get; }

    /// <summary>A connection stands.</summary>
    public void Connect() => _session.OnConnected(_clock.Mono, _clock.Utc);

    /// <summary>Takes in what was received and answers.</summary>
    public void DoWork()
    {
        (long mono, long utc) = (_clock.Mono, _clock.Utc);
        _session.OnBytes(Input, MessagesPerRound, mono, utc);
        _session.OnTimer(mono, utc);
    }

    public void Dispose() => _store.Dispose();
}
