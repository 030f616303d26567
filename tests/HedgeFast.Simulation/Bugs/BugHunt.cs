using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using HedgeFast.Simulation.Commands;

namespace HedgeFast.Simulation.Bugs;

/// <summary>Plants one bug at a time into a copy of the source tree, and runs the simulator against each.</summary>
/// <remarks>
/// Nothing of a world takes part: its clock, threads and processes are real. The program without a bug is run first;
/// seeds that fail there are left out for the bugs.
/// </remarks>
internal sealed class BugHunt : IDisposable
{
    // The program without a bug is run on every seed.
    private const int CleanLimits = 10;

    private readonly BugOptions _options;
    private readonly ConcurrentQueue<PlantedBug> _bugs;
    private readonly SortedDictionary<string, BugResult> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _faults = [];
    private readonly SourceCopy _copy;
    private readonly string _about;
    private readonly TextWriter _screen = Console.Out;
    private readonly int _count;
    private ulong[] _except = [];

    private BugHunt(BugOptions options, IReadOnlyList<PlantedBug> bugs, BugResult[] kept, string root)
    {
        _options = options;

        // Cases of the reviews first: a hunt may be ended early.
        _bugs = new ConcurrentQueue<PlantedBug>(bugs.OrderBy(bug => bug.Case.Length == 0));
        _count = bugs.Count + kept.Length;
        foreach (BugResult result in kept)
            _results.Add(Key(result), result);
        _copy = new SourceCopy(root);
        _about = About(root);
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
        BugResult[] rows = options.Keep is { } path ? [.. BugTable.ReadRows(File.ReadLines(path), bugs)] : [];
        BugResult[] kept = [.. rows.Where(row => !options.Only.Contains(row.Bug.Id))];
        if (options.Only.Count > 0)
            bugs = [.. bugs.Where(bug => options.Only.Contains(bug.Id))];
        using var hunt = new BugHunt(options, bugs, kept, root);
        return hunt.Run();
    }

    /// <summary>Deletes the copy.</summary>
    public void Dispose() => _copy.Dispose();

    private int Run()
    {
        if (Prepare() is { } fault)
            return Refuse(fault);
        InThreads(_ => Hunt());
        if (_faults.TryPeek(out string? ended))
            return Refuse(ended);
        _screen.WriteLine(BugTable.Summary([.. _results.Values], _options.Seeds));
        return _results.Values.All(result => result.IsCaught) ? 0 : 1;
    }

    // Seeds that fail without a bug would catch every bug.
    private string? Prepare()
    {
        if (_copy.Build() is { } error)
            return $"the simulator without a bug does not build: {error}";
        int count = _options.Copies;
        var failed = new ConcurrentBag<ulong>();
        InThreads(index =>
        {
            ChildEnd end = _copy.Run(
                _copy.Clean, CleanLimits * _options.Limit, "--worker", "--workers", "1",
                "--first", Text(_options.First + index), "--stride", Text(count),
                "--seeds", Text((_options.Seeds - index + count - 1) / count));
            if (end.ExitCode != 0)
                throw new InvalidOperationException(string.Join(' ', end.Lines.TakeLast(1)));
            foreach (FailedSeed failure in JsonSerializer.Deserialize<RunTotals>(end.Lines[^1])!.Failures)
                failed.Add(failure.Seed);
        });
        if (_faults.TryPeek(out string? fault))
            return fault;
        _except = [.. failed.Order()];
        string seeds = _except.Length == 0 ? "" : $", left out for the bugs: {string.Join(',', _except)}";
        _screen.WriteLine($"without a bug {_except.Length} of {_options.Seeds} seeds fail{seeds}");
        return null;
    }

    private void Hunt()
    {
        while (_bugs.TryDequeue(out PlantedBug? bug))
        {
            long started = TimeProvider.System.GetTimestamp();
            BugResult result = Try(bug) with { Seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds };
            lock (_results)
                Keep(result);
        }
    }

    // The table is whole after each bug, so that a hunt that is ended leaves what it found.
    private void Keep(BugResult result)
    {
        _results.Add(Key(result), result);
        string seed = result.IsCaught ? $", seed {result.Seed}" : "";
        _screen.WriteLine(
            $"{_results.Count}/{_count} {result.Bug.Id} {result.Bug.Kind}: {BugTable.Answer(result)}{seed}"
            + $", {result.Seconds:F0} s");
        if (_options.Out is not { } path)
            return;
        string text = $"{_about} {_except.Length} seeds fail without a bug and are left out.\n\n";
        File.WriteAllText(path, text + BugTable.Write([.. _results.Values], _options.Seeds));
    }

    private BugResult Try(PlantedBug bug)
    {
        string? error = _copy.Plant(bug, out string folder);
        try
        {
            return error is null
                ? BugResult.Of(bug, Play(folder), _options.First, _options.Seeds)
                : new BugResult { Bug = bug, Error = error };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private ChildEnd Play(string folder)
    {
        string[] except = _except.Length == 0 ? [] : ["--except", string.Join(',', _except)];
        return _copy.Run(
            folder, _options.Limit,
            ["--first", Text(_options.First), "--seeds", Text(_options.Seeds), "--stop-at-failure", .. except]);
    }

    // A thread that fails ends the hunt with its words.
    private void InThreads(Action<int> work)
    {
        Thread[] threads = [.. Enumerable.Range(0, _options.Copies).Select(i => new Thread(() => Guard(work, i)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
    }

    private void Guard(Action<int> work, int index)
    {
        try
        {
            work(index);
        }
        catch (Exception failure)
        {
            _faults.Add($"the hunt failed: {failure.Message}");
        }
    }

    private static string About(string root)
    {
        ChildEnd commit = ChildProcess.Run("git", root, TimeSpan.FromMinutes(1), "rev-parse", "--short", "HEAD");
        string cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name")) ?? ""
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Commit {commit.Lines.FirstOrDefault()}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, "
            + $"{Environment.ProcessorCount} CPUs{cpu.Replace("model name\t: ", ", ", StringComparison.Ordinal)}.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // By number.
    private static string Key(BugResult result) => result.Bug.Id.PadLeft(8);

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
