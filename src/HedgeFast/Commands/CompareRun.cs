using System.Globalization;
using HedgeFast.Compare;
using HedgeFast.Config;
using HedgeFast.Venue;

namespace HedgeFast.Commands;

/// <summary>The policies side by side on one tape.</summary>
internal static class CompareRun
{
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
            output.WriteLine($"{"policy",-44} {"residual sd",11} {"cost",12} {"of fixed",9} {"orders",8} {"variance reduction",18}  state hash");
            PolicyResult? reference = null;
            foreach (PolicyResult result in comparison.Run())
            {
                reference ??= result;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{result.Name,-44} {result.ResidualDeviation,11:F4} {result.Cost,12:F2} {result.Cost / reference.Cost,9:P1} {result.Orders,8} {result.VarianceReduction,18:F6}  {result.StateHash:x16}"));
            }

            return ExitCode.Ok;
        }
        catch (Exception e) when (e is TapeException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(e.Message, e);
        }
    }
}
