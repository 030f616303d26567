using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Tests.Conventions;
using HedgeFast.Tests.Fix;
using HedgeFast.Watch;

namespace HedgeFast.Tests.Program.Watch;

public sealed class AlertWatchTests
{
    private const long Second = 1_000_000_000;

    private static readonly EngineSigns Well = new() { Ticks = 100, Hedgeable = true, SessionUp = true };

    private readonly ManualTime _time = new();
    private readonly AlertLog _log;
    private readonly AlertWatch _watch;

    public AlertWatchTests()
    {
        _log = new AlertLog(null, null, TimeSpan.Zero, _time);
        _watch = new AlertWatch(_log, Limits, _time);
    }

    private static LimitSettings Limits { get; } =
        new() { MaxOrderLots = 1, MaxPositionLots = 1, OrdersPerSecond = 1, StaleNanos = 1, CollarFraction = 1, MaxDayLoss = 1_000 };

    public static TheoryData<string> Kinds => [.. AlertWords.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void R20_Every_alert_has_a_sign_that_raises_it(string word)
    {
        AlertKind kind = Enum.GetValues<AlertKind>()[AlertWords.All.ToList().IndexOf(word)];
        _watch.Look(Well);
        Assert.Equal(0, _log.Total);
        EngineSigns sign = kind switch
        {
            AlertKind.KillSwitch => Well with { Killed = true },
            AlertKind.Latched => Well with { Latch = LimitRefusal.Repetition },
            AlertKind.LossLimit => Well with { Latch = LimitRefusal.DayLoss, DayProfit = -1_000 },
            AlertKind.LossNear => Well with { DayProfit = -800 },
            AlertKind.StaleInput => Well with { Hedgeable = false },
            AlertKind.VolatilityMissing => Well with { Hedgeable = false, UnusableOption = "C" },
            AlertKind.ForwardMissing => Well with { Hedgeable = false, UnusableExpiry = new DateTime(2026, 12, 25, 8, 0, 0, DateTimeKind.Utc) },
            AlertKind.OutOfBand => Well with { OutOfBand = 0.1 },
            AlertKind.SessionDown => Well with { SessionUp = false },
            AlertKind.SessionRefused => Well with { SessionRefused = true },
            AlertKind.LogonsExhausted => Well with { SessionUp = false, LogonsExhausted = true },
            AlertKind.GovernorSlowed => Well with { Governor = GovernorState.Slowed },
            AlertKind.GovernorHalted => Well with { Governor = GovernorState.Halted },
            AlertKind.Unresolved => Well with { Unresolved = 1 },
            AlertKind.UnknownOrder => Well with { OrderAlarms = 1 },
            AlertKind.CancelRefused => Well with { Killed = true, CancelsRefused = 1 },
            AlertKind.Rejected => Well with { Rejects = 1 },
            AlertKind.Refused => Well with { Refusals = 1, LastRefusal = LimitRefusal.Position },
            AlertKind.NotUnderstood => Well with { Anomalies = 1 },
            AlertKind.FaultyReport => Well with { FaultyReports = 1, LastFaultyReport = "Required tag missing, tag 122" },
            AlertKind.LimitChangeRefused => Well with { LimitChangesRefused = 1 },
            AlertKind.RequestRefused => Well with { RequestsRefused = 1 },
            AlertKind.PositionDiffers => Well with { PositionsDiffer = "BTCUSD_PERP: ours 5 lots, the exchange's 3" },
            AlertKind.PositionUnconfirmed => Well with { PositionsUnconfirmed = 1 },
            AlertKind.Contradicted => Well with { Contradicted = 1 },
            AlertKind.WatchFailed => Well with { WatchFailure = "disk full" },
            _ => Well with { Failure = "a thread ended" },
        };

        // Within five seconds, whatever has to last before it counts.
        _watch.Look(sign);
        _time.Advance(2 * Second);
        _watch.Look(sign);
        Assert.Equal(1, _log.Counts.GetValueOrDefault(word));
    }

    [Fact]
    public void Every_alert_is_described()
    {
        string[] text = [.. SourceTree.Repository.Files(["src"], ".md").Where(file => file.Path == "src/HedgeFast/Watch/README.md").SelectMany(file => file.Lines)];
        Assert.All(AlertWords.All, word => Assert.Contains(text, line => line.StartsWith($"| `{word}` |", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_lasts_shorter_than_a_hedge_takes_is_no_alert()
    {
        _watch.Look(Well with { OutOfBand = 1 });
        _time.Advance(1 * Second);
        _watch.Look(Well);
        _time.Advance(2 * Second);
        _watch.Look(Well with { OutOfBand = 1 });
        Assert.Equal(0, _log.Total);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void A_delta_that_waits_for_the_market_to_trade_says_so(long waits, bool says)
    {
        _watch.Look(Well with { OutOfBand = 1, VolumeWaits = 7 });
        _time.Advance(2 * Second);
        _watch.Look(Well with { OutOfBand = 1, VolumeWaits = waits });
        Assert.Contains("out-of-band", _log.LastLine, StringComparison.Ordinal);
        Assert.Equal(says, _log.LastLine!.Contains("the share of the traded volume is used up", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_and_the_close_are_no_alerts()
    {
        _watch.Look(Well);
        _watch.Look(Well with { Stopping = true, SessionUp = false, Hedgeable = false, OutOfBand = 1 });
        _watch.Look(Well with { MarketClosed = true, SessionUp = false, Hedgeable = false });
        _time.Advance(5 * Second);
        _watch.Look(Well with { Stopping = true, SessionUp = false, Hedgeable = false, OutOfBand = 1 });
        Assert.Equal(0, _log.Total);
    }

    [Fact]
    public void Refusals_while_everything_is_refused_are_no_news()
    {
        _watch.Look(Well with { Refusals = 2, LastRefusal = LimitRefusal.Position });
        _watch.Look(Well with { Killed = true, Refusals = 500, LastRefusal = LimitRefusal.Killed });
        _watch.Look(Well with { Refusals = 501, LastRefusal = LimitRefusal.Position });
        Assert.Equal(3, _log.Counts["refused"]);
    }
}
