using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Bench.Peers;

/// <summary>
/// Races our revaluation against the C++ programs in turns, after proving that all give the same deltas.
/// </summary>
internal sealed class GreeksRace(TextWriter output)
{
    // Of one unit. Ours promises 1e-13; the peers are double arithmetic in another order.
    private const double Agreement = 1e-13;
    private const int Rounds = 15;
    private const int EngineOptionsMax = 10_000;

    // A turn lasts about this long; whole walks, so that every runner meets each price.
    private const double TurnNanos = 4e7;

    private static readonly PeerSource Exact = new("exact", "-O2");
    private static readonly PeerSource Scalar = new("scalar", "-O2 -march=native");
    private static readonly PeerSource Libmvec = new("libmvec", "-Ofast -march=native -mprefer-vector-width=512");
    private static readonly PeerSource QuantLib = new("quantlib", "-O3 -march=native", "-lQuantLib");
    private static readonly PeerSource QuantLibEngine = new("quantlib_engine", "-O3 -march=native", "-lQuantLib");

    private readonly Dictionary<PeerSource, string> _programs = [];
    private bool _isBuilt;

    /// <summary>Compiles the peers, once; says which are absent and why.</summary>
    public void Build()
    {
        if (_isBuilt)
            return;
        _isBuilt = true;
        foreach (PeerSource source in (PeerSource[])[Exact, Scalar, Libmvec, QuantLib, QuantLibEngine])
        {
            if (source.Build(out string reason) is { } program)
                _programs[source] = program;
            else
                output.WriteLine($"{source.Name} is absent: {reason}");
        }
    }

    /// <summary>Runs one size.</summary>
    /// <exception cref="InvalidOperationException">Two runners disagree: there is nothing to time then.</exception>
    public GreeksRaceRow Run(int options)
    {
        OptionBook book = KernelBook.Create(options);
        double[] prices = RaceBook.Prices();
        string file = Path.GetTempFileName();
        List<PeerProcess> peers = [];
        try
        {
            RaceBook.Write(file, book, prices);
            DeltaKernel kernel = DeltaKernel.Choose();
            OwnRevaluer full =
                new("full " + kernel.Name, KernelBook.Portfolio(book, kernel), prices, incremental: false);
            OwnRevaluer incremental =
                new("incremental " + kernel.Name, KernelBook.Portfolio(book, kernel), prices, incremental: true);
            foreach ((PeerSource source, string program) in _programs)
            {
                if (source != QuantLibEngine || options <= EngineOptionsMax)
                    peers.Add(new PeerProcess(source.Name, program, file));
            }

            double error = Prove(book, prices, [full, incremental], peers);
            Dictionary<string, double> best =
                Race([full, incremental, .. peers.Where(peer => peer.Name != Exact.Name)], options);
            double? of(PeerSource source) => best.TryGetValue(source.Name, out double nanos) ? nanos : null;
            Show(options, best);
            return new GreeksRaceRow(
                options, best[full.Name], best[incremental.Name], of(Libmvec), of(Scalar), of(QuantLib), error);
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
            File.Delete(file);
        }
    }

    // Against long double where it is there, else against the plain formula of this program. Returns the largest error
    // of ours.
    private static double Prove(OptionBook book, double[] prices, OwnRevaluer[] own, List<PeerProcess> peers)
    {
        double[] expected = new double[book.Count];
        double[] actual = new double[book.Count];
        PeerProcess? exact = peers.Find(peer => peer.Name == Exact.Name);
        double worst = 0;
        for (int step = 0; step < prices.Length; step += 15)
        {
            if (exact is null)
                ScalarFormula.Revalue(book, prices[step], KernelBook.Now, expected);
            else
                exact.Deltas(prices[step], expected);
            foreach (IRevaluer runner in (IRevaluer[])[.. own, .. peers.Take(step == 0 ? peers.Count : 0)])
            {
                runner.Deltas(prices[step], actual);
                double difference = 0;
                for (int i = 0; i < expected.Length; i++)
                    difference = Math.Max(difference, Math.Abs((expected[i] - actual[i]) / book.Quantities[i]));
                if (!(difference <= Agreement))
                    throw new InvalidOperationException($"{runner.Name} is off by {difference} at {prices[step]}.");
                worst = runner is OwnRevaluer ? Math.Max(worst, difference) : worst;
            }
        }

        return worst;
    }

    // In turns, so that whatever else the machine does hits all alike; the best of the rounds is what the program can
    // do.
    private static Dictionary<string, double> Race(IReadOnlyList<IRevaluer> runners, int options)
    {
        Dictionary<string, double> best = [];
        Dictionary<string, int> ticks = [];
        foreach (IRevaluer runner in runners)
        {
            double first = runner.NanosPerOption(2);
            int walks = (int)(TurnNanos / first / options / 256);
            ticks[runner.Name] = walks > 0 ? walks * 256 : Math.Max(1, (int)(TurnNanos / first / options));
            best[runner.Name] = double.PositiveInfinity;
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (IRevaluer runner in runners)
                best[runner.Name] = Math.Min(best[runner.Name], runner.NanosPerOption(ticks[runner.Name]));
        }

        return best;
    }

    private void Show(int options, Dictionary<string, double> best)
    {
        double full = best.First().Value;
        double incremental = best.Skip(1).First().Value;
        foreach ((string name, double nanos) in best)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{options,7}  {name,-18} {nanos,9:F3} ns/option  full {nanos / full,8:F2}x  incremental "
                + $"{nanos / incremental,8:F2}x"));
        }
    }
}

/// <summary>One size of the race: nanoseconds an option and tick; null where a peer is absent.</summary>
/// <param name="Options">Options in the book.</param>
/// <param name="FullNanos">Ours, every option exact.</param>
/// <param name="IncrementalNanos">Ours, expanded and exact again where the bound would be exceeded.</param>
/// <param name="LibmvecNanos">Precomputed, gcc -Ofast with glibc's libmvec.</param>
/// <param name="ScalarNanos">The textbook formula in C++.</param>
/// <param name="QuantlibNanos">QuantLib's BlackCalculator.</param>
/// <param name="MaxAbsError">Largest error of ours, full or incremental, for one unit.</param>
internal sealed record GreeksRaceRow(
    int Options, double FullNanos, double IncrementalNanos, double? LibmvecNanos, double? ScalarNanos,
    double? QuantlibNanos, double MaxAbsError);

/// <summary>One runner of the race.</summary>
internal interface IRevaluer
{
    /// <summary>Description of the runner.</summary>
    string Name { get; }

    /// <summary>
    /// Revalues the book at the next <paramref name="ticks"/> prices; nanoseconds an option and tick.
    /// </summary>
    double NanosPerOption(int ticks);

    /// <summary>Every option's delta at a price.</summary>
    void Deltas(double price, double[] deltas);
}
