using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Tests.Conventions;
using HedgeFast.Tests.Fix;
using HedgeFast.Monitor.Watch;

namespace HedgeFast.Tests.Program.Monitor.Watch;

public sealed class AlertWatchTests
{
    private const long Second = 1_000_000_000;

    private readonly ManualTime _time = new();
    private readonly AlertLog _log;
    private readonly AlertWatch _watch;
    private readonly EngineModel _model = new();

    public AlertWatchTests()
    {
        _log = new AlertLog(null, null, TimeSpan.Zero, _time);
        _watch = new AlertWatch(_log, Limits, _time);
    }

    private static LimitSettings Limits { get; } =
        new() { MaxOrderLots = 1, MaxPositionLots = 1, OrdersPerSecond = 1, StaleNanos = 2 * Second, CollarFraction = 1, MaxDayLoss = 1_000 };

    public static TheoryData<string> Kinds => [.. AlertWords.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void R20_Every_alert_has_a_sign_that_raises_it(string word)
    {
        AlertKind kind = Enum.GetValues<AlertKind>()[AlertWords.All.ToList().IndexOf(word)];
        Pass(5, signs => signs);
        Assert.Equal(0, _log.Total);
        Func<EngineSigns, EngineSigns> sign = kind switch
        {
            AlertKind.KillSwitch => well => well with { Killed = true },
            AlertKind.Latched => well => well with { Latches = LimitLatches.Repetition },
            AlertKind.LossLimit => well => well with { Latches = LimitLatches.DayLoss, DayProfit = -1_000 },
            AlertKind.LossNear => well => well with { DayProfit = -800 },
            AlertKind.StaleInput => well => Btc(well, btc => btc with { Hedgeable = false }),
            AlertKind.VolatilityMissing => well => Btc(well, btc => btc with { Hedgeable = false, UnusableOption = "C" }),
            AlertKind.AverageUnknown => well => Btc(
                well, btc => btc with { LostAverage = new DateTime(2026, 12, 25, 8, 0, 0, DateTimeKind.Utc) }),
            AlertKind.ForwardMissing => well => Btc(well, btc => btc with { Hedgeable = false, UnusableExpiry = new DateTime(2026, 12, 25, 8, 0, 0, DateTimeKind.Utc) }),
            AlertKind.OutOfBand => well => Btc(well, btc => btc with { OutOfBand = 0.1 }),
            AlertKind.SessionDown => well => well with { SessionUp = false },
            AlertKind.SessionRefused => well => well with { SessionRefused = true },
            AlertKind.LogonsExhausted => well => well with { SessionUp = false, LogonsExhausted = true },
            AlertKind.GovernorSlowed => well => well with { Governor = GovernorState.Slowed },
            AlertKind.GovernorHalted => well => well with { Governor = GovernorState.Halted },
            AlertKind.Unresolved => well => well with { Unresolved = 1 },
            AlertKind.UnknownOrder => well => well with { OrderAlarms = 1 },
            AlertKind.CancelRefused => well => well with { Killed = true, CancelsRefused = 1 },
            AlertKind.Rejected => well => well with { Rejects = 1 },
            AlertKind.Refused => well => well with { Refusals = 1, LastRefusal = LimitRefusal.Position },
            AlertKind.NotUnderstood => well => well with { Anomalies = 1 },
            AlertKind.FaultyReport => well => well with { FaultyReports = 1, LastFaultyReport = "Required tag missing, tag 122" },
            AlertKind.LimitChangeRefused => well => well with { LimitChangesRefused = 1 },
            AlertKind.RequestRefused => well => well with { RequestsRefused = 1 },
            AlertKind.JournalIncomplete => well => well with { JournalLost = 1 },
            AlertKind.PositionInDoubt => well => well with { PositionDoubt = "BTCUSD_PERP: more filled than ordered; ours 5 lots, against 3" },
            AlertKind.PositionDiffers => well => well with { PositionsDiffer = "BTCUSD_PERP: ours 5 lots, the exchange's 3" },
            AlertKind.PositionUnconfirmed => well => well with { PositionsUnconfirmed = 1 },
            AlertKind.Contradicted => well => well with { Contradicted = 1 },
            AlertKind.WrongTime => well => well with { WrongTimes = 1, FeedNote = "an exchange time lies ahead" },
            AlertKind.FeedPaused => well => well with { FeedPauses = 1 },
            AlertKind.FeedForeign => well => well with { ForeignFrames = 1 },
            AlertKind.WatchFailed => well => well with { WatchFailure = "disk full" },
            AlertKind.Unprepared => well => Btc(well, btc => btc with { Hedgeable = false, UnusableOption = "C", IsUnprepared = true }),
            AlertKind.FeedDown => well => well with { FeedUp = false },
            AlertKind.LoopStalled => well => well with { Batches = 7 },
            AlertKind.JournalStalled => well => well with { JournalTaken = 7, JournalDepth = 1 },
            AlertKind.JournalFailed => well => well with { JournalFailure = "No space left on device" },
            AlertKind.ThreadStuck => well => well with { Threads = [new ThreadSign("orders", 7)] },
            AlertKind.SinkFailed => well => well with { Sinks = [new SinkSign("alerts.file", "can't be written")] },
            _ => well => well with { Failure = "a thread ended" },
        };

        // Within five seconds, whatever has to last before it counts.
        Pass(5, sign);
        Assert.Equal(1, _log.Counts.GetValueOrDefault(word));
    }

    // D5: one line of an operator is about one expiry, so each that is not known is told.
    [Fact]
    public void D5_Each_expiry_whose_average_is_unknown_is_told()
    {
        DateTime first = new(2026, 12, 25, 8, 0, 0, DateTimeKind.Utc), second = first.AddHours(1);
        Pass(5, signs => signs);
        Pass(5, well => Btc(well, btc => btc with { LostAverage = first }));
        Pass(5, well => Btc(well, btc => btc with { LostAverage = second }));
        Assert.Equal(2, _log.Counts.GetValueOrDefault("average-unknown"));
        Assert.Contains("raised: BTC 2026-12-25 09:00: ", _log.LastLine, StringComparison.Ordinal);
        Assert.EndsWith("average BTC 2026-12-25T09:00:00Z PRICE NAME", _log.LastLine, StringComparison.Ordinal);
        Pass(5, signs => signs);
        Assert.Contains("average-unknown cleared: BTC 2026-12-25 09:00", _log.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alert_is_described()
    {
        string[] text = [.. SourceTree.Repository.Files(["src"], ".md").Where(file => file.Path == "src/HedgeFast/Monitor/Watch/README.md").SelectMany(file => file.Lines)];
        Assert.All(AlertWords.All, word => Assert.Contains(text, line => line.StartsWith($"| `{word}` |", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_lasts_shorter_than_a_hedge_takes_is_no_alert()
    {
        Pass(5, signs => signs);
        _model.OutOfBand = 0;
        Pass(1, signs => signs);
        _model.OutOfBand = -1;
        Pass(2, signs => signs);
        _model.OutOfBand = 0;
        Pass(1, signs => signs);
        Assert.Equal(0, _log.Total);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void A_delta_that_waits_for_the_market_to_trade_says_so(long waits, bool says)
    {
        Pass(5, signs => signs with { VolumeWaits = 7 });
        _model.OutOfBand = 0;
        Pass(3, signs => signs with { VolumeWaits = waits });
        Assert.Contains("out-of-band", _log.LastLine, StringComparison.Ordinal);
        Assert.Equal(says, _log.LastLine!.Contains("the share of the traded volume is used up", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_and_the_close_are_no_alerts()
    {
        Pass(5, signs => signs);
        _model.MarketClosed = true;
        Pass(10, signs => signs);
        (_model.LoopStands, _model.StuckThread, _model.FeedDown, _model.OutOfBand) = (true, 0, true, 1);
        Pass(10, signs => signs with { Stopping = true, SessionUp = false });
        Assert.Equal(0, _log.Total);
    }

    [Fact]
    public void E4_At_the_start_the_feed_has_its_chance_before_stale_input_is_told()
    {
        _model.FeedDown = true;
        Pass(3, signs => signs);
        _model.FeedDown = false;
        Pass(10, signs => signs);
        Assert.Equal(0, _log.Total);
    }

    [Fact]
    public void A_loss_near_its_limit_is_measured_by_the_limit_in_force()
    {
        Pass(5, signs => signs with { MaxDayLoss = 500, DayProfit = -399 });
        Assert.Equal(0, _log.Total);
        Pass(1, signs => signs with { MaxDayLoss = 500, DayProfit = -401 });
        Assert.Equal(1, _log.Counts["loss-near"]);
        Assert.Contains("401.00 lost today, limit 500.00", _log.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_waits_for_the_journal_says_so()
    {
        Pass(5, signs => signs);
        (_model.LoopStands, _model.JournalStands) = (true, true);
        Pass(3, signs => signs with { JournalDepth = 1000 });
        Assert.Equal(1, _log.Counts["loop-stalled"]);
        Assert.Equal(1, _log.Counts["journal-stalled"]);
    }

    [Fact]
    public void Refusals_while_everything_is_refused_are_no_news()
    {
        _watch.Look(_model.Step() with { Refusals = 2, LastRefusal = LimitRefusal.Position });
        _watch.Look(_model.Step() with { Killed = true, Refusals = 500, LastRefusal = LimitRefusal.Killed });
        _watch.Look(_model.Step() with { Refusals = 501, LastRefusal = LimitRefusal.Position });
        Assert.Equal(3, _log.Counts["refused"]);
    }

    [Fact]
    public void Refusals_of_a_kill_are_no_news_when_a_re_arm_ends_it_between_two_looks()
    {
        _watch.Look(_model.Step() with { Killed = true, Refusals = 2, LastRefusal = LimitRefusal.Killed });
        _watch.Look(_model.Step() with { Refusals = 7, LastRefusal = LimitRefusal.Killed });
        Assert.False(_log.Counts.ContainsKey("refused"));
    }

    [Fact]
    public void Each_refused_request_is_told_with_its_own_reason()
    {
        EngineSigns signs = _model.Step() with { RequestsRefused = 1, RequestRefused = "'foo' is no request" };
        _watch.Look(signs);
        Assert.EndsWith("request-refused event: 'foo' is no request", _log.LastLine, StringComparison.Ordinal);

        signs = signs with { RequestsRefused = 2, RequestsInapplicable = 1 };
        _watch.Look(signs);
        Assert.Contains("reconnect applies only while the session is down", _log.LastLine, StringComparison.Ordinal);

        signs = signs with { RequestsRefused = 3, RearmsVoid = 1 };
        _watch.Look(signs);
        Assert.Contains("a re-arm is void", _log.LastLine, StringComparison.Ordinal);

        _watch.Look(signs with { RequestsRefused = 4, RequestRefused = "'bar' is no request" });
        Assert.EndsWith("'bar' is no request", _log.LastLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LimitKey.MaxDayLoss, 1_500, "maxDayLoss 1500: allowed is more than 0, at most 1000 (the configured value times limits.operatorFactor)")]
    [InlineData(LimitKey.MaxOrderLots, 7, "maxOrderLots 7: allowed is more than 0, at most 1 (the configured value times limits.operatorFactor), at least limits.overshootLots")]
    [InlineData(LimitKey.CollarFraction, double.NaN, "collarFraction NaN: allowed is more than 0")]
    public void A_refused_change_of_a_limit_says_what_is_allowed(LimitKey key, double value, string told)
    {
        _watch.Look(_model.Step() with { LimitChangesRefused = 1, LimitRefused = key, LimitValueRefused = value });
        Assert.Contains($"limit-change-refused event: {told}", _log.LastLine, StringComparison.Ordinal);
    }

    private static EngineSigns Btc(EngineSigns signs, Func<UnderlyingSign, UnderlyingSign> change) =>
        signs with { Underlyings = [change(signs.Underlyings[0]), .. signs.Underlyings.Skip(1)] };

    private void Pass(int seconds, Func<EngineSigns, EngineSigns> change)
    {
        for (int i = 0; i < 20 * seconds; i++)
        {
            _time.Advance(Second / 20);
            _watch.Look(change(_model.Step()));
        }
    }
}
