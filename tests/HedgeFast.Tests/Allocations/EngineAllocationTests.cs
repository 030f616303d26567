using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Core;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Allocations;

/// <summary>
/// Managed bytes of the whole path, tick bytes in to FIX order bytes out and fill bytes in, journal included: none once
/// warm.
/// </summary>
public sealed class EngineAllocationTests : IDisposable
{
    private const int WarmTicks = 40_000;
    private const int Ticks = 10_000;

    // One tick in four moves the price far enough for an order.
    private const int TicksPerOrder = 4;
    private const long Move = 3_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-alloc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_tick_an_order_and_its_fill_allocate_nothing()
    {
        var recorder = new CountingRecorder();
        (long bytes, long orders) = Measure(recorder);
        Assert.InRange(orders, Ticks / TicksPerOrder / 2, Ticks);
        Assert.True(recorder.Durations > Ticks + orders, $"{recorder.Durations} durations");
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void The_measure_sees_what_a_stage_allocates()
    {
        var recorder = new CountingRecorder { Allocates = true };
        (long bytes, long orders) = Measure(recorder);
        Assert.True(bytes >= 24L * (Ticks + orders), $"{bytes} bytes");
        Assert.NotNull(recorder.Last);
    }

    private (long Bytes, long Orders) Measure(CountingRecorder recorder)
    {
        FixAcceptor? acceptor = null;
        using var rig = new PipelineRig(
            s => s with { Limits = s.Limits with { OrdersPerSecond = 100_000 } },
            journaled: true,
            clock =>
            {
                acceptor = new FixAcceptor(
                    new FixAcceptorSettings
                    {
                        Sessions = [SessionPair.Settings("VENUE", "HEDGE")],
                    }, new FillingVenue(), clock, _ =>
                        new MemoryMessageStore());
                FixSessionSettings settings = SessionPair.Settings("HEDGE", "VENUE") with { StoreDirectory = _folder };
                return new FixOrderPort(
                    "t", [LoopRig.Perpetual], settings,
                    new FixEndpoint { Host = "127.0.0.1", Port = acceptor.BoundPort }, clock);
            },
            new PipelineProbes(
                new LatencyProbe(recorder, TimeProvider.System), new LatencyProbe(recorder, TimeProvider.System)));
        using (acceptor)
        {
            rig.Beside = () => acceptor!.DoWork(64);
            rig.Up();
            Play(rig, WarmTicks);
            long bytes = rig.AllocatedBytes;
            long orders = rig.Pipeline.Loop.Counters.Orders;
            Play(rig, Ticks);
            rig.Until(() => rig.Pipeline.Loop.Counters.LiveOrders == 0);
            Assert.Equal(rig.Pipeline.Loop.Counters.Orders, rig.Pipeline.Loop.Ledger.Fills);
            return (rig.AllocatedBytes - bytes, rig.Pipeline.Loop.Counters.Orders - orders);
        }
    }

    private static void Play(PipelineRig rig, int ticks)
    {
        for (int i = 0; i < ticks; i++)
            rig.Tick(PipelineRig.Mid + (i / TicksPerOrder % 2 * Move));
    }

    /// <summary>Fills every order whole.</summary>
    private sealed class FillingVenue : IFixApplication
    {
        private readonly byte[] _execId = new byte[20];
        private long _executions;

        public void OnLogon(FixSession session)
        {
        }

        public void OnLogout(FixSession session, string reason)
        {
        }

        public void OnMessage(FixSession session, in FixMessage message)
        {
            if (message.Type != MsgTypes.NewOrderSingle)
                return;
            message.TryGet(Tags.ClOrdID, out ReadOnlySpan<byte> id);
            message.TryGetChar(Tags.Side, out byte side);
            message.TryGetDecimal(Tags.OrderQty, 0, out long lots);
            message.TryGetDecimal(Tags.Price, 1, out long price);
            System.Buffers.Text.Utf8Formatter.TryFormat(++_executions, _execId, out int length);
            FixBody body = session.Begin([MsgTypes.ExecutionReport]);
            OrderMessages.WriteExecutionReport(ref body, new OrderReport
            {
                OrderID = "1"u8,
                ExecID = _execId.AsSpan(0, length),
                ClOrdID = id,
                Symbol = "BTCUSD_PERP"u8,
                Side = side,
                ExecType = (byte)'F',
                OrdStatus = (byte)'2',
                OrderQty = lots,
                LastQty = lots,
                CumQty = lots,
                LastPx = price,
                AvgPx = price,
                PriceDecimals = 1,
            });
            Assert.True(session.TrySend(ref body));
        }

        public bool ShouldReplay(ReadOnlySpan<byte> msgType) => true;
    }

    private sealed class CountingRecorder : ILatencyRecorder
    {
        public bool Allocates { get; init; }

        public long Durations { get; private set; }

        public byte[]? Last { get; private set; }

        public void Record(long nanos)
        {
            Durations++;
            if (Allocates)
                Last = new byte[1];
        }
    }
}
