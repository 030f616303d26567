using System.Globalization;
using HedgeFast.Config;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Engine;
using HedgeFast.Shell;
using HedgeFast.Synthetic;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Compare;

/// <summary>Compares the policies on one tape, or on many synthetic paths, and prints a table.</summary>
internal static class CompareRun
{
    /// <summary>Runs every policy and writes a line for each.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="options">Risk measure and paths.</param>
    /// <param name="output">Receives the table.</param>
    /// <exception cref="StartFailure">The tape or the book is missing or bad.</exception>
    public static ExitCode Execute(ResolvedConfig config, CompareOptions options, TextWriter output)
    {
        if (config.Venue.TapeFile is not { } tapeFile)
        {
            throw new StartFailure(
                "venue.tape: missing; policies are compared on a tape, or on made-up paths that begin where it does");
        }

        if (config.Settings.Underlyings.FirstOrDefault(NeedsQuotes) is { } quoted)
        {
            throw new StartFailure(
                $"{quoted.Name}: its volatilities or forwards come from quotes, and a comparison's tape has those of "
                + $"the hedge instrument alone; use volatility.source files and forward.source carry or given");
        }

        if (config.Settings.Orders.VolumeShare > 0)
        {
            throw new StartFailure(
                "orders.volumeShare: a comparison's tape has no trades, and no order would ever leave; use 0");
        }

        if (options.Synthetic is not null
            && config.Settings.Underlyings.FirstOrDefault(u => u.Dividends is not null) is { } paying)
        {
            throw new StartFailure($"{paying.Name}: it pays dividends, and made-up paths do not fall at an ex date; "
                + "compare on a tape, or without underlyings[].dividends.given");
        }

        try
        {
            MarketTape tape = MarketTape.Read(tapeFile, config.Settings.Instruments[0]);
            LoadedBook loaded = LoadedBook.Read(config, tape[0].ExchangeNanos);
            MarketTape[] tapes = options.Synthetic is not null
                ? [.. Enumerable.Range(0, options.Paths).Select(MakePath)]
                : [tape];

            var comparison = new PolicyComparison(
                config.Settings, loaded.Book, loaded.Volatilities, tapes, options.Risk, () => BookOf(config.Venue));
            Write(comparison, options, config.Venue, output);
            return ExitCode.Ok;

            MarketTape MakePath(int i) =>
                options.Synthetic!.Make(options.Seed + (ulong)i, tape[0], config.Settings.Instruments[0]);
        }
        catch (Exception e) when (e is TapeException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(e.Message, e);
        }
    }

    private static bool NeedsQuotes(UnderlyingSettings underlying) =>
        underlying.Volatility.Source == VolatilitySource.Quotes || underlying.Forward.Source == ForwardSource.Future;

    private static IMatchingBook BookOf(VenueConfig venue) =>
        venue.LevelTicks > 0
            ? new QueueBook(venue.LevelTicks, venue.ImpactHalfLifeNanos, venue.Faults.MaxFillLots)
            : new MatchingBook(venue.Faults.MaxFillLots);

    private static void Write(PolicyComparison comparison, CompareOptions options, VenueConfig venue, TextWriter output)
    {
        string paths = options.Synthetic is { } path
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Paths} made-up paths of {path.Days:G4} days, a quote every {path.StepSeconds:G4} s, "
                + $"volatility {path.Volatility:G4}, vol of vol {path.VolOfVol:G4}, seeds from {options.Seed}")
            : $"the tape {Path.GetFileName(venue.TapeFile)}";
        string market = venue.LevelTicks > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"levels {venue.LevelTicks} ticks apart that trading moves, half-life "
                + $"{venue.ImpactHalfLifeNanos / 1e6:G4} ms")
            : "the touch alone";
        output.WriteLine(
            $"{paths}; orders meet {market}; made equal: "
            + $"{(options.Risk == EqualRisk.Profit ? "hedging error" : "residual rms")}");
        output.WriteLine(
            $"{"policy",-44} {"residual rms",12} {"sd",9} {"hedging error",13} {"profit sd",10} {"cost",11} "
            + $"{"of fixed",16} {"orders",9} {"variance reduction",18}  state hash");
        PolicyResult? reference = null;
        bool hasOwn = false;
        foreach (PolicyResult result in comparison.Run())
        {
            reference ??= result;
            PolicyResult fixedBand = comparison.FixedLike(result, reference);
            string ofFixed = OfFixed(fixedBand == reference ? "" : "*", result.CostOver(fixedBand, options.Risk));
            hasOwn |= ofFixed.StartsWith('*');
            output.WriteLine(
                $"{result.Name,-44} {Known(result.ResidualRisk, "F4"),12} {Known(result.ResidualDeviation, "F4"),9} "
                + $"{Known(result.HedgingError, "F1"),13} {Known(result.ProfitDeviation, "F1"),10} "
                + $"{Known(result.Cost, "F2"),11} {ofFixed,16} {Known(result.Orders, "F0"),9} "
                + $"{Known(result.VarianceReduction, "F6"),18}  {result.StateHash:x16}");
            int never = result.Paths.Count - result.Started;
            if (never > 0)
                output.WriteLine($"  on {never} of {result.Paths.Count} paths no hedge was ever complete: left out");
            output.Flush();
        }

        if (hasOwn)
            output.WriteLine("*: could not be brought to that risk, and is held against a fixed band of its own.");
    }

    private static string OfFixed(string mark, (double Ratio, double HalfWidth) cost)
    {
        if (!double.IsFinite(cost.Ratio))
            return "-";
        string ratio = mark + Known(100 * cost.Ratio, "F1");
        return double.IsFinite(cost.HalfWidth) ? $"{ratio} +- {Known(100 * cost.HalfWidth, "F1")} %" : $"{ratio} %";
    }

    private static string Known(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}

/// <summary>Options of a comparison beside the configuration: risk measure and paths.</summary>
internal sealed record CompareOptions
{
    /// <summary>The risk that every policy is fitted to.</summary>
    public EqualRisk Risk { get; init; } = EqualRisk.Profit;

    /// <summary>Parameters of synthetic paths; null compares on the configured tape.</summary>
    public SyntheticPath? Synthetic { get; init; }

    /// <summary>Seed of the first synthetic path; each further path adds one.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of synthetic paths. Positive.</summary>
    public int Paths { get; init; } = 8;
}
