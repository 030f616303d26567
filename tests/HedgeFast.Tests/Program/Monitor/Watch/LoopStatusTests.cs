using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Watch;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Program.Monitor.Watch;

/// <summary>A real loop under the watch: what it shows when events stop, and of several underlyings.</summary>
public sealed class LoopStatusTests
{
    private const long Mid = 600_000;
    private const long Second = LoopRig.Second;

    private readonly ManualTime _time = new();
    private readonly StringWriter _lines = new() { NewLine = "\n" };
    private readonly AlertLog _log;
    private readonly AlertWatch _watch;

    public LoopStatusTests()
    {
        _log = new AlertLog(_lines, null, TimeSpan.Zero, _time);
        _watch = new AlertWatch(_log, LoopRig.MakeSettings().Limits, _time);
    }

    [Fact]
    public void T09_Quotes_that_stop_while_the_channel_lives_are_told_five_seconds_after_the_stale_limit()
    {
        LoopRig rig = Hedged();
        Pass(rig, 10, quotes: true);
        Assert.Equal("", _lines.ToString());
        Pass(rig, 2 + 5);
        Assert.Contains(
            "ALERT stale-input raised: BTC: BTCUSD_PERP has had no quote for 3.", _lines.ToString(),
            StringComparison.Ordinal);
        Pass(rig, 1, quotes: true);
        Assert.EndsWith("ALERT stale-input cleared: BTC\n", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void T11_After_the_market_has_opened_again_alerts_are_raised_again()
    {
        LoopRig rig = Hedged();
        Pass(rig, 5, quotes: true);
        rig.Loop.Apply(new MarketEvent { Kind = MarketEventKind.Closed, ReceiveNanos = rig.Now, Instrument = 0 });
        rig.Loop.EndBatch();
        Assert.Equal(1, rig.Loop.Counters.MarketClosed);
        Pass(rig, 20);
        Assert.Equal("", _lines.ToString());

        // The next day: opened again, then the session is lost and the feed faulty.
        Pass(rig, 5, quotes: true);
        Assert.Equal(0, rig.Loop.Counters.MarketClosed);
        rig.Session(up: false);
        rig.Fault(QuoteFault.Disconnected);
        Pass(rig, 5);
        Assert.Equal(1, _log.Counts["session-down"]);
        Assert.Equal(1, _log.Counts["stale-input"]);
        Assert.Contains("BTCUSD_PERP: disconnected", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void T12_A_second_underlying_in_its_band_does_not_hide_the_first()
    {
        LoopRig rig = Two();
        rig.Session(up: true);
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Tick(30_000, instrument: 1);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 2);
        rig.Tick(Mid + 1);
        rig.Tick(Mid + 100_000);
        double btcOut = rig.Loop.Counters.Underlyings[0].OutOfBand;
        Assert.True(btcOut > 0, "the set-up lets BTC out of its band");
        rig.Tick(30_000, instrument: 1);
        Assert.Equal(btcOut, rig.Loop.Counters.Underlyings[0].OutOfBand);
        Assert.Equal(0, rig.Loop.Counters.Underlyings[1].OutOfBand);
        Pass(rig, 5);
        Assert.Contains("ALERT out-of-band raised: BTC: net delta", _lines.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("out-of-band raised: ETH", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void T18_A_loop_that_waits_for_the_disk_is_told()
    {
        HedgeSettings settings = LoopRig.MakeSettings() with { Rings = new RingSettings { Journal = 1024 } };
        var rings = new LoopRings(settings, LoopRig.ShortCalls(0.001));
        HedgeLoop loop = rings.Loop;
        rings.Execution.Producer.TryPublish(
            new ExecutionEvent { ReceiveNanos = 1, Instrument = -1, Kind = ExecutionKind.SessionUp });
        rings.Stage.DoWork();

        // The journal is not drained, as with a disk that hangs.
        long now = 1;
        while (loop.Counters.BackPressure == 0)
        {
            now += 1_000_000;
            rings.Market.Producer.TryPublish(Quote(now));
            rings.Stage.DoWork();
        }

        for (int i = 0; i < 5 * 20; i++)
        {
            now += Second / 20;
            rings.Market.Producer.TryPublish(Quote(now));
            rings.Control.Producer.TryPublish(new ControlEvent { Kind = ControlKind.Timer, ReceiveNanos = now });
            rings.Stage.DoWork();
            _time.Advance(Second / 20);
            var journal = new JournalStatus(0, rings.Journal.Depth, Failure: null);
            _watch.Look(Status(settings, loop) with { Journal = journal });
        }

        Assert.Contains(
            "ALERT loop-stalled raised: no batch for 2.0 s; the journal or the order ring is full", _lines.ToString(),
            StringComparison.Ordinal);
        Assert.Contains(
            "ALERT journal-stalled raised: no record taken for 2.0 s", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void T20_A_delta_that_was_never_in_its_band_is_told()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        var rig = new LoopRig(settings with { Orders = settings.Orders with { DepthShare = 0.0001 } });
        rig.Session(up: true);
        Pass(rig, 5, quotes: true);
        Assert.Contains("ALERT out-of-band raised: BTC: net delta -46.", _lines.ToString(), StringComparison.Ordinal);
        Assert.Contains("never yet inside", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void D6_The_alert_says_what_of_the_delta_is_left_on_purpose()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        var rig = new LoopRig(settings with
        {
            Underlyings = [settings.Underlyings[0] with { HedgeRatio = 0.5 }],
            Orders = settings.Orders with { DepthShare = 0.0001 },
        });
        rig.Session(up: true);
        Pass(rig, 5, quotes: true);
        Assert.Matches(
            @"BTC: net delta -46\.\d+, -23\.\d+ of it left on purpose, 2\d\.\d+ out of its band", _lines.ToString());
    }

    [Fact]
    public void A_fill_behind_the_last_quote_brings_the_delta_back_into_its_band()
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        Assert.True(rig.Loop.Counters.OutOfBand > 0, "nothing is hedged yet");
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Control(ControlKind.Timer);
        Assert.Equal(0, rig.Loop.Counters.OutOfBand);
        Assert.Equal(rig.Position, rig.Loop.Instruments[0].PositionLots);
    }

    private static LoopRig Hedged()
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        return rig;
    }

    private static LoopRig Two()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings btc = settings.Underlyings[0];
        long expiry = LoopRig.ExchangeStart + (30 * 86_400 * Second);
        OptionBook book = OptionBook.Create(
            [
                Call("B", "BTC", 60_000, expiry),
                Call("E", "ETH", 3_000, expiry),
            ],
            ["BTC", "ETH"]);
        return new LoopRig(settings with
        {
            Instruments = [LoopRig.Perpetual, LoopRig.EtherPerpetual],
            Underlyings = [btc, btc with { Index = 1, Name = "ETH", HedgeInstrument = 1 }],
            Limits = settings.Limits with { MaxPositionLots = 30_000 },
        }, book);
    }

    private static OptionRow Call(string symbol, string underlying, double strike, long expiry) => new(
        symbol, underlying, OptionType.Call, strike, expiry, SettlementKind.Inverse, OptionModel.Black76, -100, 1, 0.6);

    private static MarketEvent Quote(long now) => new()
    {
        Kind = MarketEventKind.Quote,
        ReceiveNanos = now,
        ExchangeNanos = LoopRig.ExchangeStart + now,
        BidTicks = Mid - 1,
        AskTicks = Mid + 1,
        BidLots = 9,
        AskLots = 9,
    };

    private static EngineStatus Status(HedgeSettings settings, HedgeLoop loop) =>
        EngineStatus.Of(settings, loop, ["B", "E"]) with { Feed = new FeedStatus { IsUp = true } };

    private void Pass(LoopRig rig, int seconds, bool quotes = false)
    {
        for (int i = 0; i < 20 * seconds; i++)
        {
            if (quotes)
                rig.Tick(Mid);
            rig.Control(ControlKind.Timer, Second / 20);
            _time.Advance(Second / 20);
            _watch.Look(Status(rig.Settings, rig.Loop) with { Journal = new JournalStatus(i, 0, Failure: null) });
        }
    }
}
