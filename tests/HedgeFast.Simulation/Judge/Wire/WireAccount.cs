using HedgeFast.Core.Book;
using HedgeFast.Simulation.Judge.Orders;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Wire;

/// <summary>The judge's account of the wire: orders sent, messages seen, and the positions that follow.</summary>
internal sealed class WireAccount
{
    private readonly SeenMessages _seen;
    private bool _hadIntents;

    public WireAccount(IReadOnlyList<Instrument> instruments)
    {
        Orders = new WireOrders(instruments);
        Ledger = new FillLedger(instruments.Count, Orders);
        for (int i = 0; i < instruments.Count; i++)
            Ledger.Lots[i] = instruments[i].StartLots;
        _seen = new SeenMessages((message, place) => Seen!(message, place));
    }

    /// <summary>Receives each message of the exchange once its round is over, with its place.</summary>
    public required Action<WireMessage, long> Seen { get; init; }

    public WireOrders Orders { get; }

    public FillLedger Ledger { get; }

    /// <summary>Where the session stands.</summary>
    public SeenMessages Session => _seen;

    /// <summary>Number of the process, from 1.</summary>
    public int Process { get; private set; }

    /// <summary>Whether the process began without a message store: its numbers begin at 1.</summary>
    public bool HasNewStore { get; private set; }

    /// <summary>
    /// Whether the message that leaves was decided with all that was seen before its round: the loop has left nothing.
    /// </summary>
    public bool IsCurrent { get; private set; }

    /// <summary>Instruments whose position operators have written lines about.</summary>
    public HashSet<int> Settled { get; } = [];

    /// <summary>Whether an operator's word has changed a position in this round, before it is taken over.</summary>
    public bool IsBeingSettled(EngineProcess? process, int instrument) =>
        Settled.Contains(instrument) && process?.Pipeline.Loop.Ledger.FilledLots(instrument) != Ledger.Lots[instrument];

    /// <summary>A process is about to start.</summary>
    /// <param name="hasStore">Whether it finds the message store of the one before.</param>
    public void OnStarting(bool hasStore)
    {
        HasNewStore = !hasStore;
        if (HasNewStore)
            _seen.BeginLife();
    }

    /// <summary>A process has started.</summary>
    /// <param name="mayBeOlder">Whether the disk may have lost what the process before wrote.</param>
    public void OnStart(bool mayBeOlder)
    {
        _seen.MayBeOlder = mayBeOlder;
        Process++;
        _hadIntents = false;
        _seen.OnDeath();
    }

    public void OnDeath() => _seen.OnDeath();

    public void OnRead(int link, ReadOnlySpan<byte> bytes) => _seen.OnRead(link, bytes);

    /// <summary>A message leaves.</summary>
    public void BeginSent(in WireMessage message, EngineProcess? process)
    {
        IsCurrent = process is not null && !_hadIntents && process.Pipeline.Rings.Execution.Depth == 0;
        _seen.OnSent(message);
    }

    /// <summary>A message has left, and was judged.</summary>
    public void EndSent(in WireMessage message, long now)
    {
        if (!message.IsDuplicate)
            Orders.OnSent(message, Process, now);
    }

    public void EndRound(EngineProcess process)
    {
        _seen.EndRound();
        _hadIntents = process.Pipeline.Rings.Order.Depth > 0;
    }

    /// <summary>Enters a message seen.</summary>
    public LedgerOutcome Enter(in WireMessage message, long place, long now)
    {
        LedgerOutcome outcome = Ledger.Enter(message, place, Process);
        Orders.OnSeen(message, now);
        return outcome;
    }
}
