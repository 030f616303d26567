using System.Collections.Concurrent;

namespace HedgeFast.Simulation.Bugs;

/// <summary>Plants one bug at a time into copies of the source tree, and runs the simulator against each.</summary>
/// <remarks>
/// Nothing of a world takes part: its clock, threads and processes are real. The program without a bug is run first;
/// where it fails itself, bugs are tried on the seeds before that failure.
/// </remarks>
internal sealed class BugHunt : IDisposable
{
    // The program without a bug is run on every seed.
    private const int CleanLimits = 10;

    private const long PartSeeds = 100;

    private readonly BugOptions _options;
    private readonly ConcurrentQueue<PlantedBug> _bugs;
    private readonly ConcurrentBag<BugResult> _results = [];
    private readonly ConcurrentBag<string> _faults = [];
    private readonly SourceCopy[] _copies;
    private readonly int _count;
    private long _seeds;

    private BugHunt(BugOptions options, IReadOnlyList<PlantedBug> bugs, string root)
    {
        _options = options;
        _bugs = new ConcurrentQueue<PlantedBug>(bugs);
        _count = bugs.Count;
        _seeds = options.Seeds;
        int copies = Math.Clamp(options.Copies, 1, Math.Max(1, bugs.Count));
        _copies = [.. Enumerable.Range(0, copies).Select(_ => new SourceCopy(root))];
    }

    /// <summary>Runs the command.</summary>
    /// <param name="args">The command line behind the verb.</param>
    /// <returns>0 where every bug was caught, 1 where one was not, 2 where the command can't be run.</returns>
    public static int Run(string[] args)
    {
        if (BugOptions.Read(args) is not { } options)
            return Refuse($"usage: {BugOptions.Usage}");
        string root = Root();
        IReadOnlyList<PlantedBug> bugs = BugReader.ReadAll(Path.Combine(root, "tests/HedgeFast.Simulation/Bugs"));
        string[] unknown = [.. options.Only.Except(bugs.Select(bug => bug.Id))];
        if (unknown.Length > 0)
            return Refuse($"no planted bug has the number {string.Join(", ", unknown)}");
        if (options.Only.Count > 0)
            bugs = [.. bugs.Where(bug => options.Only.Contains(bug.Id))];
        using var hunt = new BugHunt(options, bugs, root);
        return hunt.Run();
    }

    /// <summary>Deletes the copies.</summary>
    public void Dispose()
    {
        foreach (SourceCopy copy in _copies)
            copy.Dispose();
    }

    private int Run()
    {
        if (Prepare() is { } fault)
            return Refuse(fault);
        Thread[] threads = [.. _copies.Select(copy => new Thread(() => Guard(() => Hunt(copy))))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        if (_faults.TryPeek(out string? ended))
            return Refuse(ended);
        BugResult[] results =
        [
            .. _results.OrderBy(result => result.Bug.Id.Length)
                .ThenBy(result => result.Bug.Id, StringComparer.Ordinal),
        ];
        string table = BugTable.Write(results, _seeds);
        if (_options.Out is { } path)
            File.WriteAllText(path, table);
        else
            Console.Write(table);
        Console.WriteLine(BugTable.Summary(results, _seeds));
        return results.All(result => result.IsCaught) ? 0 : 1;
    }

    // Without a bug no seed may fail, or every bug would seem caught by it.
    private string? Prepare()
    {
        if (_copies[0].Build() is { } error)
            return $"the simulator without a bug does not build: {error}";
        var none = new PlantedBug { Id = "none", Kind = "none", Changes = [] };
        BugResult clean = Play(_copies[0], none, CleanLimits * _options.Limit);
        if (clean.Error is not null)
            return $"the simulator without a bug can't be run: {clean.Error}";
        if (clean.IsCaught)
            Console.WriteLine($"without a bug seed {clean.Seed} fails, {clean.CaughtBy}: bugs meet those before");
        _seeds = clean.IsCaught ? clean.Seed - 1 : clean.Seeds;
        return _seeds > 0 ? null : "the first seed fails without a bug";
    }

    private void Hunt(SourceCopy copy)
    {
        while (_bugs.TryDequeue(out PlantedBug? bug))
        {
            long started = TimeProvider.System.GetTimestamp();
            BugResult result = Try(copy, bug) with
            {
                Seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds,
            };
            _results.Add(result);
            string seed = result.IsCaught ? $", seed {result.Seed}" : "";
            Console.WriteLine($"{_results.Count}/{_count} {bug.Id} {bug.Kind}: {BugTable.Answer(result)}{seed}");
        }
    }

    private BugResult Try(SourceCopy copy, PlantedBug bug)
    {
        IReadOnlyDictionary<string, string> before;
        try
        {
            before = copy.Apply(bug);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new BugResult { Bug = bug, Error = e.Message };
        }

        try
        {
            return copy.Build() is { } error
                ? new BugResult { Bug = bug, Error = error }
                : Play(copy, bug, _options.Limit);
        }
        finally
        {
            SourceCopy.Revert(before);
        }
    }

    // In parts, so that a seed that does not end costs the answer of its part alone.
    private BugResult Play(SourceCopy copy, PlantedBug bug, TimeSpan limit)
    {
        long started = TimeProvider.System.GetTimestamp();
        var result = new BugResult { Bug = bug };
        while (result is { IsCaught: false, IsCut: false, Error: null } && result.Seeds < _seeds)
        {
            long first = result.Seeds + 1, seeds = Math.Min(PartSeeds, _seeds - result.Seeds);
            TimeSpan left = limit - TimeProvider.System.GetElapsedTime(started);
            result = left > TimeSpan.Zero
                ? BugResult.Of(bug, copy.Run(first, seeds, left), first, seeds)
                : result with { IsCut = true };
        }

        return result;
    }

    // A thread that fails ends the hunt with its words.
    private void Guard(Action hunt)
    {
        try
        {
            hunt();
        }
        catch (Exception failure)
        {
            _faults.Add($"the hunt failed: {failure.Message}");
        }
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HedgeFast.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} contains HedgeFast.sln");
    }
}
