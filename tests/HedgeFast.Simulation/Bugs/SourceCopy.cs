using System.Runtime.InteropServices;

namespace HedgeFast.Simulation.Bugs;

/// <summary>A copy of the source tree that is mutated, built and run; one thread at a time.</summary>
/// <remarks>The copy keeps the output of its builds, so that each mutant builds what the change touches.</remarks>
internal sealed class SourceCopy : IDisposable
{
    private const string Project = "tests/HedgeFast.Simulation";

    private static readonly string[] Parts = ["src/", Project + "/"];
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    private readonly string _root;
    private bool _isRestored;

    /// <summary>Copies the files that a repository has, or would add, as they lie on the disk.</summary>
    /// <param name="repository">Root of the repository.</param>
    public SourceCopy(string repository)
    {
        _root = Directory.CreateTempSubdirectory("hedgefast-bugs-").FullName;
        ChildEnd listed = ChildProcess.Run(
            "git", repository, BuildLimit, "ls-files", "--cached", "--others", "--exclude-standard");
        if (listed.ExitCode != 0)
            throw new IOException($"{repository}: git lists no files: {string.Join(' ', listed.Lines)}");
        foreach (string path in listed.Lines.Where(IsPart))
        {
            string from = Path.Combine(repository, path), to = Path.Combine(_root, path);
            if (!File.Exists(from))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }
    }

    /// <summary>Applies a bug's changes.</summary>
    /// <returns>The files as they were before.</returns>
    /// <exception cref="InvalidDataException">The old lines of a change do not stand in their file once.</exception>
    public IReadOnlyDictionary<string, string> Apply(PlantedBug bug)
    {
        var before = new Dictionary<string, string>();
        var mutated = new Dictionary<string, string>();
        foreach (BugChange change in bug.Changes)
        {
            string path = Path.Combine(_root, change.File);
            if (!mutated.TryGetValue(path, out string? text))
                before[path] = text = File.ReadAllText(path);
            mutated[path] = BugChanges.Apply(text, change);
        }

        foreach ((string path, string text) in mutated)
            File.WriteAllText(path, text);
        return before;
    }

    /// <summary>Writes files as they were before a bug.</summary>
    public static void Revert(IReadOnlyDictionary<string, string> before)
    {
        foreach ((string path, string text) in before)
            File.WriteAllText(path, text);
    }

    /// <summary>Builds the simulator.</summary>
    /// <returns>Null, or the first error.</returns>
    public string? Build()
    {
        // A mutant may leave a variable unused; that is a warning and no error here.
        string[] arguments =
        [
            "build", Project, "-c", "Release", "-v", "q", "-nologo", "-m:1", "-p:RunAnalyzers=false",
            "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false",
        ];
        ChildEnd built = ChildProcess.Run(
            "dotnet", _root, BuildLimit, _isRestored ? [.. arguments, "--no-restore"] : arguments);
        _isRestored |= built.ExitCode == 0;
        if (built.ExitCode == 0)
            return null;
        string first = built.Lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))
            ?? "the build gave no error";
        return first.Replace(_root + "/", "", StringComparison.Ordinal);
    }

    /// <summary>Runs the simulator on some seeds, up to the first that fails.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="seeds">Number of seeds.</param>
    /// <param name="limit">Time after which the run is ended.</param>
    public ChildEnd Run(long first, long seeds, TimeSpan limit)
    {
        string program = Path.Combine(_root, Project, "bin/Release/net10.0/hedgefast-simulation.dll");
        return ChildProcess.Run(
            Host(), _root, limit, program, "run", "--first", $"{first}", "--seeds", $"{seeds}", "--stop-at-failure");
    }

    /// <summary>Deletes the copy.</summary>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static bool IsPart(string path) =>
        !path.Contains('/') || Parts.Any(part => path.StartsWith(part, StringComparison.Ordinal));

    // The host that runs this process, beside its runtime: <root>/shared/NAME/VERSION.
    private static string Host()
    {
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
