using System.Globalization;
using HedgeFast.Core.Profit;
using Spectre.Console;

namespace HedgeFast.Report;

/// <summary>The report for people: tables on a terminal, aligned plain lines on a pipe.</summary>
internal static class ReportText
{
    /// <summary>Name and value of every line, in the order shown; an empty name starts a new group.</summary>
    public static IReadOnlyList<(string Name, string Value)> Lines(RunReport report) =>
    [
        ("", "Run"),
        ("length", string.Create(CultureInfo.InvariantCulture, $"{report.ElapsedSeconds:0.0} s{(report.EndedBy.Length > 0 ? ", ended by " + report.EndedBy : "")}")),
        ("ticks", Count(report.Ticks)),
        ("conflated ticks", Count(report.Conflated)),
        ("revaluations", Count(report.Revaluations)),
        ("proved by triggers", Count(report.Proved)),
        ("decisions", Count(report.Decisions)),
        ("orders", Count(report.Orders)),
        ("fills", Count(report.Fills)),
        ("rejects by the exchange", Count(report.Rejects)),
        ("refusals by a limit", Count(report.Refusals)),
        ("messages not understood", Count(report.Anomalies)),
        ("order alarms", Count(report.OrderAlarms)),
        ("alerts", report.Alerts.Count == 0 ? "none" : string.Join(", ", report.Alerts.Select(alert => $"{alert.Key} {Count(alert.Value)}"))),
        .. report.Feed.Length > 0 ? new[] { ("last feed error", report.Feed) } : [],
        .. report.JournalLost is { } lost ? new[] { ("journal", $"NOT WHOLE, {Count(lost)} records left out; it ends at its last whole record, from which a run can resume") } : [],
        ("policy", report.Policy.Length > 0 ? report.Policy : "none"),
        ("", "Position"),
        ("engine", Count(report.EnginePosition) + " lots"),
        ("exchange", report.VenuePosition is { } venue ? Count(venue) + " lots" : "not known"),
        .. report.Instruments.Count > 1 ? report.Instruments.Select(Instrument) : [],
        ("equal", report.VenuePosition is null ? "not known" : report.PositionsDiffer ? "NO" : "yes"),
        ("", "Net delta"),
        ("mean |delta| unhedged", Delta(report.MeanAbsDeltaUnhedged)),
        ("mean |delta| hedged", Delta(report.MeanAbsDeltaHedged)),
        ("deviation hedged", Delta(report.DeltaDeviationHedged)),
        ("max |delta| unhedged", Delta(report.MaxAbsDeltaUnhedged)),
        ("max |delta| hedged", Delta(report.MaxAbsDeltaHedged)),
        ("", "Cost"),
        ("spread", Money(report.CostSpread)),
        ("fees", Money(report.CostFees)),
        ("total", Money(report.CostTotal)),
        .. ProfitLines(report.Profit),
        ("", "Latency"),
        ("tick to decision", Latency(report.TickToDecisionNanos)),
        ("tick to order", Latency(report.TickToOrderNanos)),
        ("", "Memory"),
        ("managed bytes a tick", Bytes(report.BytesPerTick)),
        ("managed bytes an order", Bytes(report.BytesPerOrder)),
        ("garbage collections", Count(report.GcCollections)),
        ("state hash", report.StateHash.Length > 0 ? report.StateHash : "none"),
    ];

    private static IEnumerable<(string, string)> ProfitLines(ProfitParts? profit) => profit is not { } parts
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
            ("total", Money(parts.Total)),
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
        bool first = true;
        foreach ((string name, string value) in Lines(report))
        {
            if (name.Length == 0)
            {
                if (!first)
                    table.AddEmptyRow();
                table.AddRow(new Markup($"[bold]{Markup.Escape(value)}[/]"), new Text(""));
            }
            else
            {
                table.AddRow(new Text(name), value == "NO" ? new Markup("[red bold]NO[/]") : new Text(value));
            }

            first = false;
        }

        console.Write(table);
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static (string Name, string Value) Instrument(InstrumentReport instrument)
    {
        string venue = instrument.VenuePosition is { } lots ? Count(lots) : "not known";
        string basis = double.IsNaN(instrument.Basis) ? "not known" : instrument.Basis.ToString("0.0000%", CultureInfo.InvariantCulture);
        return (instrument.Symbol, $"engine {Count(instrument.EnginePosition)}, exchange {venue}, orders {Count(instrument.Orders)}, basis {basis}");
    }

    private static string Delta(double value) => double.IsNaN(value)
        ? "not measured, no hedge was ever complete"
        : value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Money(double value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static string Bytes(double value) => double.IsNaN(value) ? "not measured, the run was too short to be warm" : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Latency(LatencyReport latency) => !latency.IsMeasured
        ? "none measured"
        : $"p50 {NanosText.Show(latency.P50)}, p90 {NanosText.Show(latency.P90)}, p99 {NanosText.Show(latency.P99)}, p99.9 {NanosText.Show(latency.P999)}, max {NanosText.Show(latency.Max)}";
}
