using CsCheck;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// Invariants of the whole loop against an exchange and a line that do everything that is in the life of an order, in random order, checked after every step:
/// I1 position, I3 ids, I4 no more than the need, I5 nothing while blind, I13 limits.
/// </summary>
public sealed class OrderInvariantTests
{
    private const int Steps = 1_000;
    private const int Sequences = 1_000;

    [Fact]
    public void A_million_random_steps_break_no_invariant() =>
        Gen.Int[0, int.MaxValue].Array[Steps].Sample(steps => new Run(steps[0]).Play(steps), iter: Sequences, print: steps => string.Join(' ', steps.Take(20)) + " ...");

    [Fact]
    public void The_check_finds_a_position_that_is_wrong()
    {
        var run = new Run(0);
        run.Rig.Execute(new ExecutionEvent { Kind = ExecutionKind.Fill, Instrument = 0, Side = Side.Buy, LastLots = 1, LastTicks = 600_000, ExecIdLow = 7 });
        Assert.Contains("I1", Assert.ThrowsAny<Exception>(() => run.Play([0, 1])).Message);
    }

    [Fact]
    public void Ids_of_processes_and_numbers_never_meet()
    {
        var seen = new HashSet<string>();
        Span<byte> id = stackalloc byte[ClOrdIds.MaxBytes];
        foreach (string instance in new[] { "a", "a-1", "b" })
        {
            for (long epoch = 1_723_161_257_000; epoch < 1_723_161_257_040; epoch++)
            {
                var ids = new ClOrdIds(instance, epoch);
                for (long number = 1; number <= 400; number++)
                {
                    Assert.True(seen.Add(System.Text.Encoding.ASCII.GetString(id[..ids.Format(number, id)])));
                    Assert.True(seen.Add(System.Text.Encoding.ASCII.GetString(id[..ids.FormatForeign(number, id)])));
                }
            }
        }
    }

    private sealed class Run
    {
        private static readonly LimitSettings Limits =
            new() { MaxOrderLots = 40_000, MaxPositionLots = 60_000, OrdersPerSecond = 20, StaleNanos = 500_000_000, CollarFraction = 0.01 };

        private readonly JudgeExchange _exchange = new();
        private readonly HashSet<long> _ids = [];
        private readonly Queue<long> _sentNanos = new();
        private long _mid = 600_000;
        private bool _up;
        private bool _killed;
        private bool _faulted = true;
        private long _quoteNanos;

        public Run(int seed)
        {
            HedgeSettings settings = LoopRig.MakeSettings(tradeTo: TradeTo.Edge);
            Rig = new LoopRig(settings with
            {
                Limits = Limits,
                Orders = new OrderSettings
                {
                    Style = (OrderStyle)(1 + (seed % 3)),
                    TimeInForce = seed % 2 == 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.Day,
                    CapTicks = 5,
                    DepthShare = seed % 7 == 0 ? 0.5 : 0,
                    SliceLots = seed % 5 == 0 ? 5_000 : 0,
                    MassStatus = seed % 11 == 0,
                    MaxLive = 8,
                },
            });
        }

        public LoopRig Rig { get; }

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
                throw new InvalidOperationException($"I1: at the end the engine has {Rig.Position}, the exchange {_exchange.Position}");
        }

        private void Do(int action, int pick)
        {
            switch (action)
            {
                case < 7:
                    _mid = Math.Clamp(_mid + (pick % 2_001) - 1_000, 400_000, 900_000);
                    (_faulted, _quoteNanos) = (false, Rig.Now + 1_000_000);
                    Rig.Tick(_mid);
                    break;
                case 7 when pick % 4 == 0:
                    _faulted = true;
                    Rig.Fault(QuoteFault.Gap);
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
                case 22 when _up && _exchange.Again(pick) is { Kind: not (ExecutionKind.Status or ExecutionKind.RequestRejected) } again:
                    Tell(again);
                    break;
                default:
                    if (_up && _exchange.Next(swap: pick % 5 == 0) is { } execution)
                        Tell(execution);
                    break;
            }
        }

        private void Tell(in ExecutionEvent execution) => Rig.Execute(new ExecutionEvent
        {
            ReceiveNanos = Rig.Now,
            Kind = execution.Kind,
            OrderId = execution.OrderId,
            Instrument = execution.Instrument,
            Side = execution.Side,
            LastLots = execution.LastLots,
            LastTicks = execution.LastTicks,
            CumLots = execution.CumLots,
            LeavesLots = execution.LeavesLots,
            ExecIdLow = execution.ExecIdLow,
            ExecRefLow = execution.ExecRefLow,
        });

        private void Collect(bool wasRecovering)
        {
            foreach (OrderIntent intent in Rig.Intents.Items)
            {
                Require(_ids.Add(intent.Kind == IntentKind.New ? intent.OrderId : intent.RequestId), "I3: an id was used twice");
                Require(_up, "I5: something left while the session was down");
                if (intent.Kind == IntentKind.New)
                    CheckOrder(intent, wasRecovering);
                if (intent.Kind != IntentKind.MassStatus)
                    _exchange.Receive(intent);
            }

            Rig.Intents.Items.Clear();
            Rig.Records.Items.Clear();
        }

        private void CheckOrder(in OrderIntent order, bool wasRecovering)
        {
            Require(!_faulted && !_killed && Rig.Now - _quoteNanos <= Limits.StaleNanos, "I5: an order left while blind or killed");
            Require(!wasRecovering || Rig.Loop.Counters.Recovering == 0, "I5: an order left before all was accounted for");
            long number = order.OrderId;
            HedgeDecision decision = Rig.Records.Items.Where(record => record.Kind == JournalKind.Decision).Select(record => record.As<HedgeDecision>()).Last();
            double perLot = LoopRig.Perpetual.DeltaPerLot(decision.Price);
            double after = decision.Lots > 0 ? decision.DeltaHigh + (decision.Lots * perLot) - decision.BandLower : decision.BandUpper - decision.DeltaLow - (decision.Lots * perLot);
            Require(after <= perLot * 1.0001, "I4: more than the need was sent");
            double live = Rig.Loop.Ledger.Live.All.ToArray().Sum(o => o.OrderId == number ? 0 : o.LeavesLots * (o.Side == Side.Buy ? 1.0 : 0)) * perLot;
            Require(Math.Abs(decision.DeltaHigh - decision.OptionDelta - (Rig.Position * perLot) - live) < 1e-6, "I4: the decision did not count what is in flight");

            Require(order.Lots <= Limits.MaxOrderLots, "I13: order quantity");
            PositionInterval interval = Rig.Loop.Ledger.Interval(0);
            Require(order.Side == Side.Buy ? interval.High <= Limits.MaxPositionLots : -interval.Low <= Limits.MaxPositionLots, "I13: position");
            Require(Math.Abs(order.LimitTicks - _mid) <= Limits.CollarFraction * _mid, "I13: collar");
            _sentNanos.Enqueue(Rig.Now);
            if (_sentNanos.Count > Limits.OrdersPerSecond)
                Require(Rig.Now - _sentNanos.Dequeue() >= LoopRig.Second, "I13: orders a second");
        }

        private void Check()
        {
            if (Rig.Position != _exchange.ToldPosition)
                throw new InvalidOperationException($"I1: the engine has {Rig.Position}, told were {_exchange.ToldPosition}");
            if (_exchange.HasSurprise)
                return;
            PositionInterval interval = Rig.Loop.Ledger.Interval(0);
            long high = _exchange.Position + _exchange.OpenBuys + _exchange.Arriving(Side.Buy);
            long low = _exchange.Position - _exchange.OpenSells - _exchange.Arriving(Side.Sell);
            if (interval.High < high || interval.Low > low)
                throw new InvalidOperationException($"I1: the interval {interval} misses what the exchange may still do, {low} to {high}; alive {Live()}; not yet told {_exchange.Waiting}; told {_exchange.Told}");
        }

        private string Live() => string.Join("; ", Rig.Loop.Ledger.Live.All.ToArray().Select(o => $"{o.OrderId} {o.Side} {o.Lots}, cum {o.CumLots}, final {o.FinalCumLots}"));

        private static void Require(bool holds, string what)
        {
            if (!holds)
                throw new InvalidOperationException(what);
        }
    }
}
