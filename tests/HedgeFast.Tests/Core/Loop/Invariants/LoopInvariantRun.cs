using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// One random sequence with its judge: an exchange that keeps its own account of each order and is told nothing by the
/// loop but its orders; what is wrong outside comes from <see cref="LoopOutside"/>, <see cref="LoopPeople"/> and
/// <see cref="LoopDisk"/>. A <see cref="LoopFault"/> makes the loop see or do something wrong.
/// </summary>
internal sealed class LoopInvariantRun : IDisposable
{
    public const long MaxOrderLots = 20_000;
    private const double MaxOrderNotional = 700_000;
    private const long Overshoot = 1;
    private const long StaleNanos = 2 * LoopRig.Second / 5;

    private readonly Random _random;
    private readonly LoopScene _scene;
    private readonly LoopOutside _outside;
    private readonly LoopPeople _people;
    private readonly LoopDisk _disk;
    private readonly LoopWatchman _watchman;
    private readonly HashSet<long> _numbers = [];

    public LoopInvariantRun(int seed, int instruments, LoopFault? fault = null)
    {
        _random = new Random(seed);
        fault ??= new LoopFault();

        // The whole hedge is some 28,000 lots: in one sequence of three there is no room for it.
        long maxPositionLots = _random.Next(3) == 0 ? 24_000 : 45_000;
        double maxNotional = _random.Next(2) == 0 ? 1e12 : MaxOrderNotional;
        HedgeSettings settings = instruments == 1
            ? LoopRig.MakeSettings()
            : LoopRig.MakeTwo(fallbackAfterNanos: _random.Next(2) * LoopRig.Second / 20);
        var kinds = Enum.GetValues<PolicyKind>();
        settings = settings with
        {
            Feed = settings.Feed with
            {
                Clock = _random.Next(2) == 0 ? ClockRule.Live : ClockRule.Recorded(LoopRig.ExchangeStart, speed: 1),
            },
            Orders = settings.Orders with
            {
                TimeInForce = _random.Next(2) == 0 ? TimeInForce.Day : TimeInForce.ImmediateOrCancel,
                SliceLots = _random.Next(3) == 0 ? 4_000 : 0,
                MaxLive = 8,
            },
            Limits = settings.Limits with
            {
                MaxOrderLots = MaxOrderLots,
                MaxPositionLots = maxPositionLots,
                MaxOrderNotional = maxNotional,
                OvershootLots = Overshoot,
                StaleNanos = StaleNanos,
                MaxDayLoss = _random.Next(3) == 0 ? 3_000 : LimitSettings.NoLossLimit,
                MaxRepeats = _random.Next(3) == 0 ? 6 : LimitSettings.NoRepeatLimit,
                LossBasis = LossBasis.Hedge,
                OperatorFactor = 1 + _random.Next(2),
            },
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    Policy = new PolicySettings
                    {
                        Kind = kinds[_random.Next(kinds.Length)],
                        IntervalNanos = LoopRig.Second / 100,
                    },
                },
            ],
        };
        _scene = new LoopScene(seed, _random, settings, fault);
        _outside = new LoopOutside(_scene);
        _people = new LoopPeople(_scene);
        _disk = new LoopDisk(_scene);
        _watchman = new LoopWatchman(_scene);
    }

    public long Orders { get; private set; }

    public long FallbackOrders { get; private set; }

    public long ClippedOrders { get; private set; }

    public long Fills => _scene.Fills;

    /// <summary>
    /// How often each thing from outside came: wild times, doubts, settlements, changes of limits, void re-arms, hangs,
    /// gaps, restarts, and states that the watch told.
    /// </summary>
    public long[] Outside =>
        [
            _outside.Wild, _outside.Doubts, _people.Settlements, _people.LimitChanges, _people.VoidRearms, _disk.Hangs,
            _disk.Gaps, _disk.Restarts, _watchman.Told,
        ];

    public void Dispose() => _disk.Dispose();

    public void Step()
    {
        switch (_random.Next(23))
        {
            case 0:
                _scene.Up = !_scene.Up;
                if (_scene.Up || !_scene.Fault.HidesDisconnects)
                    _scene.Rig.Session(_scene.Up);
                break;
            case 1 when _random.Next(4) == 0:
                _people.Kill();
                break;
            case 2:
                _people.Rearm();
                break;
            case 3:
                int faulty = _random.Next(_scene.Instruments);
                _scene.Faulty[faulty] = true;
                if (!_scene.Fault.HidesFaults)
                    _scene.Rig.Fault(QuoteFault.Stale, faulty);
                break;
            case 4:
                Time();
                break;
            case < 9:
                Quote();
                break;
            case 16:
                _outside.QuoteAtWildTime();
                break;
            case 17 when _random.Next(4) == 0:
                _outside.FillWildly();
                break;
            case 18 when _random.Next(2) == 0:
                _people.ChangeLimit();
                break;
            case 19 or 20 when _scene.Doubted.Any(doubted => doubted):
                _people.SettlePosition();
                break;
            case 21 when _random.Next(10) == 0:
                _disk.Hang();
                break;
            case 22 when _random.Next(80) == 0:
                _disk.Restart();
                break;
            default:
                Answer();
                break;
        }

        Check();
    }

    /// <summary>What holds at the end.</summary>
    public void End() => _disk.CheckRecords(_scene.Rig);

    private void Quote()
    {
        _scene.Mid += _random.Next(-400, 401);
        int quoted = _random.Next(_scene.Instruments);
        _scene.Faulty[quoted] = false;
        _scene.Rig.Tick(_scene.Ticks(quoted), quoted);
        _scene.QuoteNanos[quoted] = _scene.Rig.Now;
    }

    private void Time()
    {
        long passed = _random.Next(600) * 1_000_000L;
        if (_scene.Fault.HidesTimers)
            _scene.Rig.Advance(passed);
        else
            _scene.Rig.Control(ControlKind.Timer, elapsedNanos: passed);
        _watchman.Check();
    }

    private void Answer()
    {
        if (_scene.Book.Count == 0)
            return;
        JudgedOrder order = _scene.Book[_random.Next(_scene.Book.Count)];
        switch (_random.Next(8))
        {
            case 0 when !order.IsDone:
                _scene.Tell(_scene.Event(order, ExecutionKind.New));
                break;
            case 1 when !order.IsDone:
                order.IsDone = true;
                _scene.Tell(_scene.Event(order, ExecutionKind.Canceled));
                break;
            case 2 when !order.IsDone && order.Cum == 0:
                order.IsDone = true;
                _scene.Tell(_scene.Event(order, _random.Next(2) == 0 ? ExecutionKind.Rejected : ExecutionKind.NotSent));
                break;
            case 3:
                _scene.Tell(
                    _scene.Event(order, ExecutionKind.Status) with { LeavesLots = order.IsDone ? 0 : order.Leaves });
                break;
            case 4:
                _scene.Tell(_scene.Event(order, ExecutionKind.RequestRejected));
                break;
            case 5 when order.LastFill is { } again:
                _scene.Tell(again);
                break;
            default:
                if (!order.IsDone && order.Leaves > 0)
                {
                    _scene.Fill(
                        order,
                        _random.Next(2) == 0 ? order.Leaves : 1 + (long)(_random.NextDouble() * (order.Leaves - 1)),
                        order.Intent.LimitTicks);
                }

                break;
        }
    }

    // An immediate order that is asked about rests no more, nor does one about which requests have ended.
    private bool MayRest(JudgedOrder order)
    {
        int index = _scene.Rig.Loop.Ledger.Live.Find(order.Intent.OrderId);
        return index < 0 || _scene.Rig.Loop.Ledger.Live.All[index].MayRest;
    }

    private void Check()
    {
        LoopRig rig = _scene.Rig;
        for (int i = 0; i < _scene.Instruments; i++)
        {
            Require(
                _scene.Positions[i] == rig.Loop.Ledger.FilledLots(i), "I1: the position is not the sum of the fills");
        }

        for (; _scene.SeenIntents < rig.Intents.Items.Count; _scene.SeenIntents++)
        {
            OrderIntent intent = _scene.Fault.Sent(rig.Intents.Items[_scene.SeenIntents]);
            Require(
                _numbers.Add(intent.Kind == IntentKind.New ? intent.OrderId : intent.RequestId),
                "I3: a number was used twice");
            Require(_scene.Up, "I5: sent without a session");
            if (intent.Kind == IntentKind.New)
                CheckOrder(intent);
        }

        _outside.Check();
        _people.Check();
    }

    private void CheckOrder(in OrderIntent intent)
    {
        _people.CheckOrder();
        HedgeDecision decision = NextDecision();
        _outside.CheckOrder(decision);
        int instrument = intent.Instrument;
        Require(!_scene.Faulty[instrument], "I5: sent on a fault");
        Require(_scene.Rig.Now - _scene.QuoteNanos[instrument] <= StaleNanos, "I5: sent on a quote that is too old");
        Require(intent.Lots >= 1 && intent.Lots <= _scene.Limits.MaxOrderLots, "I13: beyond the largest order");
        double price = intent.LimitTicks / 10.0;
        Instrument traded = _scene.Judged.Instruments[instrument];
        Require(
            traded.Notional(intent.Lots, price) <= _scene.Limits.MaxOrderNotional, "I13: beyond the largest notional");
        ClippedOrders += traded.Notional(intent.Lots + 2, price) > _scene.Limits.MaxOrderNotional ? 1 : 0;
        Orders++;
        FallbackOrders += instrument;

        Side side = intent.Side;
        long sign = side == Side.Buy ? 1 : -1;
        Require(
            (sign * _scene.Positions[instrument]) + _scene.Open(side, instrument)
                + intent.Lots <= _scene.Limits.MaxPositionLots,
            "I13: beyond the position limit");
        Require(
            !_scene.Book.Any(o => !o.IsDone
                && o.Intent.Side != side
                && o.Intent.Instrument == instrument
                && MayRest(o)),
            "I13: could meet one of our own");

        double[] deltas = [LoopScene.DeltaPerLot(0, decision.Price), LoopScene.DeltaPerLot(1, decision.Price)];
        double perLot = deltas[instrument];
        double open = (_scene.Open(side, 0) * deltas[0] / perLot)
            + (_scene.Instruments > 1 ? _scene.Open(side, 1) * deltas[1] / perLot : 0);
        double delta = decision.OptionDelta + (_scene.Positions[0] * deltas[0])
            + (_scene.Instruments > 1 ? _scene.Positions[1] * deltas[1] : 0);
        double need = sign * (decision.BandLower + decision.BandUpper - (2 * delta)) / 2 / perLot;
        double edge = (side == Side.Buy ? decision.BandLower - delta : delta - decision.BandUpper) / perLot;

        // To the edge; a band narrower than a lot is met as near its middle as lots allow.
        Require(
            open + intent.Lots <= Math.Max(Math.Ceiling(edge), Math.Round(need)) + Overshoot + 1e-6,
            $"I4: {open} open and {intent.Lots} more for a need of {edge} to {need} lots");
        _scene.Book.Add(new JudgedOrder { Intent = intent });
    }

    // The record of a decision follows that of its order.
    private HedgeDecision NextDecision()
    {
        SkipTo(record => record.Kind == JournalKind.Intent && record.As<OrderIntent>().Kind == IntentKind.New);
        SkipTo(record => record.Kind == JournalKind.Decision);
        return _scene.Rig.Records.Items[_scene.SeenRecords - 1].As<HedgeDecision>();
    }

    private void SkipTo(Func<JournalRecord, bool> isIt)
    {
        while (!isIt(_scene.Rig.Records.Items[_scene.SeenRecords++]))
        {
        }
    }

    private void Require(bool holds, string what) => _scene.Require(holds, what);
}
