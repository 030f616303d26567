using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HedgeFast.Monitor.Dashboard;

/// <summary>A snapshot as a screen: what is held, what is done, how long it takes, what waits.</summary>
internal static class LiveView
{
    private const int GaugeCells = 41;

    /// <summary>The screen of one snapshot.</summary>
    public static IRenderable Render(in EngineSnapshot s)
    {
        var risk = new Table { Border = TableBorder.Rounded, ShowHeaders = false, Expand = true };
        risk.AddColumns("", "");
        risk.AddRow(new Text(s.Underlying is { } name ? $"price of {name}" : "price"), new Text(PlainLine.Price(s.Price)));
        risk.AddRow("net delta, book alone", Number(s.DeltaUnhedged));
        string colour = InBand(s) ? "green" : "yellow";
        risk.AddRow(new Text("net delta, hedged"), new Markup($"[{colour}]{Number(s.DeltaHedged)}[/]"));
        if (s.DeltaLeft != 0)
            risk.AddRow("of that left on purpose", Number(s.DeltaLeft));
        risk.AddRow("band", $"{Number(s.BandLow)} .. {Number(s.BandHigh)}");
        risk.AddRow(new Text(""), new Text(Gauge(s)));
        risk.AddRow("position", $"{Count(s.PositionLots)} lots, in flight +{Count(s.InFlightBuyLots)} -{Count(s.InFlightSellLots)}");

        risk.AddRow("profit, book and hedge", Money(s.Profit));
        risk.AddRow(new Text("alerts"), new Text($"{Count(s.Alerts)}{(s.LastAlert is { } last ? ", last: " + last : "")}"));

        var work = new Table { Border = TableBorder.Rounded, ShowHeaders = false, Expand = true };
        work.AddColumns("", "", "", "");
        work.AddRow("ticks", Count(s.Ticks), "orders", $"{Count(s.Orders)} ({Count(s.LiveOrders)} live)");
        work.AddRow("conflated", Count(s.Conflated), "fills", Count(s.Fills));
        work.AddRow("revaluations", Count(s.Revaluations), "rejects", Count(s.Rejects));
        work.AddRow("proved by triggers", Count(s.Proved), "limit refusals", Count(s.Refusals));
        work.AddRow("decisions", Count(s.Decisions), "FIX store forced", s.StoreForced ?? "");

        var time = new Table { Border = TableBorder.Rounded, Expand = true };
        time.AddColumns("latency", "p50", "p99", "p99.9");
        time.AddRow(
            "tick to decision", PlainLine.Latency(s.DecisionP50Nanos), PlainLine.Latency(s.DecisionP99Nanos),
            PlainLine.Latency(s.DecisionP999Nanos));
        time.AddRow(
            "tick to order", PlainLine.Latency(s.OrderP50Nanos), PlainLine.Latency(s.OrderP99Nanos),
            PlainLine.Latency(s.OrderP999Nanos));

        var rings = new Table { Border = TableBorder.Rounded, Expand = true };
        rings.AddColumns("waiting in ring", "market", "execution", "order", "journal");
        rings.AddRow("events", Count(s.MarketRingDepth), Count(s.ExecutionRingDepth), Count(s.OrderRingDepth), Count(s.JournalRingDepth));

        return new Rows(new Markup(Title(s)), risk, work, time, rings);
    }

    private static string Title(in EngineSnapshot s)
    {
        string progress = double.IsFinite(s.TapeFraction) ? string.Create(CultureInfo.InvariantCulture, $", tape {100 * s.TapeFraction:0} %") : "";
        string state = PlainLine.State(s).Trim();
        string shown = state.Length > 0 ? $"[red]{Markup.Escape(state)}[/]" : "[green]hedging[/]";
        return string.Create(CultureInfo.InvariantCulture, $"[bold]HedgeFast[/]  {s.ElapsedSeconds:0.0} s{progress}  {shown}  [dim]Ctrl-C stops in order[/]");
    }

    /// <summary>The band and the hedged delta on a line three times as wide as the band.</summary>
    private static string Gauge(in EngineSnapshot s)
    {
        double width = s.BandHigh - s.BandLow;
        if (!(width > 0) || !double.IsFinite(s.DeltaHeld)) return new string('.', GaugeCells);
        double left = s.BandLow - width;
        Span<char> cells = stackalloc char[GaugeCells];
        cells.Fill('.');
        cells[Cell(s.BandLow)] = '[';
        cells[Cell(s.BandHigh)] = ']';
        cells[Cell(s.DeltaHeld)] = '#';
        return new string(cells);

        int Cell(double delta) => (int)Math.Round(Math.Clamp((delta - left) / (3 * width), 0, 1) * (GaugeCells - 1));
    }

    private static bool InBand(in EngineSnapshot s) => s.DeltaHeld >= s.BandLow && s.DeltaHeld <= s.BandHigh;

    private static string Number(double value) => PlainLine.Number(value, "0.0000");

    private static string Money(double value) => PlainLine.Number(value, "N2");

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
