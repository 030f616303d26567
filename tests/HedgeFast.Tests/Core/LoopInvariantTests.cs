using CsCheck;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core;

/// <summary>
/// Random sequences of everything that can happen, with one hedge instrument and with two, against an exchange that keeps its own account of each order. After every step: I1 the
/// position in each is the sum of the exchange's fills; I3 no number is used twice; I4 what is open, in whatever instrument, and what is sent together never exceed the need and the overshoot; I5 nothing is sent while an input is stale, the
/// session is down or the kill switch is on; I13 no limit is exceeded as the exchange sees it.
/// </summary>
public sealed class LoopInvariantTests
{
    private const int Sequences = 2_600;
    private const int Steps = 400;
    private const long MaxOrderLots = 20_000;
    private const long MaxPositionLots = 45_000;
    private const double MaxOrderNotional = 700_000;
    private const long Overshoot = 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Invariants_hold_after_every_step(int instruments)
    {
        long orders = 0, fills = 0, fallbacks = 0, clipped = 0;
        Gen.Int.Sample(
            seed =>
            {
                var run = new Run(seed, instruments);
                for (int i = 0; i < Steps; i++)
                    run.Step();
                Interlocked.Add(ref orders, run.Orders);
                Interlocked.Add(ref fills, run.Fills);
                Interlocked.Add(ref fallbacks, run.FallbackOrders);
                Interlocked.Add(ref clipped, run.ClippedOrders);
            },
            iter: Sequences);
        Assert.True(orders > Sequences && fills > Sequences && (instruments == 1 || fallbacks > Sequences / 4), $"{orders} orders, {fallbacks} in the fallback, {fills} fills");
        Assert.True(clipped > Sequences / 10, $"{clipped} orders as large as the limit on notional allows");
    }

    private sealed class Run
    {
        private readonly Random _random;
        private readonly LoopRig _rig;
        private readonly List<Judged> _book = [];
        private readonly HashSet<long> _numbers = [];
        private readonly long[] _positions = new long[2];
        private readonly bool[] _faulty = [true, true];
        private readonly int _instruments;
        private readonly double _maxNotional;
        private int _seenIntents;
        private int _seenRecords;
        private long _mid = 600_000;
        private ulong _execution;
        private bool _up;
        private bool _killed;

        public Run(int seed, int instruments)
        {
            _random = new Random(seed);
            _instruments = instruments;
            _maxNotional = _random.Next(2) == 0 ? 1e12 : MaxOrderNotional;
            HedgeSettings settings = instruments == 1 ? LoopRig.MakeSettings() : LoopRig.MakeTwo(fallbackAfterNanos: _random.Next(2) * LoopRig.Second / 20);
            var kinds = Enum.GetValues<PolicyKind>();
            _rig = new LoopRig(settings with
            {
                Orders = settings.Orders with
                {
                    TimeInForce = _random.Next(2) == 0 ? TimeInForce.Day : TimeInForce.ImmediateOrCancel,
                    SliceLots = _random.Next(3) == 0 ? 4_000 : 0,
                    MaxLive = 8,
                },
                Limits = settings.Limits with { MaxOrderLots = MaxOrderLots, MaxPositionLots = MaxPositionLots, MaxOrderNotional = _maxNotional, OvershootLots = Overshoot },
                Underlyings = [settings.Underlyings[0] with { Policy = new PolicySettings { Kind = kinds[_random.Next(kinds.Length)], IntervalNanos = LoopRig.Second / 100 } }],
            });
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
                    _rig.Session(_up);
                    break;
                case 1 when _random.Next(4) == 0:
                    _killed = true;
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
                    _rig.Execute(Event(order, ExecutionKind.New));
                    break;
                case 1 when !order.IsDone:
                    order.IsDone = true;
                    _rig.Execute(Event(order, ExecutionKind.Canceled));
                    break;
                case 2 when !order.IsDone && order.Cum == 0:
                    order.IsDone = true;
                    _rig.Execute(Event(order, _random.Next(2) == 0 ? ExecutionKind.Rejected : ExecutionKind.NotSent));
                    break;
                case 3:
                    _rig.Execute(Event(order, ExecutionKind.Status) with { LeavesLots = order.IsDone ? 0 : leaves });
                    break;
                case 4:
                    _rig.Execute(Event(order, ExecutionKind.RequestRejected));
                    break;
                case 5 when order.LastFill is { } again:
                    _rig.Execute(again);
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
            _rig.Execute(order.LastFill.Value);
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
                Assert.Equal(_positions[i], _rig.Loop.Ledger.FilledLots(i));
            for (; _seenIntents < _rig.Intents.Items.Count; _seenIntents++)
            {
                OrderIntent intent = _rig.Intents.Items[_seenIntents];
                Assert.True(_numbers.Add(intent.Kind == IntentKind.New ? intent.OrderId : intent.RequestId), "I3: a number was used twice");
                Assert.True(_up, "I5: sent without a session");
                if (intent.Kind == IntentKind.New)
                    CheckOrder(intent);
            }
        }

        private void CheckOrder(in OrderIntent intent)
        {
            Assert.False(_killed || _faulty[intent.Instrument], "I5: sent while killed or on a fault");
            Assert.InRange(intent.Lots, 1, MaxOrderLots);
            double price = intent.LimitTicks / 10.0;
            Instrument traded = _rig.Settings.Instruments[intent.Instrument];
            Assert.True(traded.Notional(intent.Lots, price) <= _maxNotional, "I13: beyond the largest notional");
            ClippedOrders += traded.Notional(intent.Lots + 2, price) > _maxNotional ? 1 : 0;
            Orders++;
            FallbackOrders += intent.Instrument;

            Side side = intent.Side;
            int instrument = intent.Instrument;
            long sign = side == Side.Buy ? 1 : -1;
            Assert.True((sign * _positions[instrument]) + Open(side, instrument) + intent.Lots <= MaxPositionLots, "I13: beyond the position limit");
            Assert.DoesNotContain(_book, o => !o.IsDone && o.Intent.Side != side && o.Intent.Instrument == instrument);

            // The fallback trades 0.1 % above and is a thousandth of a coin a lot.
            HedgeDecision decision = NextDecision();
            double[] deltas = [100 / decision.Price, 0.001];
            double perLot = deltas[instrument];
            double open = ((Open(side, 0) * deltas[0]) + (Open(side, 1) * deltas[1])) / perLot;
            double delta = decision.OptionDelta + (_positions[0] * deltas[0]) + (_positions[1] * deltas[1]);
            double need = sign * (decision.BandLower + decision.BandUpper - (2 * delta)) / 2 / perLot;
            double edge = (side == Side.Buy ? decision.BandLower - delta : delta - decision.BandUpper) / perLot;

            // To the edge; a band narrower than a lot is met as near its middle as lots allow.
            Assert.True(open + intent.Lots <= Math.Max(Math.Ceiling(edge), Math.Round(need)) + Overshoot + 1e-6, $"I4: {open} open and {intent.Lots} more for a need of {edge} to {need} lots");
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
    }

    private sealed class Judged
    {
        public OrderIntent Intent { get; init; }

        public long Cum { get; set; }

        public bool IsDone { get; set; }

        public ExecutionEvent? LastFill { get; set; }
    }
}
