using System.Globalization;
using HedgeFast.Compare;
using HedgeFast.Config;
using HedgeFast.Venue;

namespace HedgeFast.Commands;

/// <summary>The policies side by side on one tape.</summary>
internal static class CompareRun
{
    // A policy whose residual risk could not be brought this near to the fixed band's carries another risk, and its cost says nothing.
    private const double Comparable = 0.02;

    /// <summary>Runs every policy and writes a line for each.</summary>
    /// <exception cref="StartFailure">The tape or the book is missing or bad.</exception>
    public static ExitCode Execute(ResolvedConfig config, TextWriter output)
    {
        if (config.Venue.TapeFile is not { } tapeFile)
            throw new StartFailure("venue.tape: missing; policies are compared on a tape");
        try
        {
            Tape tape = Tape.Read(tapeFile, config.Settings.Instruments[0]);
            LoadedBook loaded = LoadedBook.Read(config, tape[0].ExchangeNanos);
            var comparison = new PolicyComparison(config.Settings, loaded.Book, loaded.Volatilities, tape);
            output.WriteLine($"{"policy",-44} {"residual rms",12} {"sd",8} {"cost",12} {"of fixed",9} {"orders",8} {"variance reduction",18}  state hash");
            PolicyResult? reference = null;
            foreach (PolicyResult result in comparison.Run())
            {
                reference ??= result;
                string ofFixed = Math.Abs((result.ResidualRisk / reference.ResidualRisk) - 1) > Comparable
                    ? "n/a"
                    : (result.Cost / reference.Cost).ToString("P1", CultureInfo.InvariantCulture);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{result.Name,-44} {result.ResidualRisk,12:F4} {result.ResidualDeviation,8:F4} {result.Cost,12:F2} {ofFixed,9} {result.Orders,8} {result.VarianceReduction,18:F6}  {result.StateHash:x16}"));
            }

            return ExitCode.Ok;
        }
        catch (Exception e) when (e is TapeException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(e.Message, e);
        }
    }
}
