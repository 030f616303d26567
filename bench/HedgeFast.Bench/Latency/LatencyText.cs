using System.Globalization;
using HedgeFast.Config.Keys;
using HedgeFast.Report;

namespace HedgeFast.Bench.Latency;

/// <summary>A result as Markdown: as good to read on a terminal as in <c>bench/results/</c>.</summary>
internal static class LatencyText
{
    /// <summary>
    /// Writes the result; without its numbers when the answer was wrong, because then they are the numbers of something
    /// else.
    /// </summary>
    public static void Write(LatencyResult result, TextWriter output)
    {
        LatencyOptions asked = result.Asked;
        output.WriteLine(Text($"# Tick to order at {asked.Rate:N0} ticks a second"));
        output.WriteLine();
        result.Machine.WriteTo(output);
        output.WriteLine(
            $"- schedule: {ConfigWords.For(ConfigWords.Schedules, asked.Schedule.Kind)}, "
            + $"{ConfigWords.For(ConfigWords.Waits, asked.Schedule.Wait)}"
            + (asked.Schedule.Cpus.Count > 0 ? $", CPUs {string.Join(' ', asked.Schedule.Cpus)}" : "")
                + "; one more thread, spinning, is the exchange");
        output.WriteLine(Text(
            $"- book: {asked.Options:N0} options, all of them revalued on every tick that is decided on"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- market: every tick moves the price, every {asked.TicksPerOrder}th is a move of 0.1 %, which "
            + $"breaks the band and needs an order"));
        output.WriteLine(Text($"- length: {asked.Seconds} s, after {asked.WarmupSeconds} s of warm-up"));
        output.WriteLine();
        if (result.Faults.Count > 0)
        {
            output.WriteLine("The answer is wrong, so there are no numbers:");
            foreach (string fault in result.Faults)
                output.WriteLine("- " + fault);
            return;
        }

        output.WriteLine("| latency | count | p50 | p90 | p99 | p99.9 | p99.99 | max |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        Row(output, "planned tick to decision", result.PlannedTickToDecision);
        Row(output, "planned tick to order", result.PlannedTickToOrder);
        Row(output, "received tick to decision", result.ReceivedTickToDecision);
        Row(output, "received tick to order", result.ReceivedTickToOrder);
        output.WriteLine();
        output.WriteLine(Text(
            $"- rate achieved: {result.AchievedRate:N0} ticks a second; {result.Conflated:N0} ticks conflated"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- orders while measuring: {result.ReceivedTickToOrder.Count + result.OrdersAfterFill:N0}, "
            + $"{result.OrdersAfterFill:N0} of them after a wait for a fill"));
        output.WriteLine(Text(
            $"- moves taken back before the engine saw them, which needed no order: {result.MovesWithoutOrder:N0}"));
        output.WriteLine(
            $"- managed bytes while measuring: "
            + $"{string.Join(", ", result.ManagedBytes.Select(thread => Text($"{thread.Key} {thread.Value:N0}")))}; "
            + $"collections {result.GcCollections}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"- proof: {result.Orders:N0} orders sent, received and filled, each with its cause; both sides "
            + $"hold {result.PositionLots:N0} lots"));
    }

    private static void Row(TextWriter output, string name, LatencyPercentiles p) => output.WriteLine(
        Text($"| {name} | {p.Count:N0} | ")
            + string.Join(" | ", new[] { p.P50, p.P90, p.P99, p.P999, p.P9999, p.Max }.Select(NanosText.Show)) + " |");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
