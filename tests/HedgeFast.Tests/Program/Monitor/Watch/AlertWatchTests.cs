using HedgeFast.Core.Control;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Watch;
using HedgeFast.Tests.Conventions;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Program.Monitor.Watch;

public sealed class AlertWatchTests
{
    private const long Second = 1_000_000_000;

    private static readonly DateTime Expiry = new(2026, 12, 25, 8, 0, 0, DateTimeKind.Utc);

    private readonly ManualTime _time = new();
    private readonly AlertLog _log;
    private readonly AlertWatch _watch;
    private readonly EngineModel _model = new();

    public AlertWatchTests()
    {
        _log = new AlertLog(null, null, TimeSpan.Zero, _time);
        _watch = new AlertWatch(_log, Limits, _time);
    }

    private static LimitSettings Limits { get; } = new()
    {
        MaxOrderLots = 1,
        MaxPositionLots = 1,
        OrdersPerSecond = 1,
        StaleNanos = 2 * Second,
        CollarFraction = 1,
        MaxDayLoss = 1_000,
    };

    public static TheoryData<string> Kinds => [.. AlertWords.All];

    [Scenario("R20")]
    [Theory]
    [MemberData(nameof(Kinds))]
    public void R20_Every_alert_has_a_cause_that_raises_it(string word)
    {
        AlertKind kind = Enum.GetValues<AlertKind>()[AlertWords.All.ToList().IndexOf(word)];
        Pass(5);
        Assert.Equal(0, _log.Total);

        // Within five seconds, however long the cause has to last before it counts.
        Pass(5, CauseOf(kind));
        Assert.Equal(1, _log.Counts.GetValueOrDefault(word));
    }

    // D5: one line of an operator is about one expiry.
    [Fact]
    public void D5_Each_expiry_whose_average_is_unknown_raises_its_own_alert()
    {
        DateTime second = Expiry.AddHours(1);
        Pass(5);
        Pass(5, LostAverage(Expiry));
        Pass(5, LostAverage(second));
        Assert.Equal(2, _log.Counts.GetValueOrDefault("average-unknown"));
        Assert.Contains("raised: BTC 2026-12-25 09:00: ", _log.LastLine, StringComparison.Ordinal);
        Assert.EndsWith("average BTC 2026-12-25T09:00:00Z PRICE NAME", _log.LastLine, StringComparison.Ordinal);
        Pass(5);
        Assert.Contains("average-unknown cleared: BTC 2026-12-25 09:00", _log.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alert_is_described_in_the_README()
    {
        SourceFile readme = Assert.Single(
            SourceTree.Repository.Files(["src"], ".md"),
            file => file.Path == "src/HedgeFast/Monitor/Watch/README.md");
        Assert.All(
            AlertWords.All,
            word => Assert.Contains(
                readme.Lines, line => line.StartsWith($"| `{word}` |", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_delta_out_of_its_band_for_less_than_a_hedge_takes_raises_nothing()
    {
        Pass(5);
        _model.OutOfBand = 0;
        Pass(1);
        _model.OutOfBand = -1;
        Pass(2);
        _model.OutOfBand = 0;
        Pass(1);
        Assert.Equal(0, _log.Total);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void An_alert_out_of_band_names_the_volume_share_only_while_that_holds_the_hedge(long waits, bool says)
    {
        Pass(5, status => status.WithLoop(loop => loop with { VolumeWaits = 7 }));
        _model.OutOfBand = 0;
        Pass(3, status => status.WithLoop(loop => loop with { VolumeWaits = waits }));
        Assert.Contains("out-of-band", _log.LastLine, StringComparison.Ordinal);
        Assert.Equal(
            says,
            _log.LastLine!.Contains("the share of the traded volume is used up", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_in_order_and_the_close_raise_nothing()
    {
        Pass(5);
        _model.MarketClosed = true;
        Pass(10);
        _model.LoopStands = true;
        _model.StuckThread = 0;
        _model.FeedDown = true;
        _model.OutOfBand = 1;
        Pass(10, status => status.WithLoop(loop => loop with { Stopping = 1, SessionUp = 0 }));
        Assert.Equal(0, _log.Total);
    }

    [Fact]
    public void E4_A_feed_that_comes_within_four_seconds_of_the_start_raises_nothing()
    {
        _model.FeedDown = true;
        Pass(3);
        _model.FeedDown = false;
        Pass(10);
        Assert.Equal(0, _log.Total);
    }

    [Fact]
    public void A_loss_is_near_by_the_limit_in_force()
    {
        Pass(5, status => status.WithLoop(loop => loop with { MaxDayLoss = 500, DayProfit = -399 }));
        Assert.Equal(0, _log.Total);
        Pass(1, status => status.WithLoop(loop => loop with { MaxDayLoss = 500, DayProfit = -401 }));
        Assert.Equal(1, _log.Counts["loss-near"]);
        Assert.Contains("401.00 lost today, limit 500.00", _log.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_waits_for_the_journal_raises_both_stalls()
    {
        Pass(5);
        _model.LoopStands = true;
        _model.JournalStands = true;
        Pass(3, status => status with { Journal = status.Journal with { Depth = 1000 } });
        Assert.Equal(1, _log.Counts["loop-stalled"]);
        Assert.Equal(1, _log.Counts["journal-stalled"]);
    }

    [Fact]
    public void Each_governor_of_several_underlyings_is_raised_by_name()
    {
        Pass(5);
        Pass(1, Governor(GovernorState.Slowed));
        Assert.EndsWith("governor-slowed raised: BTC", _log.LastLine, StringComparison.Ordinal);
        Pass(1, Governor(GovernorState.Halted));
        Assert.EndsWith("governor-halted raised: BTC", _log.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_while_everything_is_refused_are_not_counted()
    {
        _watch.Look(_model.Step().WithLoop(Refused(2, LimitRefusal.Position)));
        _watch.Look(_model.Step().WithLoop(loop => Refused(500, LimitRefusal.Killed)(loop) with { Killed = 1 }));
        _watch.Look(_model.Step().WithLoop(Refused(501, LimitRefusal.Position)));
        Assert.Equal(3, _log.Counts["refused"]);
    }

    [Fact]
    public void Refusals_of_a_kill_that_a_re_arm_ended_between_two_looks_are_not_counted()
    {
        _watch.Look(_model.Step().WithLoop(loop => Refused(2, LimitRefusal.Killed)(loop) with { Killed = 1 }));
        _watch.Look(_model.Step().WithLoop(Refused(7, LimitRefusal.Killed)));
        Assert.False(_log.Counts.ContainsKey("refused"));
    }

    [Fact]
    public void Each_refused_request_is_raised_with_its_own_reason()
    {
        EngineStatus status = _model.Step() with { Requests = new RequestStatus(1, "'foo' is no request") };
        _watch.Look(status);
        Assert.EndsWith("request-refused event: 'foo' is no request", _log.LastLine, StringComparison.Ordinal);

        status = status.WithLoop(loop => loop with { RequestsRefused = 1 });
        _watch.Look(status);
        Assert.Contains(
            "reconnect applies only while the session is down", _log.LastLine, StringComparison.Ordinal);

        status = status.WithLoop(loop => loop with { RearmsRefused = 1 });
        _watch.Look(status);
        Assert.Contains("a re-arm is void", _log.LastLine, StringComparison.Ordinal);

        _watch.Look(status with { Requests = new RequestStatus(2, "'bar' is no request") });
        Assert.EndsWith("'bar' is no request", _log.LastLine, StringComparison.Ordinal);
        Assert.Equal(4, _log.Counts["request-refused"]);
    }

    [Theory]
    [InlineData(
        LimitKey.MaxDayLoss, 1_500,
        "maxDayLoss 1500: allowed is more than 0, at most 1000 (the configured value times limits.operatorFactor)")]
    [InlineData(
        LimitKey.MaxOrderLots, 7,
        "maxOrderLots 7: allowed is more than 0, at most 1 (the configured value times limits.operatorFactor), "
        + "at least limits.overshootLots")]
    [InlineData(LimitKey.CollarFraction, double.NaN, "collarFraction NaN: allowed is more than 0")]
    public void A_refused_change_of_a_limit_names_the_values_allowed(LimitKey key, double value, string words)
    {
        _watch.Look(_model.Step().WithLoop(loop => loop with
        {
            LimitChangesRefused = 1,
            LimitRefused = (long)key,
            LimitValueRefused = value,
        }));
        Assert.Contains($"limit-change-refused event: {words}", _log.LastLine, StringComparison.Ordinal);
    }

    private static Func<EngineStatus, EngineStatus> CauseOf(AlertKind kind) => kind switch
    {
        AlertKind.KillSwitch => Loop(loop => loop with { Killed = 1 }),
        AlertKind.Latched => Loop(loop => loop with { Latches = (long)LimitLatches.Repetition }),
        AlertKind.LossLimit => Loop(loop => loop with { Latches = (long)LimitLatches.DayLoss, DayProfit = -1_000 }),
        AlertKind.LossNear => Loop(loop => loop with { DayProfit = -800 }),
        AlertKind.StaleInput => Btc(btc => btc with { Hedgeable = 0 }),
        AlertKind.VolatilityMissing => status => WithoutOption(Btc(btc => btc with { Hedgeable = 0 })(status)),
        AlertKind.Unprepared => status => WithoutOption(
            Btc(btc => btc with { Hedgeable = 0, IsUnprepared = 1 })(status)),
        AlertKind.AverageUnknown => LostAverage(Expiry),
        AlertKind.ForwardMissing => Btc(btc => btc with { Hedgeable = 0, UnusableExpiry = Nanos(Expiry) }),
        AlertKind.OutOfBand => Btc(btc => btc with { OutOfBand = 0.1 }),
        AlertKind.SessionDown => Loop(loop => loop with { SessionUp = 0 }),
        AlertKind.SessionRefused => Session(session => session with { IsRefused = true }),
        AlertKind.LogonsExhausted => status => Session(session => session with { LogonsUsedUp = true })(
            status.WithLoop(loop => loop with { SessionUp = 0 })),
        AlertKind.GovernorSlowed => Governor(GovernorState.Slowed),
        AlertKind.GovernorHalted => Governor(GovernorState.Halted),
        AlertKind.Unresolved => Loop(loop => loop with { Unresolved = 1 }),
        AlertKind.UnknownOrder => Loop(loop => loop with { OrderAlarms = 1 }),
        AlertKind.CancelRefused => Loop(loop => loop with { Killed = 1, CancelsRefused = 1 }),
        AlertKind.Rejected => Loop(loop => loop with { Rejects = 1 }),
        AlertKind.Refused => Loop(Refused(1, LimitRefusal.Position)),
        AlertKind.NotUnderstood => Session(session => session with { Anomalies = 1 }),
        AlertKind.FaultyReport => Session(
            session => session with { Faulty = new FaultyReports(1, "Required tag missing, tag 122") }),
        AlertKind.LimitChangeRefused => Loop(loop => loop with { LimitChangesRefused = 1 }),
        AlertKind.RequestRefused => status => status with { Requests = new RequestStatus(1, "'foo' is no request") },
        AlertKind.JournalIncomplete => Loop(loop => loop with { JournalLost = 1 }),
        AlertKind.PositionInDoubt => Perpetual(
            counters => counters with { Doubt = (long)DoubtReasons.Overfill, DoubtOurLots = 5, DoubtOtherLots = 3 }),
        AlertKind.PositionDiffers => Perpetual(
            counters => counters with { Differs = 1, OurLots = 5, TheirLots = 3 }),
        AlertKind.PositionUnconfirmed => Loop(loop => loop with { PositionsUnconfirmed = 1 }),
        AlertKind.Contradicted => Loop(WithContradiction),
        AlertKind.WrongTime => Feed(feed => feed with { WrongTimes = 1, Note = "an exchange time lies ahead" }),
        AlertKind.FeedPaused => Feed(feed => feed with { Pauses = 1 }),
        AlertKind.FeedForeign => Feed(feed => feed with { ForeignFrames = 1 }),
        AlertKind.WatchFailed => status => status with { WatchFailure = "disk full" },
        AlertKind.FeedDown => Feed(feed => feed with { IsUp = false }),
        AlertKind.LoopStalled => Loop(loop => loop with { Batches = 7 }),
        AlertKind.JournalStalled => status => status with { Journal = new JournalStatus(7, 1, Failure: null) },
        AlertKind.JournalFailed => status => status with
        {
            Journal = status.Journal with { Failure = "No space left on device" },
        },
        AlertKind.ThreadStuck => status => status with { Threads = [new ThreadStatus("orders", 7)] },
        AlertKind.SinkFailed => status => status with { Sinks = [new SinkStatus("alerts.file", "can't be written")] },
        _ => status => status with { Failure = "a thread ended" },
    };

    private static Func<EngineStatus, EngineStatus> Loop(Func<LoopCounters, LoopCounters> change) =>
        status => status.WithLoop(change);

    private static Func<EngineStatus, EngineStatus> Session(Func<FixSessionStatus, FixSessionStatus> change) =>
        status => status.WithSession(change);

    private static Func<EngineStatus, EngineStatus> Feed(Func<FeedStatus, FeedStatus> change) =>
        status => status.WithFeed(change);

    private static Func<EngineStatus, EngineStatus> Btc(Func<UnderlyingCounters, UnderlyingCounters> change) =>
        status => status.WithFirst(btc => btc.WithCounters(change));

    private static Func<EngineStatus, EngineStatus> Governor(GovernorState state) =>
        Btc(btc => btc with { Governor = (long)state });

    private static Func<EngineStatus, EngineStatus> LostAverage(DateTime expiry) =>
        Btc(btc => btc with { LostAverage = Nanos(expiry) });

    private static Func<EngineStatus, EngineStatus> Perpetual(Func<InstrumentCounters, InstrumentCounters> change) =>
        status => status with { Instruments = [status.Underlyings[0].Instruments[0].WithCounters(change)] };

    private static LoopCounters WithContradiction(LoopCounters loop)
    {
        LoopCounters copy = loop.Copy();
        copy.Underlyings[0].Contradicted = 1;
        return copy;
    }

    private static EngineStatus WithoutOption(EngineStatus status) =>
        status.WithFirst(btc => btc with { UnusableOption = "C" });

    private static Func<LoopCounters, LoopCounters> Refused(long refusals, LimitRefusal last) =>
        loop => loop with { Refusals = refusals, LastRefusal = (long)last };

    private static long Nanos(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private void Pass(int seconds, Func<EngineStatus, EngineStatus>? change = null)
    {
        for (int i = 0; i < 20 * seconds; i++)
        {
            _time.Advance(Second / 20);
            EngineStatus status = _model.Step();
            _watch.Look(change?.Invoke(status) ?? status);
        }
    }
}
