using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Orders;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Gateway;

/// <summary>
/// The engine's loop and order port against the exchange that runs: what becomes of orders when the connection breaks.
/// </summary>
public sealed class VenueRecoveryTests : IDisposable
{
    private readonly VenueFolder _folder = new();
    private readonly VenueHost _venue;
    private readonly FixOrderPort _port;
    private readonly LoopRig _loop;
    private readonly RecordingExecutions _executions = new();
    private int _sent;
    private int _told;

    public VenueRecoveryTests()
    {
        // The tape stands at its first row: only orders and questions move.
        MarketTape tape = _folder.Tape(2, gapNanos: 3_600_000_000_000, _ => new TopOfBook(100, 1000, 102, 1000));
        _venue = new VenueHost(_folder.Settings(tape) with { CancelOnDisconnect = false }, TimeProvider.System);
        var session = new FixSessionSettings
        {
            SenderCompId = "HEDGEFAST",
            TargetCompId = "VENUE",
            StoreDirectory = _folder.File("engine"),
        };
        var endpoint = new FixEndpoint
        {
            Host = "127.0.0.1",
            Port = _venue.BoundFixPort,
            ReconnectMinNanos = 1_000_000,
            ReconnectMaxNanos = 2_000_000,
        };
        _port = new FixOrderPort("t", [MarketRig.Perp()], session, endpoint, TimeProvider.System);
        var settings = LoopRig.MakeSettings();
        _loop = new LoopRig(settings with
        {
            Instruments = [MarketRig.Perp()],
            Orders = new OrderSettings
            {
                Style = OrderStyle.Passive,
                MassStatus = true,
                CrossAfterNanos = 3_600 * LoopRig.Second,
                CancelAfterNanos = 1_800 * LoopRig.Second,
            },
            Limits = settings.Limits with { CollarFraction = 0.5 },
        }, OptionBook.Create(
            [
                new OptionRow(
                    "C", "BTC", OptionType.Call, 50, LoopRig.ExchangeStart + (30 * 86_400 * LoopRig.Second),
                    SettlementKind.Inverse, OptionModel.Black76, -100, 1, 0.6),
            ],
            ["BTC"]));
        Until(() => _loop.Loop.Counters is { SessionUp: 1, Recovering: 0 });
    }

    public void Dispose()
    {
        _port.Dispose();
        _venue.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void O43_An_order_that_lives_on_through_a_broken_connection_is_found_by_one_question()
    {
        _loop.Tick(101);
        Until(() => _loop.Loop.Ledger.Live.Count == 1 && _loop.Loop.Ledger.Live.All[0].IsAnswered);
        long order = _loop.LastIntent.OrderId;
        _venue.AbortConnections();
        Until(() => _loop.Loop.Counters.SessionUp == 0);
        Assert.True(_loop.Loop.Ledger.Live.All[0].IsUnknown);
        Until(() => _loop.Loop.Counters is { SessionUp: 1, Recovering: 0 });
        LiveOrder found = _loop.Loop.Ledger.Live.All[0];
        Assert.Equal(order, found.OrderId);
        Assert.False(found.IsUnknown);
        Assert.Equal(0, found.Requests);
        Assert.Equal(2, _loop.Intents.Items.Count(intent => intent.Kind == IntentKind.MassStatus));
        Assert.DoesNotContain(_loop.Intents.Items, intent => intent.Kind == IntentKind.Status);
        Assert.Equal(0, _port.Anomalies.Value);
    }

    private void Until(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 20,
                $"never happened; port '{_port.LastError}', "
                + $"received {string.Join(',', _executions.Events.Select(e => e.Kind))}");
            for (; _sent < _loop.Intents.Items.Count; _sent++)
                _port.TrySend(_loop.Intents.Items[_sent]);
            _venue.DoWork();
            _port.DoWork(_executions, 64);
            for (; _told < _executions.Events.Count; _told++)
                _loop.Execute(_executions.Events[_told] with { ReceiveNanos = _loop.Now });
        }
    }
}
