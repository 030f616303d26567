using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>
/// A loop that compares its positions with the exchange's, in two underlyings, and an exchange that answers as a test
/// wants.
/// </summary>
internal sealed class PositionRig
{
    public const long BtcMid = 600_000;
    public const long EthMid = 30_000;

    private ulong _report;

    public PositionRig(TimeInForce timeInForce = TimeInForce.ImmediateOrCancel, long everyNanos = 0) =>
        Loop = new LoopRig(Settings(timeInForce, everyNanos), Book());

    public LoopRig Loop { get; }

    public LoopCounters Counters => Loop.Loop.Counters;

    public IReadOnlyList<InstrumentCounters> Instruments => Loop.Loop.Instruments;

    /// <summary>The last request for positions.</summary>
    public OrderIntent Request => Sent(IntentKind.Positions).Last();

    private static HedgeSettings Settings(TimeInForce timeInForce, long everyNanos)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings btc = settings.Underlyings[0];
        return settings with
        {
            Instruments = [LoopRig.Perpetual, LoopRig.EtherPerpetual],
            Underlyings = [btc, btc with { Index = 1, Name = "ETH", HedgeInstrument = 1 }],
            Orders = new OrderSettings
            {
                TimeInForce = timeInForce,
                CapTicks = 5,
                ReconcilePositions = true,
                ReconcileEveryNanos = everyNanos,
            },
        };
    }

    public IEnumerable<OrderIntent> Sent(IntentKind kind) => Loop.Intents.Items.Where(intent => intent.Kind == kind);

    public int Orders(int instrument) => Sent(IntentKind.New).Count(intent => intent.Instrument == instrument);

    /// <summary>The session comes up.</summary>
    public PositionRig Up()
    {
        Loop.Session(up: true);
        return this;
    }

    /// <summary>A quote of either instrument, which needs a hedge as long as none was made.</summary>
    public void Ticks()
    {
        Loop.Tick(BtcMid);
        Loop.Tick(EthMid, instrument: 1);
    }

    /// <summary>
    /// The session is up, the exchange confirms that nothing is held, and a hedge of either underlying fills whole.
    /// </summary>
    /// <returns>The positions, signed lots.</returns>
    public (long Btc, long Eth) Hedge()
    {
        Up().Answer();
        Ticks();
        Wait(5_000_000);
        ulong execution = 0;
        foreach (OrderIntent order in Sent(IntentKind.New).ToArray())
            Loop.Fill(order, order.Lots, ++execution);
        (long btc, long eth) = (Loop.Position, Loop.Loop.Ledger.FilledLots(1));
        Assert.True(btc != 0 && eth != 0, $"{btc} and {eth}");
        return (btc, eth);
    }

    /// <summary>The exchange says what it holds for us, all of it, each report under an id of its own.</summary>
    public void Answer(params ReadOnlySpan<(int Instrument, long Lots)> held)
    {
        if (held.Length == 0)
            Say(ExecutionKind.PositionCount, count: 0);
        foreach ((int instrument, long lots) in held)
            Say(ExecutionKind.Position, instrument, lots, held.Length, ++_report);
    }

    public void Say(
        ExecutionKind kind, int instrument = -1, long lots = 0, long count = -1, ulong report = 0,
        long? request = null) =>
        Loop.Execute(new ExecutionEvent
        {
            ReceiveNanos = Loop.Now,
            Kind = kind,
            RequestId = request ?? Request.RequestId,
            Instrument = instrument,
            LastLots = lots,
            LeavesLots = count,
            ExecIdLow = report,
        });

    /// <summary>A person says which position is right.</summary>
    public void Settle(int instrument, long lots, string name = "Q") =>
        Ask(
            new ControlEvent
            {
                Kind = ControlKind.SettlePosition,
                Instrument = instrument,
                Lots = lots,
                Operator = OperatorName.Of(name),
            });

    public void Ask(in ControlEvent request)
    {
        Loop.Loop.Apply(request with { ReceiveNanos = Loop.Now });
        Loop.Loop.EndBatch();
    }

    public void Wait(long nanos) => Loop.Control(ControlKind.Timer, nanos);

    private static OptionBook Book()
    {
        long expiry = LoopRig.ExchangeStart + (30 * 86_400 * LoopRig.Second);
        return OptionBook.Create(
        [
            new OptionRow(
                "B", "BTC", OptionType.Call, 60_000, expiry, SettlementKind.Inverse, OptionModel.Black76, -100, 1, 0.6),
            new OptionRow(
                "E", "ETH", OptionType.Call, 3_000, expiry, SettlementKind.Inverse, OptionModel.Black76, -100, 1, 0.6),
        ],
        ["BTC", "ETH"]);
    }
}
