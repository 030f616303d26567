using System.Globalization;
using Spectre.Console;

namespace HedgeFast.Report;

/// <summary>The report as text: tables on a terminal, aligned plain lines on a pipe.</summary>
internal static class ReportText
{
    /// <summary>Name and value of every line, in the order shown; an empty name starts a new group.</summary>
    public static IReadOnlyList<(string Name, string Value)> Lines(RunReport report) =>
    [
        .. RunLines(report),
        .. PositionLines(report),
        .. report.Underlyings.SelectMany(each => DeltaLines(each, report.Underlyings.Count == 1)),
        ("", "Cost"),
        ("spread", Money(report.CostSpread)),
        ("fees", Money(report.CostFees)),
        ("total", Money(report.CostTotal)),
        .. ProfitLines(report),
        ("", "Latency"),
        ("tick to decision", Latency(report.TickToDecisionNanos)),
        ("tick to order", Latency(report.TickToOrderNanos)),
        ("", "Memory"),
        ("managed bytes a tick", Bytes(report.BytesPerTick)),
        ("managed bytes an order", Bytes(report.BytesPerOrder)),
        ("garbage collections", Count(report.GcCollections)),
        ("state hash", report.StateHash.Length > 0 ? report.StateHash : "none"),
    ];

    /// <summary>Plain lines, without colours or frames.</summary>
    public static string Plain(RunReport report)
    {
        var text = new StringWriter { NewLine = "\n" };
        foreach ((string name, string value) in Lines(report))
        {
            if (name.Length == 0)
                text.WriteLine(value);
            else
                text.WriteLine($"  {name,-24}  {value}");
        }

        return text.ToString();
    }

    /// <summary>Writes the report: a table where the console can draw one, plain lines elsewhere.</summary>
    public static void Write(RunReport report, IAnsiConsole console)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            console.Profile.Out.Writer.Write(Plain(report));
            console.Profile.Out.Writer.Flush();
            return;
        }

        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false };
        table.AddColumn(new TableColumn("")).AddColumn(new TableColumn(""));
        bool isFirst = true;
        foreach ((string name, string value) in Lines(report))
        {
            if (name.Length == 0)
            {
                if (!isFirst)
                    table.AddEmptyRow();
                table.AddRow(new Markup($"[bold]{Markup.Escape(value)}[/]"), new Text(""));
            }
            else
            {
                table.AddRow(new Text(name), value == "NO" ? new Markup("[red bold]NO[/]") : new Text(value));
            }

            isFirst = false;
        }

        console.Write(table);
    }

    private static IEnumerable<(string Name, string Value)> RunLines(RunReport report)
    {
        string ended = report.EndedBy.Length > 0 ? ", ended by " + report.EndedBy : "";
        yield return ("", "Run");
        yield return ("length", string.Create(CultureInfo.InvariantCulture, $"{report.ElapsedSeconds:0.0} s{ended}"));
        yield return ("ticks", Count(report.Ticks));
        yield return ("conflated ticks", Count(report.Conflated));
        yield return ("revaluations", Count(report.Revaluations));
        yield return ("proved by triggers", Count(report.Proved));
        yield return ("decisions", Count(report.Decisions));
        yield return ("orders", Count(report.Orders));
        yield return ("fills", Count(report.Fills));
        yield return ("rejects by the exchange", Count(report.Rejects));
        yield return ("refusals by a limit", Count(report.Refusals));
        yield return ("messages not understood", Count(report.Anomalies));
        yield return ("order alarms", Count(report.OrderAlarms));
        yield return ("alerts", report.Alerts.Count == 0
            ? "none"
            : string.Join(", ", report.Alerts.Select(alert => $"{alert.Key} {Count(alert.Value)}")));
        if (report.Feed.Length > 0)
            yield return ("last feed error", report.Feed);
        if (report.JournalLost is { } lost)
        {
            yield return ("journal", $"NOT WHOLE, {Count(lost)} records left out; "
                + "it ends at its last whole record, from which a run can resume");
        }

        yield return ("policy", report.Policy.Length > 0 ? report.Policy : "none");
    }

    private static IEnumerable<(string Name, string Value)> PositionLines(RunReport report)
    {
        yield return ("", "Position");
        if (report.Instruments.Count == 1)
        {
            yield return ("engine", Count(report.Instruments[0].EnginePosition) + " lots");
            yield return ("exchange", report.VenuePosition is { } venue ? Count(venue) + " lots" : "not known");
        }
        else
        {
            foreach (InstrumentReport instrument in report.Instruments)
                yield return (instrument.Symbol, Position(instrument));
        }

        bool isKnown = report.Instruments.Any(instrument => instrument.VenuePosition is not null);
        yield return ("equal", !isKnown ? "not known" : report.PositionsDiffer ? "NO" : "yes");
    }

    private static string Position(InstrumentReport instrument)
    {
        string venue = instrument.VenuePosition is { } lots ? Count(lots) : "not known";
        string basis = double.IsNaN(instrument.Basis)
            ? "not known"
            : instrument.Basis.ToString("0.0000%", CultureInfo.InvariantCulture);
        return $"engine {Count(instrument.EnginePosition)}, exchange {venue}, orders {Count(instrument.Orders)}, "
            + $"basis {basis}";
    }

    private static IEnumerable<(string Name, string Value)> DeltaLines(UnderlyingReport report, bool isOnly) =>
    [
        ("", isOnly ? "Net delta" : $"Net delta of {report.Name}"),
        ("mean |delta| unhedged", Delta(report.MeanAbsDeltaUnhedged)),
        ("mean |delta| hedged", Delta(report.MeanAbsDeltaHedged)),
        ("deviation hedged", Delta(report.DeltaDeviationHedged)),
        ("max |delta| unhedged", Delta(report.MaxAbsDeltaUnhedged)),
        ("max |delta| hedged", Delta(report.MaxAbsDeltaHedged)),
    ];

    private static IEnumerable<(string Name, string Value)> ProfitLines(RunReport report) =>
        report.Profit is not { } parts
            ? []
            :
            [
                ("", "Profit, marked to market"),
                ("options, delta", Money(parts.OptionDelta)),
                ("options, gamma", Money(parts.OptionGamma)),
                ("options, forward", Money(parts.OptionForward)),
                ("options, theta", Money(parts.OptionTheta)),
                ("options, vega", Money(parts.OptionVega)),
                ("options, residual", Money(parts.OptionResidual)),
                ("hedge at mids", Money(parts.Hedge)),
                ("spread", Money(parts.Spread)),
                ("impact", Money(parts.Impact)),
                ("fees", Money(parts.Fees)),
                .. report.Underlyings.Count == 1
                    ? []
                    : report.Underlyings.Select(each => ($"of {each.Name}", Money(each.Profit?.Total ?? double.NaN))),
                ("total", Money(parts.Total)),
            ];

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Delta(double value) => double.IsNaN(value)
        ? "not measured, no hedge was ever complete"
        : value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Money(double value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static string Bytes(double value) => double.IsNaN(value)
        ? "not measured, the run was too short to be warm"
        : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Latency(LatencyReport latency) => !latency.IsMeasured
        ? "none measured"
        : $"p50 {NanosText.Show(latency.P50)}, p90 {NanosText.Show(latency.P90)}, p99 {NanosText.Show(latency.P99)}, "
            + $"p99.9 {NanosText.Show(latency.P999)}, max {NanosText.Show(latency.Max)}";
}
