using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Resume;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Orders.Positions;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// A loop and an exchange that go through random steps, and the invariants that are checked after each. What the loop
/// sends may be tampered with on its way.
/// </summary>
internal sealed class InvariantRun : IDisposable
{
    private static readonly LimitSettings Limits = InvariantSettings.Limits;

    private readonly JudgeExchange _exchange = new();
    private readonly HashSet<long> _ids = [];
    private readonly Queue<long> _sentNanos = new();
    private long _mid = 600_000;
    private bool _up;
    private bool _killed;
    private bool _faulted = true;
    private readonly Func<OrderIntent, OrderIntent>? _tamper;
    private readonly double _volumeShare;
    private readonly List<(long Nanos, long Lots)> _prints = [];
    private readonly List<(long Nanos, long Lots)> _fills = [];
    private readonly Dictionary<long, long> _ordered = [];
    private readonly Dictionary<long, long> _roots = [];
    private readonly List<JournalRecord> _records = [];
    private readonly bool _forgets;
    private ResumeRig? _folder;
    private RunStart? _start;
    private bool _isDoubtful;
    private string _doubted = "";
    private long _quoteNanos;
    private PositionInterval _interval;
    private long _filledLots;
    private long _version;

    public InvariantRun(
        int seed, Func<OrderIntent, OrderIntent>? tamper = null, ForeignFills foreign = ForeignFills.Stop,
        bool forgets = false)
    {
        _tamper = tamper;
        _forgets = forgets;
        HedgeSettings settings = InvariantSettings.Draw(seed, foreign);
        _volumeShare = settings.Orders.VolumeShare;
        Rig = new LoopRig(settings);
    }

    public LoopRig Rig { get; private set; }

    /// <summary>Times that the position was in doubt and a person settled it.</summary>
    public int Settled { get; private set; }

    /// <summary>Times that another run went on from the journal.</summary>
    public int Restarts { get; private set; }

    public void Dispose() => _folder?.Dispose();

    public void Play(int[] steps)
    {
        foreach (int step in steps)
        {
            bool wasRecovering = Rig.Loop.Counters.Recovering != 0;
            Do(step % 32, step / 32);
            Collect(wasRecovering);
            Check();
        }

        // All is told at last: both sides agree.
        while (_exchange.Next(swap: false) is { } execution)
            Tell(execution);
        if (Rig.Position != _exchange.Position)
        {
            throw new InvalidOperationException(
                $"I1: at the end the engine has {Rig.Position}, the exchange {_exchange.Position}");
        }
    }

    private void Do(int action, int pick)
    {
        switch (action)
        {
            case < 7:
                _mid = Math.Clamp(_mid + (pick % 2_001) - 1_000, 400_000, 900_000);
                (_faulted, _quoteNanos) = (false, Rig.Now + 1_000_000);
                if (_volumeShare > 0)
                    Print(pick % 2_000);
                Rig.Tick(_mid);
                break;
            case 7 when pick % 4 == 0:
                _faulted = true;
                Rig.Fault(QuoteFault.Gap);
                break;
            case 7 when pick % 4 == 1:
                _faulted = true;
                _exchange.Halt();
                Rig.Fault(QuoteFault.Halted);
                break;
            case 8:
                Rig.Control(ControlKind.Timer, pick % 700_000_000);
                break;
            case 9 when pick % 4 == 0:
                _killed = !_killed;
                Rig.Control(_killed ? ControlKind.Kill : ControlKind.Rearm);
                break;
            case 10 when !_up || pick % 4 == 0:
                _up = !_up;
                if (!_up)
                    _exchange.Lose();
                Rig.Session(_up);
                break;
            case < 15:
                _exchange.Read(refuse: pick % 10 == 0);
                break;
            case < 19:
                _exchange.Trade(pick % 64, pick / 64);
                break;
            case 19:
                _exchange.CancelUnasked(pick);
                break;
            case 20 when pick % 4 == 0:
                _exchange.TakeBack(pick / 8, bust: pick % 8 == 0);
                break;
            case 21 when pick % 4 == 0:
                _exchange.Restate(pick / 4 % 64, pick / 256);
                break;
            case 23 when pick % 8 == 0:
                _exchange.Reinstate(pick / 8);
                break;
            case 24 when pick % 8 == 0:
                _exchange.TradeByHand(pick % 16 == 0 ? Side.Buy : Side.Sell, 1 + (pick % 5_000));
                break;
            case 25 when pick % 40 == 0 && Rig.Settings.Orders.Repricing == Repricing.Cancel:
                Restart();
                break;
            case 26 or 27 when Rig.Loop.Ledger.Doubt.Any && !Rig.Loop.Ledger.Live.HasOpenEnd(0):
                Settle();
                break;
            case 22 when _up
                && _exchange.Again(pick) is { Kind: not (ExecutionKind.Status or ExecutionKind.RequestRejected) } again:
                Tell(again with { Flags = ReportFlags.IsMarkedRepeated }, isNews: false);
                break;
            default:
                if (_up && _exchange.Next(swap: pick % 5 == 0) is { } execution)
                    Tell(execution);
                break;
        }
    }

    private void Tell(in ExecutionEvent execution, bool isNews = true)
    {
        if (execution.Kind == ExecutionKind.Fill && isNews)
        {
            _fills.Add((Rig.Now, execution.LastLots));
            long ordered = _ordered.GetValueOrDefault(_roots.GetValueOrDefault(execution.OrderId, execution.OrderId));
            bool isDoubtful = execution.OrderId == 0
                || execution.CumLots > ordered
                || execution.LastTicks is <= 1 or > 4_000_000;
            if (isDoubtful && !_isDoubtful)
            {
                _doubted =
                    $"{execution.LastLots} of {execution.OrderId} at {execution.LastTicks}, {execution.CumLots} of "
                    + $"{ordered} in all; alive {Live()}";
            }

            _isDoubtful |= isDoubtful;
        }

        long unfollowed = Rig.Loop.Ledger.Unfollowed;
        Rig.Execute(execution with { ReceiveNanos = Rig.Now });
        if (Rig.Loop.Ledger.Unfollowed > unfollowed)
            _exchange.Follow(execution.OrderId, isFollowed: false);
        else if (Rig.Loop.Ledger.Live.Find(execution.OrderId) >= 0)
            _exchange.Follow(execution.OrderId, isFollowed: true);
    }

    // A person says that what was told is right.
    private void Settle()
    {
        Rig.Control(
            new ControlEvent
            {
                Kind = ControlKind.SettlePosition,
                Instrument = 0,
                Lots = Rig.Position,
                Operator = OperatorName.Of("Q"),
            });
        if (Rig.Loop.Ledger.Doubt.Any)
            return;
        _isDoubtful = false;
        Settled++;
    }

    // The run dies, and another one goes on from its journal.
    private void Restart()
    {
        _records.AddRange(Rig.Records.Items);
        Rig.Records.Items.Clear();
        Rig.Records.Items.AddRange(_records);
        _folder ??= new ResumeRig();
        DoubtReasons doubt = Rig.Loop.Ledger.Doubt.Of(0);
        _start = _folder.Resume(Rig, _start ?? RunStart.First(TimeProvider.System));
        Rig = new LoopRig(Rig.Settings, start: _forgets ? _start with { Snapshot = null } : _start);
        _records.Clear();
        _exchange.Lose();
        _sentNanos.Clear();
        _prints.Clear();
        _fills.Clear();

        // Of an order that had ended, the run that resumes does not know any more what was ordered.
        foreach (long number in _ordered.Keys.ToArray())
            _ordered[number] = long.MaxValue;
        (_up, _faulted, _version) = (false, true, long.MinValue);
        Restarts++;
        Require(
            _forgets || Rig.Loop.Ledger.Doubt.Of(0) == doubt,
            $"I14: in doubt for {doubt} before a restart, for {Rig.Loop.Ledger.Doubt.Of(0)} behind it");
    }

    private void Print(long lots)
    {
        _prints.Add((Rig.Now, lots));
        Rig.Trade(lots);
    }

    private void Collect(bool wasRecovering)
    {
        foreach (OrderIntent sent in Rig.Intents.Items)
        {
            OrderIntent intent = _tamper?.Invoke(sent) ?? sent;
            Require(
                _ids.Add(intent.Kind == IntentKind.New ? intent.OrderId : intent.RequestId),
                "I3: an id was used twice");
            Require(_up, "I5: something left while the session was down");
            if (intent.Kind is IntentKind.New or IntentKind.Replace)
                CheckSight(intent, wasRecovering);
            if (intent.Kind == IntentKind.New)
                CheckOrder(intent);

            // What a replace asks for is ordered, under whatever number it is told.
            if (intent.Kind is IntentKind.New or IntentKind.Replace)
                _ordered[intent.OrderId] = Math.Max(_ordered.GetValueOrDefault(intent.OrderId), intent.Lots);
            if (intent.Kind == IntentKind.Replace)
                _roots[intent.RequestId] = intent.OrderId;
            _exchange.Receive(intent);
        }

        Rig.Intents.Items.Clear();
        _records.AddRange(Rig.Records.Items);
        Rig.Records.Items.Clear();
    }

    // What holds of every message that puts something into the market.
    private void CheckSight(in OrderIntent order, bool wasRecovering)
    {
        Require(
            !_isDoubtful, $"I14: an order left while the position was in doubt for {_doubted}; told {_exchange.Told}");
        Require(
            !_faulted && !_killed && Rig.Now - _quoteNanos <= Limits.StaleNanos,
            "I5: an order left while blind or killed");
        Require(!wasRecovering || Rig.Loop.Counters.Recovering == 0, "I5: an order left before all was accounted for");
        Require(Math.Abs(order.LimitTicks - _mid) <= Limits.CollarFraction * _mid, "I13: collar");
        _sentNanos.Enqueue(Rig.Now);
        if (_sentNanos.Count > Limits.OrdersPerSecond)
            Require(Rig.Now - _sentNanos.Dequeue() >= LoopRig.Second, "I13: orders a second");
    }

    private void CheckOrder(in OrderIntent order)
    {
        Require(order.Lots <= Limits.MaxOrderLots, "I13: order quantity");
        long number = order.OrderId;
        HedgeDecision decision = Rig.Records.Items.Where(record => record.Kind == JournalKind.Decision)
            .Select(record => record.As<HedgeDecision>())
            .Last();
        double perLot = LoopRig.Perpetual.DeltaPerLot(decision.Price);
        double after = decision.Lots > 0
            ? decision.DeltaHigh + (decision.Lots * perLot) - decision.BandLower
            : decision.BandUpper - decision.DeltaLow - (decision.Lots * perLot);
        Require(after <= perLot * 1.0001, "I4: more than the need was sent");
        bool buy = order.Side == Side.Buy;
        LiveOrder[] alive = [.. Rig.Loop.Ledger.Live.All.ToArray().Where(o => o.OrderId != number)];
        Require(
            alive.All(o => !MayRest(o) || (o.Side == Side.Buy) == (decision.Lots > 0)),
            "I13: an order could meet one of our own");
        Side side = order.Side;
        LiveOrder[] others = [.. alive.Where(o => o.Side == side)];
        long open = others.Sum(o => o.LeavesLots) + order.Lots;
        double delta = decision.OptionDelta + (Rig.Position * perLot);
        double toCentre = (buy ? 1 : -1) * (decision.BandLower + decision.BandUpper - (2 * delta)) / 2 / perLot;
        double toEdge = (buy ? decision.BandLower - delta : delta - decision.BandUpper) / perLot;
        Require(
            open <= Math.Max(Math.Ceiling(toEdge), Math.Round(toCentre)) + Limits.OvershootLots,
            $"I4: {open} lots out for a need of {toEdge} to {toCentre}");
        double live = Rig.Loop.Ledger.Live.All.ToArray().Sum(
            o => o.OrderId == number ? 0 : o.LeavesLots * (o.Side == Side.Buy ? 1.0 : 0)) * perLot;
        Require(
            Math.Abs(decision.DeltaHigh - decision.OptionDelta - (Rig.Position * perLot) - live) < 1e-6,
            "I4: the decision did not count what is in flight");
        PositionInterval interval = Rig.Loop.Ledger.Interval(0);
        Require(
            order.Side == Side.Buy ? interval.High <= Limits.MaxPositionLots : -interval.Low <= Limits.MaxPositionLots,
            "I13: position");
        long since = Rig.Now - Rig.Settings.Orders.VolumeWindowNanos;
        long ours = _fills.Where(fill => fill.Nanos > since).Sum(fill => fill.Lots) + open;
        Require(
            _volumeShare == 0
                || ours <= _volumeShare * _prints.Where(print => print.Nanos > since).Sum(print => print.Lots),
            "I13: beyond the share of the volume");
    }

    private void Check()
    {
        CheckVersion();
        Require(
            double.IsFinite(Rig.Loop.Ledger.Account(0).Entry) && double.IsFinite(Rig.Loop.Ledger.SpreadCost),
            "I15: money is not finite");
        if (Rig.Position != _exchange.ToldPosition)
        {
            throw new InvalidOperationException(
                $"I1: the engine has {Rig.Position}, told were {_exchange.ToldPosition}");
        }

        if (_exchange.HasSurprise)
            return;
        PositionInterval interval = Rig.Loop.Ledger.Interval(0);
        long high = _exchange.Position + _exchange.OpenBuys + _exchange.Arriving(Side.Buy);
        long low = _exchange.Position - _exchange.OpenSells - _exchange.Arriving(Side.Sell);
        if (interval.High < high || interval.Low > low)
        {
            throw new InvalidOperationException(
                $"I1: the interval {interval} misses what the exchange may still do, {low} to {high}; alive {Live()}; "
                + $"not yet told {_exchange.Waiting}; told {_exchange.Told}");
        }
    }

    // Sums of positions are kept for as long as the version stands.
    private void CheckVersion()
    {
        PositionLedger ledger = Rig.Loop.Ledger;
        Require(
            ledger.Version != _version || (ledger.Interval(0) == _interval && Rig.Position == _filledLots),
            "a position changed and the ledger's version did not");
        (_version, _interval, _filledLots) = (ledger.Version, ledger.Interval(0), Rig.Position);
    }

    // What rests: not an immediate order that is asked about, not one that has ended, not one that requests could not
    // settle.
    private static bool MayRest(in LiveOrder order) =>
        order.FinalCumLots < 0
            && !order.IsUnresolved
            && (order.TimeInForce == TimeInForce.Day || (order.Requests == 0 && !order.IsUnknown));

    private string Live() =>
        string.Join(
            "; ",
            Rig.Loop.Ledger.Live.All.ToArray().Select(
                o => $"{o.OrderId} {o.Side} {o.Lots}, cum {o.CumLots}, final {o.FinalCumLots}"));

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }
}
