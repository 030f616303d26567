using System.Globalization;
using HedgeFast.Core.Telemetry;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HedgeFast.Monitor.Dashboard;

/// <summary>The status as a screen: deltas and positions, work done, latencies, rings.</summary>
internal static class LiveView
{
    private const int GaugeCells = 41;
    private const int SmallGaugeCells = 13;

    /// <summary>The screen of one status.</summary>
    public static IRenderable Render(EngineStatus s) =>
        new Rows(new Markup(Title(s)), s.Underlyings.Count == 1 ? One(s) : All(s), Work(s), Latencies(s), Rings(s));

    private static string Title(EngineStatus s)
    {
        string progress = double.IsFinite(s.TapeFraction)
            ? string.Create(CultureInfo.InvariantCulture, $", tape {100 * s.TapeFraction:0} %")
            : "";
        string state = PlainLine.State(s).Trim();
        string shown = state.Length > 0 ? $"[red]{Markup.Escape(state)}[/]" : "[green]hedging[/]";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[bold]HedgeFast[/]  {s.ElapsedSeconds:0.0} s{progress}  {shown}  [dim]Ctrl-C stops in order[/]");
    }

    private static Rows One(EngineStatus s)
    {
        UnderlyingStatus u = s.Underlyings[0];
        Table risk = Headless(2);
        risk.AddRow("price", PlainLine.Price(u.Counters.Price));
        risk.AddRow("net delta, book alone", Number(u.Counters.OptionDelta));
        risk.AddRow(new Text("net delta, hedged"), Net(u));
        if (u.Counters.LeftDelta != 0)
            risk.AddRow("of that left on purpose", Number(u.Counters.LeftDelta));
        risk.AddRow("band", $"{Number(u.Counters.BandLower)} .. {Number(u.Counters.BandUpper)}");
        risk.AddRow(new Text(""), new Text(Gauge(u, GaugeCells)));
        risk.AddRow(new Text("position"), new Text(u.Instruments.Count == 1
            ? $"{PlainLine.Positions(u, Count)} lots, "
                + $"in flight +{Count(s.Loop.InFlightBuyLots)} -{Count(s.Loop.InFlightSellLots)}"
            : PlainLine.Positions(u, lots => $"{Count(lots)} lots")));
        AddMoney(risk, s);
        return new Rows(risk);
    }

    private static Rows All(EngineStatus s)
    {
        var risk = new Table { Border = TableBorder.Rounded, Expand = true };
        risk.AddColumns(
            "underlying", "price", "book delta", "net delta", "band", "", "position, lots", "gamma", "profit");
        foreach (UnderlyingStatus u in UnderlyingStatus.Worst(s.Underlyings, PlainLine.UnderlyingsMax))
        {
            UnderlyingCounters shown = u.Counters;
            risk.AddRow(
                new Text(u.Name), new Text(PlainLine.Price(shown.Price)), new Text(Number(shown.OptionDelta)), Net(u),
                new Text(
                    $"{PlainLine.Number(shown.BandLower, "0.0##")} .. {PlainLine.Number(shown.BandUpper, "0.0##")}"),
                new Text(Gauge(u, SmallGaugeCells)), new Text(PlainLine.Positions(u, Count)),
                new Text(PlainLine.Number(u.Gamma, "G3")), new Text(Money(u.Profit?.Total ?? double.NaN)));
        }

        Table money = Headless(2);
        if (s.Underlyings.Count > PlainLine.UnderlyingsMax)
            money.AddRow("underlyings", PlainLine.More(s.Underlyings.Count - PlainLine.UnderlyingsMax));
        AddMoney(money, s);
        return new Rows(risk, money);
    }

    private static void AddMoney(Table table, EngineStatus s)
    {
        table.AddRow("profit, book and hedge", Money(s.Profit?.Total ?? double.NaN));
        string last = s.LastAlert is { } alert ? ", last: " + alert : "";
        table.AddRow(new Text("alerts"), new Text(Count(s.Alerts) + last));
    }

    private static Table Work(EngineStatus s)
    {
        LoopCounters loop = s.Loop;
        Table work = Headless(4);
        work.AddRow("ticks", Count(loop.Ticks), "orders", $"{Count(loop.Orders)} ({Count(loop.LiveOrders)} live)");
        work.AddRow("conflated", Count(loop.Conflated), "fills", Count(loop.Fills));
        work.AddRow("revaluations", Count(loop.Revaluations), "rejects", Count(loop.Rejects));
        work.AddRow("proved by triggers", Count(loop.Proved), "limit refusals", Count(loop.Refusals));
        work.AddRow("decisions", Count(loop.Decisions), "FIX store forced", s.Session.StoreForced);
        return work;
    }

    private static Table Latencies(EngineStatus s)
    {
        var time = new Table { Border = TableBorder.Rounded, Expand = true };
        time.AddColumns("latency", "p50", "p99", "p99.9");
        time.AddRow(
            "tick to decision", PlainLine.Latency(s.TickToDecision.P50), PlainLine.Latency(s.TickToDecision.P99),
            PlainLine.Latency(s.TickToDecision.P999));
        time.AddRow(
            "tick to order", PlainLine.Latency(s.TickToOrder.P50), PlainLine.Latency(s.TickToOrder.P99),
            PlainLine.Latency(s.TickToOrder.P999));
        return time;
    }

    private static Table Rings(EngineStatus s)
    {
        var rings = new Table { Border = TableBorder.Rounded, Expand = true };
        rings.AddColumns("waiting in ring", "market", "execution", "order", "journal");
        rings.AddRow(
            "events", Count(s.Rings.Market), Count(s.Rings.Execution), Count(s.Rings.Order), Count(s.Rings.Journal));
        return rings;
    }

    private static Table Headless(int columns)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false, Expand = true };
        table.AddColumns([.. Enumerable.Repeat("", columns)]);
        return table;
    }

    private static Markup Net(UnderlyingStatus u) =>
        new($"[{(u.IsInBand ? "green" : "yellow")}]{Number(u.Counters.NetDelta)}[/]");

    /// <summary>The band and the steered delta on a line three times as wide as the band.</summary>
    private static string Gauge(UnderlyingStatus u, int size)
    {
        double low = u.Counters.BandLower, high = u.Counters.BandUpper, width = high - low;
        if (!(width > 0) || !double.IsFinite(u.SteeredDelta))
            return new string('.', size);
        char[] cells = [.. Enumerable.Repeat('.', size)];
        cells[Cell(low)] = '[';
        cells[Cell(high)] = ']';
        cells[Cell(u.SteeredDelta)] = '#';
        return new string(cells);

        int Cell(double delta) =>
            (int)Math.Round(Math.Clamp((delta - (low - width)) / (3 * width), 0, 1) * (size - 1));
    }

    private static string Number(double value) => PlainLine.Number(value, "0.0000");

    private static string Money(double value) => PlainLine.Number(value, "N2");

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
