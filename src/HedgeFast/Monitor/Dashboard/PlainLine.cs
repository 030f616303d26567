using System.Globalization;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Fix.Log;
using HedgeFast.Report;

namespace HedgeFast.Monitor.Dashboard;

/// <summary>The status in plain lines, for pipes and logs.</summary>
/// <remarks>One line where there is one underlying; otherwise a line for each, and one for the run.</remarks>
internal static class PlainLine
{
    /// <summary>Underlyings shown at most; of more the worst ones are shown.</summary>
    public const int UnderlyingsMax = 8;

    private const int StateMax = 1_024;

    /// <summary>The lines, without line ends.</summary>
    public static IEnumerable<string> Lines(EngineStatus s)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"{s.ElapsedSeconds,6:0.0} s  ");
        if (s.Underlyings.Count == 1)
        {
            yield return start + Underlying(s.Underlyings[0]) + "  " + Run(s);
            yield break;
        }

        foreach (UnderlyingStatus underlying in UnderlyingStatus.Worst(s.Underlyings, UnderlyingsMax))
            yield return start + Row(underlying);
        if (s.Underlyings.Count > UnderlyingsMax)
            yield return start + More(s.Underlyings.Count - UnderlyingsMax);
        yield return start + Run(s);
    }

    /// <summary>Reasons that stop hedging or keep it from the preferred instrument; empty for none.</summary>
    public static string State(EngineStatus s) => ForeignText.Of(
        (s.IsKilled ? "  KILLED" : "")
        + (s.Latches == LimitLatches.None ? "" : $"  STOPPED by {s.Latches}")
        + (s.PositionsDiffer is { } differ ? $"  STOPPED, position differs: {differ}" : "")
        + (s.PositionDoubt is { } doubt ? $"  STOPPED, position in doubt: {doubt}" : "")
        + Governors(s)
        + (s.IsSessionUp ? "" : "  session down" + (s.Session.Note is { } note ? $": {note}" : ""))
        + (s.Feed.IsUp ? "" : "  feed down" + (s.Feed.Error is { } feed ? $": {feed}" : ""))
        + (UnderlyingStatus.ReasonIn(s.Underlyings) is { } reason ? $"  not hedgeable: {reason}" : "")
        + (UnderlyingStatus.MissingIn(s.Underlyings) is { } missing ? $"  {missing}" : "")
        + (Fallbacks(s) is { Length: > 0 } fallbacks ? $"  hedging in {fallbacks}" : "")
        + (NotWritten(s) is { Length: > 0 } lost ? $"  NOT WRITTEN: {lost}" : ""),
        StateMax);

    /// <summary>The positions of an underlying: lots, by symbol where it has several instruments.</summary>
    /// <param name="underlying">The underlying.</param>
    /// <param name="lots">Formats lots.</param>
    public static string Positions(UnderlyingStatus underlying, Func<long, string> lots) =>
        underlying.Instruments.Count == 1
            ? lots(underlying.Instruments[0].Counters.PositionLots)
            : string.Join(", ", underlying.Instruments.Select(
                instrument => $"{ForeignText.Of(instrument.Symbol)} {lots(instrument.Counters.PositionLots)}"));

    /// <summary>Words for underlyings that have no room.</summary>
    public static string More(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} more underlyings, none of them worse");

    /// <summary>A price, or a dash before the first valuation.</summary>
    public static string Price(double price) => Number(price, "0.00");

    /// <summary>A number, or a dash for NaN and infinities.</summary>
    public static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";

    /// <summary>A latency, or a dash before the first was measured.</summary>
    public static string Latency(long nanos) => nanos == 0 ? "-" : NanosText.Show(nanos);

    private static string Underlying(UnderlyingStatus u) => string.Create(
        CultureInfo.InvariantCulture,
        $"price {Price(u.Counters.Price)}"
        + $"  delta {Number(u.Counters.OptionDelta, "0.000")} hedged {Number(u.Counters.NetDelta, "0.000")}{Left(u)}"
        + $" band {Number(u.Counters.BandLower, "0.0##")}..{Number(u.Counters.BandUpper, "0.0##")}"
        + $"  position {Positions(u, lots => lots.ToString(CultureInfo.InvariantCulture))}");

    private static string Run(EngineStatus s) => string.Create(
        CultureInfo.InvariantCulture,
        $"ticks {s.Loop.Ticks}  orders {s.Loop.Orders}  fills {s.Loop.Fills}  rejects {s.Loop.Rejects}"
        + $"  profit {Price(s.Profit?.Total ?? double.NaN)}  alerts {s.Alerts}"
        + $"  decision p50 {Latency(s.TickToDecision.P50)} p99 {Latency(s.TickToDecision.P99)}"
        + $"  order p50 {Latency(s.TickToOrder.P50)} p99 {Latency(s.TickToOrder.P99)}"
        + $"  rings {s.Rings.Market}/{s.Rings.Execution}/{s.Rings.Order}/{s.Rings.Journal}{State(s)}");

    private static string Row(UnderlyingStatus underlying) =>
        $"{ForeignText.Of(underlying.Name)}  {Underlying(underlying)}"
        + $"  profit {Price(underlying.Profit?.Total ?? double.NaN)}";

    private static string Left(UnderlyingStatus u) => u.Counters.LeftDelta == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" left {u.Counters.LeftDelta:0.000}");

    private static string Governors(EngineStatus s)
    {
        string[] states =
        [
            .. s.Underlyings.Where(u => u.Governor != GovernorState.Free)
                .Select(u => s.Underlyings.Count == 1 ? $"{u.Governor}" : $"{u.Name} {u.Governor}"),
        ];
        return states.Length == 0 ? "" : $"  governor: {string.Join(", ", states)}";
    }

    private static string Fallbacks(EngineStatus s) => string.Join(
        ", ", s.Underlyings.SelectMany(u => u.Instruments.Skip(1)).Where(i => i.IsInUse).Select(i => i.Symbol));

    private static string NotWritten(EngineStatus s) => string.Join(
        "; ", s.Sinks.Where(sink => sink.Failure is not null).Select(sink => $"{sink.Name} {sink.Failure}"));
}
