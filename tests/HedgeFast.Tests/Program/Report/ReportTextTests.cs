using HedgeFast.Report;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Report;

public sealed class ReportTextTests
{
    [Fact]
    public void On_a_pipe_the_report_is_plain_lines()
    {
        var output = new StringWriter();
        ReportText.Write(Samples.Report, new Terminal(output, TextWriter.Null, IsLive: false).CreateConsole());
        Assert.Equal(
            """
            Run
              length                    36.0 s, ended by the end of the tape
              ticks                     19,136
              conflated ticks           12
              revaluations              19,124
              proved by triggers        17
              decisions                 40
              orders                    41
              fills                     39
              rejects by the exchange   1
              refusals by a limit       2
              messages not understood   1
              order alarms              2
              alerts                    session-down 2
              policy                    none
            Position
              engine                    -1,234 lots
              exchange                  -1,234 lots
              equal                     yes
            Net delta
              mean |delta| unhedged     2.5000
              mean |delta| hedged       0.2500
              deviation hedged          0.3125
              max |delta| unhedged      6.5000
              max |delta| hedged        0.7500
            Cost
              spread                    3.25
              fees                      4.25
              total                     7.50
            Profit, marked to market
              options, delta            100.00
              options, gamma            -50.00
              options, forward          2.00
              options, theta            30.00
              options, vega             3.00
              options, residual         0.25
              hedge at mids             -90.00
              spread                    -3.00
              impact                    -0.25
              fees                      -4.25
              total                     -12.25
            Latency
              tick to decision          p50 900 ns, p90 1.50 us, p99 12.3 us, p99.9 4.56 ms, max 1.20 s
              tick to order             none measured
            Memory
              managed bytes a tick      0
              managed bytes an order    0.125
              garbage collections       3
              state hash                0123456789abcdef

            """.ReplaceLineEndings("\n"), output.ToString());
    }

    [Fact]
    public void Bytes_of_a_run_that_never_got_warm_are_not_measured() =>
        Assert.Contains(
            "managed bytes a tick      not measured",
            ReportText.Plain(Samples.Report with { BytesPerTick = double.NaN }), StringComparison.Ordinal);

    [Fact]
    public void D3_Deltas_of_a_run_without_a_complete_hedge_are_not_measured() =>
        Assert.Contains(
            "mean |delta| hedged       not measured, no hedge was ever complete\n",
            ReportText.Plain(Samples.Report with
            {
                Underlyings = [Samples.Report.Underlyings[0] with { MeanAbsDeltaHedged = double.NaN }],
            }),
            StringComparison.Ordinal);

    [Fact]
    public void On_a_terminal_the_report_is_a_table()
    {
        var output = new StringWriter();
        ReportText.Write(Samples.Report, new Terminal(output, TextWriter.Null, IsLive: true).CreateConsole());
        string text = output.ToString();
        Assert.Contains('\u001b', text);
        Assert.Contains("19,136", text, StringComparison.Ordinal);
        Assert.Contains("0123456789abcdef", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_that_differ_in_one_instrument_are_not_equal()
    {
        Assert.Equal("NO", Equal(Samples.WithVenuePosition(0)));
        Assert.Equal("not known", Equal(Samples.WithVenuePosition(null)));
        Assert.Equal("yes", Equal(Samples.Two));
        InstrumentReport instrument = Samples.Report.Instruments[0];
        InstrumentReport[] swapped =
        [
            instrument with { EnginePosition = -1233 },
            instrument with { EnginePosition = -1235 },
        ];
        Assert.Equal("NO", Equal(Samples.Report with { Instruments = swapped }));
    }

    [Fact]
    public void Two_underlyings_have_a_group_of_deltas_each_and_no_sum_of_lots()
    {
        string text = ReportText.Plain(Samples.Two);
        Assert.Contains(
            """
            Position
              P1                        engine -1,234, exchange -1,234, orders 41, basis 0.0500%
              E1                        engine 5, exchange 5, orders 2, basis 0.0000%
              equal                     yes
            Net delta of BTC
              mean |delta| unhedged     2.5000
              mean |delta| hedged       0.2500
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains(
            """
            Net delta of ETH
              mean |delta| unhedged     not measured, no hedge was ever complete
              mean |delta| hedged       9.0000
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains(
            """
              of BTC                    -12.25
              of ETH                    7.00
              total                     -5.25
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(999, "999 ns")]
    [InlineData(1_000, "1.00 us")]
    [InlineData(12_345, "12.3 us")]
    [InlineData(123_456, "123 us")]
    [InlineData(5_000_000, "5.00 ms")]
    [InlineData(60_000_000_000, "60.0 s")]
    public void Durations_have_three_digits_and_a_unit(long nanos, string text) =>
        Assert.Equal(text, NanosText.Show(nanos));

    private static string Equal(RunReport report) =>
        ReportText.Lines(report).Single(line => line.Name == "equal").Value;
}
