using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>
/// An exchange that does whatever it is told, and a line to it that may lose what was on its way in, hold back what is
/// on its way out, and tell things twice or in another order. It knows the true position.
/// </summary>
internal sealed class JudgeExchange
{
    private static readonly long[] WildTicks = [0, 1, -7, 5_000_000];

    private readonly Queue<OrderIntent> _inbox = new();
    private readonly List<(ExecutionEvent Event, long PositionChange, bool Surprise)> _outbox = [];
    private readonly List<ExecutionEvent> _told = [];
    private readonly Dictionary<long, JudgeOrder> _orders = [];
    private readonly List<JudgeOrder> _recent = [];
    private ulong _execution;
    private ulong _byHand = 1UL << 40;

    /// <summary>Sum of everything filled and not taken back.</summary>
    public long Position { get; private set; }

    /// <summary>The part of it that was told.</summary>
    public long ToldPosition { get; private set; }

    /// <summary>
    /// Whether something is on its way that no client could foresee: a trade taken back, an order filled beyond its
    /// size or made larger, a report of an order that the client could not follow.
    /// </summary>
    public bool HasSurprise => _outbox.Exists(
        item => item.Surprise || _orders.GetValueOrDefault(item.Event.OrderId) is { IsFollowed: false });

    /// <summary>What waits to be told, for the message of a failure.</summary>
    public string Waiting =>
        string.Join("; ", _outbox.Select(item => Describe(item.Event)));

    /// <summary>What was told last, likewise.</summary>
    public string Told => string.Join("; ", _told.Select(told => Describe(told)));

    /// <summary>Lots that the orders which the client follows may still buy.</summary>
    public long OpenBuys => Open(Side.Buy);

    /// <summary>Lots that the orders which the client follows may still sell.</summary>
    public long OpenSells => Open(Side.Sell);

    /// <summary>Lots on their way in.</summary>
    public long Arriving(Side side) =>
        _inbox.Sum(intent => intent.Kind == IntentKind.New && intent.Side == side ? intent.Lots : 0);

    /// <summary>Says whether the client follows an order: one beyond the room of its table it can't.</summary>
    public void Follow(long number, bool isFollowed)
    {
        if (_orders.GetValueOrDefault(number) is { } order)
            order.IsFollowed = isFollowed;
    }

    public void Receive(in OrderIntent intent) => _inbox.Enqueue(intent);

    /// <summary>The line breaks: what was on its way in is lost, and execution ids begin again.</summary>
    public void Lose()
    {
        _inbox.Clear();
        _execution = 0;
    }

    /// <summary>Somebody else trades in our account, or so it is told.</summary>
    public void TradeByHand(Side side, long lots)
    {
        Position += side == Side.Buy ? lots : -lots;
        _outbox.Add((new ExecutionEvent
        {
            Kind = ExecutionKind.Fill,
            Side = side,
            LastLots = lots,
            LastTicks = 600_000,
            CumLots = lots,
            ExecIdLow = ++_byHand,
        }, side == Side.Buy ? lots : -lots, true));
    }

    /// <summary>Reads one message; a new order may be refused.</summary>
    public void Read(bool refuse)
    {
        if (!_inbox.TryDequeue(out OrderIntent intent))
            return;
        JudgeOrder? order = _orders.GetValueOrDefault(intent.NamedId);
        switch (intent.Kind)
        {
            case IntentKind.New when refuse:
                Tell(intent, ExecutionKind.Rejected, null);
                break;
            case IntentKind.New:
                order = new JudgeOrder(intent);
                _orders.Add(intent.OrderId, order);
                _recent.Add(order);
                _recent.RemoveAll(o => !o.IsOpen && _recent.Count > 64);
                Tell(intent, ExecutionKind.New, order);
                break;
            case IntentKind.Replace when order is { IsOpen: true } && !refuse:
                Replace(order, intent);
                break;
            case IntentKind.MassStatus:
                foreach (JudgeOrder open in _recent.Where(o => o.IsOpen))
                    Tell(open.Intent, ExecutionKind.Status, open);
                _outbox.Add((new ExecutionEvent { Kind = ExecutionKind.MassStatusEnd, Instrument = -1 }, 0, false));
                break;
            case IntentKind.Cancel when order is { IsOpen: true } && !refuse:
                Cancel(order);
                break;
            case IntentKind.Cancel or IntentKind.Replace:
                Tell(intent, ExecutionKind.RequestRejected, order);
                break;
            case IntentKind.Status when refuse:
                Tell(intent, ExecutionKind.RequestRejected, order);
                break;
            default:
                Tell(intent, ExecutionKind.Status, order);
                break;
        }
    }

    /// <summary>An order trades: part of it, all of it, or rarely more.</summary>
    public void Trade(int pick, int size)
    {
        if (Open(pick) is not { } order)
            return;
        long beyond = size % 97 == 0 ? 5 : 0;
        long lots = size % 3 == 0 ? order.Leaves : 1 + (size % order.Leaves);
        lots += lots == order.Leaves ? beyond : 0;
        order.Cum += lots;
        order.IsOpen = order.Cum < order.Lots;
        ulong id = Tell(
            order.Intent, ExecutionKind.Fill, order, lots, surprise: order.Cum > order.Lots,
            ticks: size % 193 == 0 ? WildTicks[size % WildTicks.Length] : null);
        order.Trades.Add((id, lots));
    }

    public void CancelUnasked(int pick)
    {
        if (Open(pick) is { } order)
            Cancel(order);
    }

    /// <summary>A trade is taken back or made smaller.</summary>
    public void TakeBack(int pick, bool bust)
    {
        if (_recent.Count == 0 || _recent[pick % _recent.Count] is not { Trades.Count: > 0 } order)
            return;
        int index = pick % order.Trades.Count;
        (ulong id, long lots) = order.Trades[index];
        long now = bust ? 0 : Math.Max(1, lots / 2);
        order.Cum -= lots - now;
        order.Trades.RemoveAt(index);
        ulong change = Tell(
            order.Intent, bust ? ExecutionKind.Bust : ExecutionKind.Correction, order, bust ? lots : now,
            change: now - lots, about: id, surprise: true);
        if (!bust)
            order.Trades.Add((change, now));
    }

    /// <summary>An order is made smaller or larger.</summary>
    public void Restate(int pick, int lots)
    {
        if (Open(pick) is not { } order)
            return;
        bool larger = lots % 5 == 0;
        order.Lots = order.Cum + (larger ? order.Leaves + 10 : 1 + (lots % order.Leaves));
        Tell(order.Intent, ExecutionKind.Restated, order, surprise: larger);
    }

    /// <summary>Trading is halted: everything is cancelled.</summary>
    public void Halt()
    {
        foreach (JudgeOrder order in _recent.Where(order => order.IsOpen))
            Cancel(order);
    }

    /// <summary>An order that was cancelled works again.</summary>
    public void Reinstate(int pick)
    {
        if (_recent.Count == 0
            || _recent[pick % _recent.Count] is not { IsOpen: false } order
            || order.Cum >= order.Lots)
        {
            return;
        }

        order.IsOpen = true;
        Tell(order.Intent, ExecutionKind.Restated, order, surprise: true);
    }

    /// <summary>The next thing that waits, or the one behind it where the order of the two says nothing.</summary>
    public ExecutionEvent? Next(bool swap)
    {
        if (_outbox.Count == 0)
            return null;
        int index = swap && _outbox.Count > 1 && IsPlain(_outbox[0].Event) && IsPlain(_outbox[1].Event) ? 1 : 0;
        (ExecutionEvent execution, long change, _) = _outbox[index];
        _outbox.RemoveAt(index);
        ToldPosition += change;
        _told.Add(execution);
        if (_told.Count > 64)
            _told.RemoveAt(0);
        return execution;
    }

    /// <summary>Something told before.</summary>
    public ExecutionEvent? Again(int pick) => _told.Count == 0 ? null : _told[pick % _told.Count];

    // Trades taken back refer to what went before, and a restatement to the order as it then was.
    private static bool IsPlain(in ExecutionEvent execution) => execution.Kind is ExecutionKind.New
        or ExecutionKind.Fill or ExecutionKind.Canceled;

    private static string Describe(in ExecutionEvent told) =>
        $"{told.Kind} {told.ExecIdLow}/{told.ExecRefLow} of {told.OrderId} {told.Side}, {told.LastLots}, cum "
            + $"{told.CumLots}, leaves {told.LeavesLots}";

    private void Cancel(JudgeOrder order)
    {
        order.IsOpen = false;
        Tell(order.Intent, ExecutionKind.Canceled, order);
    }

    private void Replace(JudgeOrder order, in OrderIntent intent)
    {
        order.Lots = Math.Max(intent.Lots, order.Cum);
        order.IsOpen = order.Cum < order.Lots;
        Tell(intent, ExecutionKind.Replaced, order);
        order.Number = intent.RequestId;
        _orders.Add(intent.RequestId, order);
    }

    private long Open(Side side) =>
        _recent.Sum(order => order.Intent.Side == side && order.IsFollowed ? order.Leaves : 0);

    private JudgeOrder? Open(int pick)
    {
        for (int i = 0; i < _recent.Count; i++)
        {
            JudgeOrder order = _recent[(pick + i) % _recent.Count];
            if (order.Leaves > 0)
                return order;
        }

        return null;
    }

    private ulong Tell(
        in OrderIntent intent, ExecutionKind kind, JudgeOrder? order, long lots = 0, long? change = null,
        ulong about = 0, bool surprise = false, long? ticks = null)
    {
        ulong id = ++_execution;
        while (order is not null && !order.Ids.Add(id))
            id = ++_execution;
        long signed = (kind == ExecutionKind.Fill ? lots : change ?? 0) * (intent.Side == Side.Buy ? 1 : -1);
        Position += signed;
        bool isRequest = kind is ExecutionKind.RequestRejected or ExecutionKind.Status;
        _outbox.Add((new ExecutionEvent
        {
            Kind = kind,
            OrderId = order?.Number ?? intent.NamedId,
            RequestId = kind == ExecutionKind.Status ? order?.Number ?? intent.KnownId : intent.RequestId,
            Instrument = intent.Instrument,
            Side = intent.Side,
            LastLots = lots,
            LastTicks = ticks ?? intent.LimitTicks,
            CumLots = order?.Cum ?? 0,
            LeavesLots = order?.Leaves ?? 0,
            ExecIdLow = isRequest ? 0 : id,
            ExecRefLow = about,
        }, signed, surprise));
        return id;
    }
}
