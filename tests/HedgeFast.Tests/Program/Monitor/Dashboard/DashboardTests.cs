using HedgeFast.Core.Profit;
using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Report;
using HedgeFast.Shell;
using Spectre.Console;

namespace HedgeFast.Tests.Program.Monitor.Dashboard;

public sealed class DashboardTests
{
    private static readonly EngineStatus Status = new()
    {
        ElapsedSeconds = 12.34,
        TapeFraction = 0.344,
        Loop = new LoopCounters
        {
            SessionUp = 1,
            LiveOrders = 1,
            InFlightBuyLots = 30,
            InFlightSellLots = 40,
            Ticks = 6612,
            Conflated = 3,
            Orders = 22,
            Fills = 20,
            Rejects = 1,
            Refusals = 2,
        },
        Feed = new FeedStatus { IsUp = true },
        Underlyings =
        [
            new UnderlyingStatus
            {
                Name = "BTC",
                Counters = new UnderlyingCounters
                {
                    Hedgeable = 1,
                    Price = 61704.75,
                    OptionDelta = -3.5,
                    NetDelta = 0.125,
                    BandLower = -0.5,
                    BandUpper = 0.5,
                },
                Instruments = [Instrument("BTCUSD_PERP", 2240, inUse: true)],
            },
        ],
        Profit = new ProfitParts { Hedge = -1234.5 },
        Alerts = 3,
        LastAlert = "session-down raised",
        TickToDecision = new LatencyReport { P50 = 850, P99 = 2100, P999 = 33_000 },
        TickToOrder = new LatencyReport { P50 = 5200, P99 = 9100, P999 = 44_000 },
        Rings = new RingDepths(5, 6, 7, 8),
    };

    private static string Line => Assert.Single(PlainLine.Lines(Status));

    [Fact]
    public void A_status_with_one_underlying_is_one_line_with_every_number() => Assert.Equal(
        "  12.3 s  price 61704.75  delta -3.500 hedged 0.125 band -0.5..0.5  position 2240  ticks 6612  orders 22"
        + "  fills 20  rejects 1  profit -1234.50  alerts 3"
        + "  decision p50 850 ns p99 2.10 us  order p50 5.20 us p99 9.10 us  rings 5/6/7/8", Line);

    [Fact]
    public void A_status_in_which_all_is_down_ends_with_each_reason() => AssertEnd(
        "  KILLED  session down  feed down  not hedgeable: BTCUSD_PERP: never quoted",
        Status.WithLoop(loop => loop with { Killed = 1, SessionUp = 0 }).WithFeed(_ => new FeedStatus())
            .WithFirst(btc => btc.WithCounters(counters => counters with { Hedgeable = 0 }) with
            {
                Instruments = [btc.Instruments[0].WithCounters(counters => counters with { Fault = 1 })],
            }));

    [Fact]
    public void An_option_without_a_volatility_is_the_reason_shown() => AssertEnd(
        "  not hedgeable: C has no volatility that is young enough",
        Status.WithFirst(btc => btc.WithCounters(counters => counters with { Hedgeable = 0 }) with
        {
            UnusableOption = "C",
        }));

    // B06
    [Fact]
    public void Options_hedged_without_a_volatility_are_counted_where_the_hedge_goes_on()
    {
        UnderlyingStatus btc = Status.Underlyings[0].WithCounters(
            counters => counters with { MissingOptions = 152, UncertainDelta = 0.03 });
        AssertEnd("  missing 152 open 0.03", Status.WithFirst(_ => btc));
        Assert.Equal("BTC missing 152 open 0.03", UnderlyingStatus.MissingIn([btc, new() { Name = "ETH" }]));
        UnderlyingStatus stopped = btc.WithCounters(counters => counters with { Hedgeable = 0 });
        Assert.Null(UnderlyingStatus.MissingIn([stopped]));
    }

    [Fact]
    public void A_feed_without_a_connection_is_shown_with_its_reason() => AssertEnd(
        "  feed down: connecting to 10.0.0.1:5002 failed: ConnectionRefused",
        Status.WithFeed(_ => new FeedStatus { Error = "connecting to 10.0.0.1:5002 failed: ConnectionRefused" }));

    [Fact]
    public void A_sink_that_can_not_be_written_is_shown_with_its_reason() => AssertEnd(
        "  NOT WRITTEN: alerts.file can't be written: No space left on device",
        Status with { Sinks = [new SinkStatus("alerts.file", "can't be written: No space left on device")] });

    [Fact]
    public void A_fallback_in_use_is_shown_beside_the_position_in_each_instrument()
    {
        EngineStatus status = Status.WithFirst(btc => btc with
        {
            Instruments =
            [
                Instrument("BTCUSD_PERP", 2240, inUse: false),
                Instrument("BTCUSDC_PERP", -3, inUse: true),
            ],
        });
        AssertEnd("  hedging in BTCUSDC_PERP", status);
        string line = Assert.Single(PlainLine.Lines(status));
        Assert.Contains("  position BTCUSD_PERP 2240, BTCUSDC_PERP -3  ticks", line, StringComparison.Ordinal);
        Assert.Contains("BTCUSD_PERP 2,240 lots, BTCUSDC_PERP -3 lots", Show(status), StringComparison.Ordinal);
    }

    [Fact]
    public void A_display_that_fails_names_its_reason_and_ends_nothing_else()
    {
        using var dashboard = new DashboardThread(
            () => throw new InvalidOperationException("no status"), Console(TextWriter.Null, isLive: true));
        dashboard.Start();
        SpinWait.SpinUntil(() => dashboard.Failure is not null, TimeSpan.FromSeconds(30));
        Assert.Equal("has ended: no status", dashboard.Failure);
    }

    [Fact]
    public void A_screen_shows_every_number()
    {
        EngineStatus status = Status with { Loop = Status.Loop.Copy() };
        status.Loop.Underlyings[0].Revaluations = 6609;
        status.Loop.Underlyings[0].Proved = 4321;
        status.Loop.Underlyings[0].Decisions = 21;
        string screen = Show(status);
        string[] all =
        [
            "12.3 s", "tape 34 %", "hedging", "61704.75", "-3.5000", "0.1250", "-0.5000 .. 0.5000",
            "2,240 lots, in flight +30 -40", "6,612", "6,609", "4,321", "21", "22 (1 live)", "20", "850 ns", "2.10 us",
            "33.0 us", "5.20 us", "9.10 us", "44.0 us", "-1,234.50", "3, last: session-down raised",
        ];
        Assert.All(all, shown => Assert.Contains(shown, screen, StringComparison.Ordinal));
        Assert.Matches(@"events\s+│\s+5\s+│\s+6\s+│\s+7\s+│\s+8", screen);
    }

    [Theory]
    [InlineData(0, ".............[......#......].............")]
    [InlineData(-0.5, ".............#.............].............")]
    [InlineData(99, ".............[.............]............#")]
    [InlineData(-99, "#............[.............].............")]
    public void The_gauge_shows_the_delta_in_the_band(double delta, string gauge) =>
        Assert.Contains(gauge, Show(WithDelta(delta, left: 0)), StringComparison.Ordinal);

    // D6: the band holds what hedgeRatio does not leave.
    [Fact]
    public void D6_A_delta_left_on_purpose_is_shown_beside_the_net_delta_and_inside_the_band()
    {
        EngineStatus left = WithDelta(10, left: 10);
        Assert.Contains(".............[......#......].............", Show(left), StringComparison.Ordinal);
        Assert.Matches(@"left on purpose\s+│\s+10\.0000", Show(left));
        Assert.Contains(
            "hedged 10.000 left 10.000 band -0.5..0.5", Assert.Single(PlainLine.Lines(left)), StringComparison.Ordinal);
        Assert.DoesNotContain("left", Show(Status) + Line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_without_finite_numbers_shows_dashes()
    {
        string screen = Show(Status.WithFirst(btc => btc.WithCounters(counters => counters with
        {
            Price = double.NaN,
            NetDelta = double.NaN,
            OptionDelta = double.PositiveInfinity,
        })) with
        { TapeFraction = double.NaN });
        Assert.Matches(@"price\s+│\s+- ", screen);
        Assert.DoesNotContain("NaN", screen, StringComparison.Ordinal);
    }

    // A book that was never valued has no delta of zero, and no order left in no time.
    [Fact]
    public void A_book_never_valued_and_a_latency_never_measured_are_dashes()
    {
        var status = new EngineStatus
        {
            Underlyings = [new UnderlyingStatus { Name = "BTC", Instruments = [Instrument("P", 0, inUse: true)] }],
        };
        string line = Assert.Single(PlainLine.Lines(status));
        Assert.Contains("price -  delta - hedged - band -..-  position 0", line, StringComparison.Ordinal);
        Assert.Contains("decision p50 - p99 -  order p50 - p99 -", line, StringComparison.Ordinal);
        Assert.Matches(@"net delta, hedged\s+│\s+- ", Show(status));
        Assert.Matches(@"tick to order\s+│\s+-\s+│\s+-\s+│\s+- ", Show(status));
    }

    [Fact]
    public void On_a_pipe_the_thread_writes_the_last_status_as_plain_lines()
    {
        var output = new StringWriter();
        using (var dashboard = new DashboardThread(() => Status, Console(output, isLive: false)))
            dashboard.Start();
        Assert.Equal(Line + Environment.NewLine, output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_thread_draws_the_screen()
    {
        var output = new StringWriter();
        using (var dashboard = new DashboardThread(() => Status, Console(output, isLive: true)))
            dashboard.Start();
        Assert.Contains("61704.75", output.ToString(), StringComparison.Ordinal);
        Assert.Contains('\u001b', output.ToString());
    }

    [Fact]
    public void A_thread_never_started_writes_nothing_when_disposed()
    {
        var output = new StringWriter();
        new DashboardThread(() => Status, Console(output, isLive: false)).Dispose();
        Assert.Empty(output.ToString());
    }

    private static InstrumentStatus Instrument(string symbol, long lots, bool inUse) => new()
    {
        Symbol = symbol,
        Counters = new InstrumentCounters { PositionLots = lots, InUse = inUse ? 1 : 0 },
    };

    private static EngineStatus WithDelta(double net, double left) => Status.WithFirst(
        btc => btc.WithCounters(counters => counters with { NetDelta = net, LeftDelta = left }));

    private static void AssertEnd(string end, EngineStatus status) =>
        Assert.EndsWith(end, Assert.Single(PlainLine.Lines(status)), StringComparison.Ordinal);

    private static IAnsiConsole Console(TextWriter output, bool isLive) =>
        new Terminal(output, TextWriter.Null, isLive).CreateConsole();

    private static string Show(EngineStatus status)
    {
        var output = new StringWriter();
        IAnsiConsole console = Console(output, isLive: false);
        console.Profile.Width = 100;
        console.Write(LiveView.Render(status));
        return output.ToString();
    }
}
