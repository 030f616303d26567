using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Outside;

/// <summary>
/// The exchange's gateway: the production acceptor and session, and behind them the simulated exchange's orders.
/// </summary>
internal sealed class SimVenue : IFixApplication
{
    private readonly WorldPlan _plan;
    private readonly Timeline _timeline;
    private readonly Func<Machine> _machine;
    private readonly LinkedList<SimReport> _waiting = [];
    private readonly List<SimReport> _sent = [];
    private FixAcceptor? _acceptor;
    private FixSession? _session;
    private bool _wasLoggedOn;

    /// <summary>Opens the gateway.</summary>
    /// <param name="plan">The world.</param>
    /// <param name="timeline">Its time.</param>
    /// <param name="market">Its prices.</param>
    /// <param name="machine">Makes the machine of a gateway process: a restart needs another one.</param>
    /// <param name="draw">Randomness.</param>
    public SimVenue(WorldPlan plan, Timeline timeline, SimMarket market, Func<Machine> machine, Draw draw)
    {
        _plan = plan;
        _timeline = timeline;
        _machine = machine;
        Exchange = new SimExchange(plan, timeline, market, draw) { Send = report => _waiting.AddLast(report) };
        Open();
    }

    public SimExchange Exchange { get; }

    /// <summary>Until when nothing is read or answered.</summary>
    public long SilentUntil { get; set; }

    /// <summary>Reports handed to the session, oldest first.</summary>
    public IReadOnlyList<SimReport> Sent => _sent;

    /// <summary>Whether a report waits to be sent.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>When the next waiting report falls due; the largest number without one.</summary>
    /// <remarks>One that is due already waits for the session, and the session for bytes.</remarks>
    public long NextNanos
    {
        get
        {
            long next = long.MaxValue;
            foreach (SimReport report in _waiting)
            {
                if (report.DueNanos > _timeline.Now)
                    next = Math.Min(next, report.DueNanos);
            }

            return next;
        }
    }

    /// <summary>The session, for faults of the session's own messages.</summary>
    public FixSession? Session => _session is { IsLoggedOn: true } ? _session : null;

    /// <summary>The session in any state; null before its first connection.</summary>
    public FixSession? AnySession => _acceptor is { Sessions: [var session, ..] } ? session : null;

    /// <summary>Reads, matches and answers.</summary>
    public int DoWork()
    {
        if (_timeline.Now < SilentUntil)
            return 0;
        int work = _acceptor!.DoWork(64);
        bool isLoggedOn = _session is { IsLoggedOn: true };
        if (_plan.CancelsOnDisconnect && _wasLoggedOn && !isLoggedOn)
            Exchange.CancelAll();
        _wasLoggedOn = isLoggedOn;
        Exchange.Match();
        return work + Flush();
    }

    /// <summary>Sends a report again.</summary>
    public void Repeat(SimReport report, bool isMarked) =>
        _waiting.AddLast(report with { DueNanos = 0, IsMarkedRepeated = isMarked });

    public void LogOut() => _acceptor!.RequestLogout();

    /// <summary>Ends the gateway's process and starts another one; orders and ledger stay.</summary>
    public void Restart()
    {
        _session = null;
        Open();
    }

    /// <summary>Leaves sequence numbers out, as a gateway does that lost messages it had numbered.</summary>
    public void JumpSequence(int count)
    {
        if (Session is { } session)
            session.RaiseNextOutgoing(session.NextOutgoing + count, _plan.StartUtcNanos + _timeline.Now);
    }

    /// <summary>Sends a message of any type and body but those of the session itself.</summary>
    public void Say(string type, string body)
    {
        if (Session is not { IsSynchronised: true } session)
            return;
        FixBody fields = session.Begin(Encoding.ASCII.GetBytes(type));
        fields.AddRaw(Encoding.ASCII.GetBytes(body.Replace('|', '\u0001')));
        session.TrySend(ref fields);
    }

    /// <inheritdoc/>
    public void OnLogon(FixSession session) => _session = session;

    /// <inheritdoc/>
    public void OnLogout(FixSession session, string reason)
    {
    }

    /// <inheritdoc/>
    public bool ShouldReplay(ReadOnlySpan<byte> msgType) => msgType.Length == 1 && msgType[0] is (byte)'8' or (byte)'9';

    /// <inheritdoc/>
    public void OnMessage(FixSession session, in FixMessage message)
    {
        _session = session;
        string id = Text(message, 11), original = Text(message, 41), symbol = Text(message, 55);
        bool isBuy = Text(message, 54) == "1";
        switch (Encoding.ASCII.GetString(message.MsgType))
        {
            case "D":
                Exchange.Submit(
                    id, symbol, isBuy, Lots(message), Ticks(message, symbol), Text(message, 59) is "" or "0",
                    message.PossDup || message.PossResend);
                break;
            case "F":
                Exchange.Cancel(id, original);
                break;
            case "G":
                Exchange.Replace(id, original, Lots(message), Ticks(message, symbol));
                break;
            case "H":
                Exchange.Query(id, symbol, isBuy, Text(message, 790));
                break;
            case "AF":
                Exchange.QueryAll(Text(message, 584));
                break;
            case "AN":
                Exchange.QueryPositions(Text(message, 710));
                break;
        }
    }

    // An acceptor before this one is not disposed: its process is dead, and its kernel closed what it had.
    private void Open()
    {
        _acceptor = new FixAcceptor(
            new FixAcceptorSettings
            {
                Host = WorldPlan.VenueHost,
                Port = WorldPlan.FixPort,
                Sessions = [_plan.VenueSession],
            },
            this, _machine());
    }

    private int Flush()
    {
        if (_session is not { IsLoggedOn: true, IsSynchronised: true } session)
            return 0;
        int sent = 0;
        for (LinkedListNode<SimReport>? node = _waiting.First; node is not null;)
        {
            LinkedListNode<SimReport>? next = node.Next;
            if (node.Value.DueNanos <= _timeline.Now)
            {
                FixBody body = session.Begin(Encoding.ASCII.GetBytes(node.Value.Type));
                ReportText.Write(ref body, node.Value, _plan);
                if (!session.TrySend(ref body))
                    return sent;
                _sent.Add(node.Value);
                _waiting.Remove(node);
                sent++;
            }

            node = next;
        }

        return sent;
    }

    private static string Text(in FixMessage message, int tag) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) ? Encoding.ASCII.GetString(value) : "";

    private static long Lots(in FixMessage message) => message.TryGetDecimal(38, 0, out long lots) ? lots : 0;

    private long? Ticks(in FixMessage message, string symbol)
    {
        Instrument? instrument = _plan.Settings.Instruments.FirstOrDefault(each => each.Symbol == symbol);
        if (instrument is null || !message.TryGetDecimal(44, instrument.TickDecimals, out long price))
            return null;
        return price % instrument.TickMantissa == 0 ? price / instrument.TickMantissa : null;
    }
}
