using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>
/// Frames in, orders out: the dispatcher before a loop that has hedged its book and would hedge again at any time.
/// </summary>
internal sealed class GuardedLoop : IMarketSink
{
    public const long Mid = 600_000;
    public const long StaleNanos = 2_000_000_000;

    private readonly TickDispatcher _dispatcher;
    private ulong _execution = 100;
    private ulong _number;

    /// <param name="signed">Whether prices may be negative: a linear future and a call by Bachelier's model in place of
    /// a perpetual and one by Black's.</param>
    public GuardedLoop(bool signed = false)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        Instrument instrument = signed
            ? LoopRig.Perpetual with { AllowsNegativePrice = true, Kind = InstrumentKind.Linear, ContractSize = 0.001 }
            : LoopRig.Perpetual;
        OptionBook? book = !signed ? null : OptionBook.Create(
            [
                new OptionRow(
                    "C", "BTC", OptionType.Call, 60_000, LoopRig.ExchangeStart + (30 * 86_400 * LoopRig.Second),
                    SettlementKind.Linear, OptionModel.Bachelier, -100, 1, 36_000),
            ],
            ["BTC"]);
        Rig = new LoopRig(
            settings with
            {
                Instruments = [instrument],
                Orders = LoopRig.CountingForeignFills(settings.Orders),
                Underlyings =
                [
                    settings.Underlyings[0] with
                    {
                        Delta = signed ? DeltaConvention.Forward : settings.Underlyings[0].Delta,
                    },
                ],
            },
            book);
        _dispatcher = new TickDispatcher([instrument], this, new FeedCounters(), StaleNanos);
        Rig.Session(up: true);
        Good();
        Answer();
    }

    public LoopRig Rig { get; }

    /// <summary>Events that the loop's ring still has room for.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>New orders so far.</summary>
    public int Orders => Rig.Intents.Items.Count(intent => intent.Kind == IntentKind.New);

    public long Now { get; private set; } = LoopRig.Second;

    public ulong LastNumber => _number;

    public void Good(long mid = Mid) => Frame(Quote(++_number, mid - 1, mid + 1));

    public static TickFrame Quote(ulong number, long bid, long ask, long bidLots = 1_000, long askLots = 1_000) => new()
    {
        Kind = TickFrameKind.Quote,
        Channel = 1,
        FeedId = LoopRig.Perpetual.FeedId,
        Sequence = number,
        ExchangeNanos = LoopRig.ExchangeStart + ((long)number * 1_000_000),
        BidTicks = bid,
        AskTicks = ask,
        BidLots = bidLots,
        AskLots = askLots,
    };

    /// <summary>A sign of life of the channel, which says nothing of the instrument.</summary>
    public void Heartbeat(int lost = 0)
    {
        if (lost > 0)
            Number(lost - 1);
        Frame(new TickFrame { Kind = TickFrameKind.Heartbeat, Channel = 1, IsRefresh = true, Sequence = _number });
    }

    /// <summary>The next number, with some of them skipped.</summary>
    public ulong Number(int lost = 0) => _number += 1 + (ulong)lost;

    public void Frame(in TickFrame frame)
    {
        Now += 1_000_000;
        _dispatcher.OnFrame(frame, Now);
        _dispatcher.Outbox.Flush();
        Rig.Loop.EndBatch();
    }

    public void Pass(long nanos)
    {
        Now += nanos;
        _dispatcher.CheckStale(Now);
        _dispatcher.Outbox.Flush();
        Rig.Loop.EndBatch();
    }

    /// <summary>A need arises: lots are sold that nobody ordered.</summary>
    public void Need()
    {
        Rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = Now,
                Kind = ExecutionKind.Fill,
                Instrument = 0,
                Side = Side.Sell,
                LastLots = 5_000,
                LastTicks = Mid,
                ExecIdLow = ++_execution,
            });
    }

    /// <summary>What is out fills whole.</summary>
    public void Answer()
    {
        foreach (
            OrderIntent order in Rig.Intents.Items.Where(i => i.Kind == IntentKind.New
                && Rig.Loop.Ledger.Live.Find(i.OrderId) >= 0).ToArray())
        {
            Rig.Fill(order, order.Lots, ++_execution);
        }
    }

    /// <summary>
    /// The instrument is blind: a need leads to no order, whatever else comes, and to one with the next full fresh
    /// quote.
    /// </summary>
    public void AssertBlindUntil(Action fresh)
    {
        int before = Orders;
        Need();
        Assert.Equal(before, Orders);

        // Time, a sign of life, a trade and half a quote are no fresh quote.
        Rig.Control(ControlKind.Timer);
        Heartbeat();
        Frame(Quote(Number(), Mid, 0) with { Kind = TickFrameKind.Trade });
        Frame(Quote(Number(), Mid - 1, TickProtocol.NoPrice));
        Frame(Quote(Number(), TickProtocol.NoPrice, Mid + 1));
        Assert.Equal(before, Orders);
        fresh();
        Assert.Equal(before + 1, Orders);
    }

    /// <summary>The instrument may be hedged: a need leads to an order at once.</summary>
    public void AssertSees()
    {
        int before = Orders;
        Need();
        Assert.Equal(before + 1, Orders);
    }

    /// <inheritdoc/>
    public bool TryPublish(in MarketEvent market)
    {
        if (Room == 0)
            return false;
        Room--;
        Rig.Loop.Apply(market);
        return true;
    }
}
