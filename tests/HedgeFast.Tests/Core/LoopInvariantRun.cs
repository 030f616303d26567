using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core;

/// <summary>
/// One random sequence with its judge: an exchange that keeps its own account of each order and is told nothing by the loop but its orders. A <see cref="LoopFault"/> makes the loop see
/// or do something wrong.
/// </summary>
internal sealed class LoopInvariantRun
{
    public const long MaxOrderLots = 20_000;
    private const double MaxOrderNotional = 700_000;
    private const long Overshoot = 1;
    private const long StaleNanos = 2 * LoopRig.Second / 5;

    private readonly LoopFault _fault;
    private readonly Random _random;
    private readonly LoopRig _rig;
    private readonly List<Judged> _book = [];
    private readonly HashSet<long> _numbers = [];
    private readonly long[] _positions = new long[2];
    private readonly bool[] _faulty = [true, true];
    private readonly long[] _quoteNanos = new long[2];
    private readonly int _instruments;
    private readonly long _maxPositionLots;
    private readonly double _maxNotional;
    private int _seenIntents;
    private int _seenRecords;
    private long _mid = 600_000;
    private ulong _execution;
    private bool _up;
    private bool _killed;

    public LoopInvariantRun(int seed, int instruments, LoopFault? fault = null)
    {
        _random = new Random(seed);
        _fault = fault ?? new LoopFault();
        _instruments = instruments;

        // The whole hedge is some 28,000 lots: in one sequence of three there is no room for it.
        _maxPositionLots = _random.Next(3) == 0 ? 24_000 : 45_000;
        _maxNotional = _random.Next(2) == 0 ? 1e12 : MaxOrderNotional;
        HedgeSettings settings = instruments == 1 ? LoopRig.MakeSettings() : LoopRig.MakeTwo(fallbackAfterNanos: _random.Next(2) * LoopRig.Second / 20);
        var kinds = Enum.GetValues<PolicyKind>();
        settings = settings with
        {
            Orders = settings.Orders with
            {
                TimeInForce = _random.Next(2) == 0 ? TimeInForce.Day : TimeInForce.ImmediateOrCancel,
                SliceLots = _random.Next(3) == 0 ? 4_000 : 0,
                MaxLive = 8,
            },
            Limits = settings.Limits with { MaxOrderLots = MaxOrderLots, MaxPositionLots = _maxPositionLots, MaxOrderNotional = _maxNotional, OvershootLots = Overshoot, StaleNanos = StaleNanos },
            Underlyings = [settings.Underlyings[0] with { Policy = new PolicySettings { Kind = kinds[_random.Next(kinds.Length)], IntervalNanos = LoopRig.Second / 100 } }],
        };
        _rig = new LoopRig(_fault.Settings(settings));
    }

    public long Orders { get; private set; }

    public long FallbackOrders { get; private set; }

    public long ClippedOrders { get; private set; }

    public long Fills { get; private set; }

    public void Step()
    {
        switch (_random.Next(16))
        {
            case 0:
                _up = !_up;
                if (_up || !_fault.HidesDisconnects)
                    _rig.Session(_up);
                break;
            case 1 when _random.Next(4) == 0:
                _killed = true;
                if (!_fault.HidesKills)
                    _rig.Control(ControlKind.Kill);
                break;
            case 2:
                // Granted at once or when everything is known: from here on the exchange may see orders again.
                _killed = false;
                _rig.Control(ControlKind.Rearm);
                break;
            case 3:
                int faulty = _random.Next(_instruments);
                _faulty[faulty] = true;
                if (!_fault.HidesFaults)
                    _rig.Fault(QuoteFault.Stale, faulty);
                break;
            case 4:
                _rig.Control(ControlKind.Timer, elapsedNanos: _random.Next(600) * 1_000_000L);
                break;
            case < 9:
                _mid += _random.Next(-400, 401);
                int quoted = _random.Next(_instruments);
                _faulty[quoted] = false;
                _rig.Tick(_mid + (quoted * 600), quoted);
                _quoteNanos[quoted] = _rig.Now;
                break;
            default:
                Answer();
                break;
        }

        Check();
    }

    private void Answer()
    {
        if (_book.Count == 0)
            return;
        Judged order = _book[_random.Next(_book.Count)];
        long leaves = order.Intent.Lots - order.Cum;
        switch (_random.Next(8))
        {
            case 0 when !order.IsDone:
                Tell(Event(order, ExecutionKind.New));
                break;
            case 1 when !order.IsDone:
                order.IsDone = true;
                Tell(Event(order, ExecutionKind.Canceled));
                break;
            case 2 when !order.IsDone && order.Cum == 0:
                order.IsDone = true;
                Tell(Event(order, _random.Next(2) == 0 ? ExecutionKind.Rejected : ExecutionKind.NotSent));
                break;
            case 3:
                Tell(Event(order, ExecutionKind.Status) with { LeavesLots = order.IsDone ? 0 : leaves });
                break;
            case 4:
                Tell(Event(order, ExecutionKind.RequestRejected));
                break;
            case 5 when order.LastFill is { } again:
                Tell(again);
                break;
            default:
                Fill(order, leaves);
                break;
        }
    }

    private void Fill(Judged order, long leaves)
    {
        if (order.IsDone || leaves == 0)
            return;
        long lots = _random.Next(2) == 0 ? leaves : 1 + (long)(_random.NextDouble() * (leaves - 1));
        order.Cum += lots;
        order.IsDone = order.Cum == order.Intent.Lots;
        _positions[order.Intent.Instrument] += order.Intent.Side == Side.Buy ? lots : -lots;
        Fills++;
        order.LastFill = Event(order, ExecutionKind.Fill) with { LastLots = lots, LastTicks = order.Intent.LimitTicks, LeavesLots = leaves - lots, ExecIdLow = ++_execution };
        Tell(order.LastFill.Value);
    }

    // An immediate order that is asked about rests no more, nor does one about which requests have ended.
    private bool MayRest(Judged order)
    {
        int index = _rig.Loop.Ledger.Live.Find(order.Intent.OrderId);
        return index < 0 || _rig.Loop.Ledger.Live.All[index].MayRest;
    }

    private void Tell(in ExecutionEvent execution)
    {
        if (_fault.Told(execution) is { } told)
            _rig.Execute(told);
    }

    private ExecutionEvent Event(Judged order, ExecutionKind kind) => new()
    {
        ReceiveNanos = _rig.Now,
        Kind = kind,
        OrderId = order.Intent.OrderId,
        Instrument = order.Intent.Instrument,
        Side = order.Intent.Side,
        CumLots = order.Cum,
    };

    private void Check()
    {
        for (int i = 0; i < _instruments; i++)
            Require(_positions[i] == _rig.Loop.Ledger.FilledLots(i), "I1: the position is not the sum of the fills");
        for (; _seenIntents < _rig.Intents.Items.Count; _seenIntents++)
        {
            OrderIntent intent = _fault.Sent(_rig.Intents.Items[_seenIntents]);
            Require(_numbers.Add(intent.Kind == IntentKind.New ? intent.OrderId : intent.RequestId), "I3: a number was used twice");
            Require(_up, "I5: sent without a session");
            if (intent.Kind == IntentKind.New)
                CheckOrder(intent);
        }
    }

    private void CheckOrder(in OrderIntent intent)
    {
        Require(!_killed, "I5: sent while killed");
        Require(!_faulty[intent.Instrument], "I5: sent on a fault");
        Require(_rig.Now - _quoteNanos[intent.Instrument] <= StaleNanos, "I5: sent on a quote that is too old");
        Require(intent.Lots is >= 1 and <= MaxOrderLots, "I13: beyond the largest order");
        double price = intent.LimitTicks / 10.0;
        Instrument traded = _rig.Settings.Instruments[intent.Instrument];
        Require(traded.Notional(intent.Lots, price) <= _maxNotional, "I13: beyond the largest notional");
        ClippedOrders += traded.Notional(intent.Lots + 2, price) > _maxNotional ? 1 : 0;
        Orders++;
        FallbackOrders += intent.Instrument;

        Side side = intent.Side;
        int instrument = intent.Instrument;
        long sign = side == Side.Buy ? 1 : -1;
        Require((sign * _positions[instrument]) + Open(side, instrument) + intent.Lots <= _maxPositionLots, "I13: beyond the position limit");
        Require(!_book.Any(o => !o.IsDone && o.Intent.Side != side && o.Intent.Instrument == instrument && MayRest(o)), "I13: could meet one of our own");

        // The fallback trades 0.1 % above and is a thousandth of a coin a lot.
        HedgeDecision decision = NextDecision();
        double[] deltas = [100 / decision.Price, 0.001];
        double perLot = deltas[instrument];
        double open = ((Open(side, 0) * deltas[0]) + (Open(side, 1) * deltas[1])) / perLot;
        double delta = decision.OptionDelta + (_positions[0] * deltas[0]) + (_positions[1] * deltas[1]);
        double need = sign * (decision.BandLower + decision.BandUpper - (2 * delta)) / 2 / perLot;
        double edge = (side == Side.Buy ? decision.BandLower - delta : delta - decision.BandUpper) / perLot;

        // To the edge; a band narrower than a lot is met as near its middle as lots allow.
        Require(open + intent.Lots <= Math.Max(Math.Ceiling(edge), Math.Round(need)) + Overshoot + 1e-6, $"I4: {open} open and {intent.Lots} more for a need of {edge} to {need} lots");
        _book.Add(new Judged { Intent = intent });
    }

    private long Open(Side side, int instrument) =>
        _book.Where(o => !o.IsDone && o.Intent.Side == side && o.Intent.Instrument == instrument).Sum(o => o.Intent.Lots - o.Cum);

    // The record of a decision follows that of its order.
    private HedgeDecision NextDecision()
    {
        SkipTo(record => record.Kind == JournalKind.Intent && record.As<OrderIntent>().Kind == IntentKind.New);
        SkipTo(record => record.Kind == JournalKind.Decision);
        return _rig.Records.Items[_seenRecords - 1].As<HedgeDecision>();
    }

    private void SkipTo(Func<JournalRecord, bool> isIt)
    {
        while (!isIt(_rig.Records.Items[_seenRecords++]))
        {
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }

    private sealed class Judged
    {
        public OrderIntent Intent { get; init; }

        public long Cum { get; set; }

        public bool IsDone { get; set; }

        public ExecutionEvent? LastFill { get; set; }
    }
}
