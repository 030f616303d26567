using System.Globalization;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Fix.Log;
using HedgeFast.Report;

namespace HedgeFast.Monitor.Dashboard;

/// <summary>A snapshot in one plain line, for pipes and logs.</summary>
internal static class PlainLine
{
    private const int StateMax = 1_024;

    /// <summary>The line, without a line end.</summary>
    public static string Format(in EngineSnapshot s) => string.Create(
        CultureInfo.InvariantCulture,
        $"{s.ElapsedSeconds,6:0.0} s{(s.Underlying is { } name ? "  " + name : "")}  price {Price(s.Price)}"
        + $"  delta {Number(s.DeltaUnhedged, "0.000")} hedged {Number(s.DeltaHedged, "0.000")}{Left(s)}"
        + $" band {Number(s.BandLow, "0.0##")}..{Number(s.BandHigh, "0.0##")}"
        + $"  position {s.PositionLots}  ticks {s.Ticks}  orders {s.Orders}  fills {s.Fills}  rejects {s.Rejects}  profit {Price(s.Profit)}  alerts {s.Alerts}"
        + $"  decision p50 {Latency(s.DecisionP50Nanos)} p99 {Latency(s.DecisionP99Nanos)}"
        + $"  order p50 {Latency(s.OrderP50Nanos)} p99 {Latency(s.OrderP99Nanos)}"
        + $"  rings {s.MarketRingDepth}/{s.ExecutionRingDepth}/{s.OrderRingDepth}/{s.JournalRingDepth}{State(s)}");

    /// <summary>What stops hedging or keeps it from the preferred instrument, each in a word; empty when nothing does.</summary>
    public static string State(in EngineSnapshot s) => ForeignText.Of(
        (s.Killed ? "  KILLED" : "") + (s.Latches == LimitLatches.None ? "" : $"  STOPPED by {s.Latches}")
        + (s.PositionsDiffer is { } differ ? $"  STOPPED, position differs: {differ}" : "")
        + (s.PositionDoubt is { } doubt ? $"  STOPPED, position in doubt: {doubt}" : "")
        + (s.Governor == GovernorState.Free ? "" : $"  governor: {s.Governor}")
        + (s.SessionUp ? "" : "  session down" + (s.SessionNote is { } note ? $": {note}" : ""))
        + (s.FeedUp ? "" : "  feed down" + (s.FeedNote is { } feed ? $": {feed}" : ""))
        + (s.Hedgeable ? "" : "  not hedgeable" + (s.NotHedgeable is { } why ? $": {why}" : ""))
        + (s.Missing is { } missing ? $"  {missing}" : "")
        + (s.Fallback is { } fallback ? $"  hedging in {fallback}" : "")
        + (s.NotWritten is { } lost ? $"  NOT WRITTEN: {lost}" : ""),
        StateMax);

    private static string Left(in EngineSnapshot s) =>
        s.DeltaLeft == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" left {s.DeltaLeft:0.000}");

    /// <summary>A price, or a dash before the first valuation.</summary>
    public static string Price(double price) => Number(price, "0.00");

    /// <summary>A number, or a dash where it is none.</summary>
    public static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";

    /// <summary>A latency, or a dash before the first was measured.</summary>
    public static string Latency(long nanos) => nanos == 0 ? "-" : NanosText.Show(nanos);
}
