using HedgeFast.Commands;
using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Monitor.Watch;
using Spectre.Console;

namespace HedgeFast.Tests.Program.Monitor.Dashboard;

public sealed class DashboardTests
{
    private static readonly EngineSnapshot Snapshot = new()
    {
        ElapsedSeconds = 12.34,
        TapeFraction = 0.344,
        SessionUp = true,
        FeedUp = true,
        Hedgeable = true,
        Price = 61704.75,
        DeltaUnhedged = -3.5,
        DeltaHedged = 0.125,
        BandLow = -0.5,
        BandHigh = 0.5,
        PositionLots = 2240,
        LiveOrders = 1,
        InFlightBuyLots = 30,
        InFlightSellLots = 40,
        Ticks = 6612,
        Conflated = 3,
        Revaluations = 6609,
        Proved = 4321,
        Decisions = 21,
        Orders = 22,
        Fills = 20,
        Rejects = 1,
        Profit = -1234.5,
        Alerts = 3,
        LastAlert = "session-down raised",
        Refusals = 2,
        DecisionP50Nanos = 850,
        DecisionP99Nanos = 2100,
        DecisionP999Nanos = 33_000,
        OrderP50Nanos = 5200,
        OrderP99Nanos = 9100,
        OrderP999Nanos = 44_000,
        MarketRingDepth = 5,
        ExecutionRingDepth = 6,
        OrderRingDepth = 7,
        JournalRingDepth = 8,
    };

    [Fact]
    public void The_plain_line_says_all_that_matters() => Assert.Equal(
        "  12.3 s  price 61704.75  delta -3.500 hedged 0.125 band -0.5..0.5  position 2240  ticks 6612  orders 22  fills 20  rejects 1  profit -1234.50  alerts 3"
        + "  decision p50 850 ns p99 2.10 us  order p50 5.20 us p99 9.10 us  rings 5/6/7/8", PlainLine.Format(Snapshot));

    [Fact]
    public void What_stops_hedging_is_said() =>
        Assert.EndsWith("  KILLED  session down  feed down  not hedgeable", PlainLine.Format(new EngineSnapshot { Killed = true, Price = double.NaN }), StringComparison.Ordinal);

    [Fact]
    public void The_reason_why_nothing_is_hedged_is_said() =>
        Assert.EndsWith(
            "  not hedgeable: BTC: C has no volatility that is young enough",
            PlainLine.Format(Snapshot with { Hedgeable = false, NotHedgeable = "BTC: C has no volatility that is young enough" }), StringComparison.Ordinal);

    // B06
    [Fact]
    public void Options_that_are_hedged_without_a_volatility_are_counted()
    {
        UnderlyingSign btc = new() { Name = "BTC", Hedgeable = true, MissingOptions = 152, UncertainDelta = 0.03 };
        Assert.EndsWith("  missing 152 open 0.03",
            PlainLine.Format(Snapshot with { Missing = UnderlyingSign.MissingIn([btc]) }), StringComparison.Ordinal);
        Assert.Equal("BTC missing 152 open 0.03", UnderlyingSign.MissingIn([btc, new() { Name = "ETH" }]));
        Assert.Null(UnderlyingSign.MissingIn([btc with { Hedgeable = false }]));
    }

    [Fact]
    public void The_feed_s_link_and_its_reason_are_said() =>
        Assert.EndsWith("  feed down: connecting to 10.0.0.1:5002 failed: ConnectionRefused",
            PlainLine.Format(Snapshot with { FeedUp = false, FeedNote = "connecting to 10.0.0.1:5002 failed: ConnectionRefused" }), StringComparison.Ordinal);

    [Fact]
    public void What_can_not_be_written_is_said() =>
        Assert.EndsWith("  NOT WRITTEN: alerts.file can't be written: No space left on device",
            PlainLine.Format(Snapshot with { NotWritten = "alerts.file can't be written: No space left on device" }), StringComparison.Ordinal);

    [Fact]
    public void Among_several_underlyings_the_line_names_the_one_it_shows() =>
        Assert.StartsWith("  12.3 s  ETH  price", PlainLine.Format(Snapshot with { Underlying = "ETH" }), StringComparison.Ordinal);

    [Fact]
    public void A_display_that_fails_ends_nothing_else()
    {
        using var dashboard = new DashboardThread(() => throw new InvalidOperationException("no snapshot"), new Terminal(TextWriter.Null, TextWriter.Null, IsLive: true).CreateConsole());
        dashboard.Start();
        SpinWait.SpinUntil(() => dashboard.Failure is not null, TimeSpan.FromSeconds(30));
        Assert.Equal("has ended: no snapshot", dashboard.Failure);
    }

    [Fact]
    public void A_fallback_in_use_is_said() => Assert.EndsWith("  hedging in BTCUSDC_PERP", PlainLine.Format(Snapshot with { Fallback = "BTCUSDC_PERP" }), StringComparison.Ordinal);

    [Fact]
    public void Before_the_first_quote_there_is_no_price() => Assert.Contains("price -  ", PlainLine.Format(new EngineSnapshot { Price = double.NaN }), StringComparison.Ordinal);

    [Fact]
    public void The_screen_shows_every_number()
    {
        string screen = Show(Snapshot);
        foreach (string shown in new[]
        {
            "12.3 s", "tape 34 %", "hedging", "61704.75", "-3.5000", "0.1250", "-0.5000 .. 0.5000", "2,240 lots, in flight +30 -40", "6,612", "6,609", "22 (1 live)", "20", "850 ns", "2.10 us", "33.0 us",
            "5.20 us", "9.10 us", "44.0 us", "-1,234.50", "3, last: session-down raised",
        }) Assert.Contains(shown, screen, StringComparison.Ordinal);
        Assert.Matches(@"events\s+│\s+5\s+│\s+6\s+│\s+7\s+│\s+8", screen);
    }

    [Theory]
    [InlineData(0, ".............[......#......].............")]
    [InlineData(-0.5, ".............#.............].............")]
    [InlineData(99, ".............[.............]............#")]
    [InlineData(-99, "#............[.............].............")]
    public void The_gauge_shows_the_delta_in_the_band(double delta, string gauge) => Assert.Contains(gauge, Show(Snapshot with { DeltaHedged = delta }), StringComparison.Ordinal);

    // D6: what hedgeRatio leaves is told beside the net delta, and the band holds the rest.
    [Fact]
    public void D6_A_delta_left_on_purpose_is_not_out_of_the_band()
    {
        EngineSnapshot left = Snapshot with { DeltaHedged = 10, DeltaLeft = 10 };
        Assert.Contains(".............[......#......].............", Show(left), StringComparison.Ordinal);
        Assert.Matches(@"left on purpose\s+│\s+10\.0000", Show(left));
        Assert.Contains("hedged 10.000 left 10.000 band -0.5..0.5", PlainLine.Format(left), StringComparison.Ordinal);
        Assert.DoesNotContain("left", Show(Snapshot) + PlainLine.Format(Snapshot), StringComparison.Ordinal);
    }

    [Fact]
    public void The_screen_survives_numbers_that_are_none()
    {
        string screen = Show(new EngineSnapshot { Price = double.NaN, DeltaHedged = double.NaN, TapeFraction = double.NaN, DeltaUnhedged = double.PositiveInfinity });
        Assert.Contains("session down", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", screen, StringComparison.Ordinal);
    }

    // A book that was never valued has no delta of zero, and no order left in no time.
    [Fact]
    public void What_was_never_valued_is_a_dash()
    {
        UnderlyingCounters never = new LoopCounters().Worst;
        EngineSnapshot snapshot = new()
        {
            Price = never.Price,
            DeltaUnhedged = never.OptionDelta,
            DeltaHedged = never.NetDelta,
            BandLow = never.BandLower,
            BandHigh = never.BandUpper,
            Profit = double.NaN,
        };
        string line = PlainLine.Format(snapshot);
        Assert.Contains("price -  delta - hedged - band -..-  position 0", line, StringComparison.Ordinal);
        Assert.Contains("decision p50 - p99 -  order p50 - p99 -", line, StringComparison.Ordinal);
        Assert.Matches(@"net delta, hedged\s+│\s+- ", Show(snapshot));
        Assert.Matches(@"tick to order\s+│\s+-\s+│\s+-\s+│\s+- ", Show(snapshot));
    }

    [Fact]
    public void On_a_pipe_the_thread_writes_lines_and_a_last_one()
    {
        var output = new StringWriter();
        using (var dashboard = new DashboardThread(() => Snapshot, new Terminal(output, TextWriter.Null, IsLive: false).CreateConsole())) dashboard.Start();
        Assert.Equal(PlainLine.Format(Snapshot) + Environment.NewLine, output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_thread_draws_the_screen()
    {
        var output = new StringWriter();
        using (var dashboard = new DashboardThread(() => Snapshot, new Terminal(output, TextWriter.Null, IsLive: true).CreateConsole())) dashboard.Start();
        Assert.Contains("61704.75", output.ToString(), StringComparison.Ordinal);
        Assert.Contains('\u001b', output.ToString());
    }

    [Fact]
    public void A_thread_that_was_never_started_can_be_disposed()
    {
        var output = new StringWriter();
        new DashboardThread(() => Snapshot, new Terminal(output, TextWriter.Null, IsLive: false).CreateConsole()).Dispose();
        Assert.Empty(output.ToString());
    }

    private static string Show(EngineSnapshot snapshot)
    {
        var output = new StringWriter();
        IAnsiConsole console = new Terminal(output, TextWriter.Null, IsLive: false).CreateConsole();
        console.Profile.Width = 100;
        console.Write(LiveView.Render(snapshot));
        return output.ToString();
    }
}
