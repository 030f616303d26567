using System.Runtime.InteropServices;

namespace HedgeFast.Simulation.Bugs;

/// <summary>A copy of the source tree, built once, from which programs with one bug each are made.</summary>
internal sealed class SourceCopy : IDisposable
{
    private const string Project = "tests/HedgeFast.Simulation";

    private static readonly string[] Parts = ["src/", Project + "/"];
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    private readonly string _root;
    private readonly Lock _compiling = new();
    private readonly Dictionary<string, ProjectCompiler> _compilers = [];
    private int _programs;

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

    /// <summary>Folder of the program without a bug.</summary>
    public string Clean => Path.Combine(_root, Project, "bin/Release/net10.0");

    /// <summary>Builds the simulator without a bug.</summary>
    /// <returns>Null, or the first error.</returns>
    public string? Build()
    {
        ChildEnd built = ChildProcess.Run(
            "dotnet", _root, BuildLimit, "build", Project, "-c", "Release", "-v", "q", "-nologo", "-m:1",
            "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false");
        if (built.ExitCode == 0)
            return null;
        string first = built.Lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))
            ?? "the build gave no error";
        return first.Replace(_root + "/", "", StringComparison.Ordinal);
    }

    /// <summary>Makes a program with a bug.</summary>
    /// <param name="bug">The bug.</param>
    /// <param name="folder">Its folder, to be deleted by the caller.</param>
    /// <returns>Null, or why it can't be made.</returns>
    public string? Plant(PlantedBug bug, out string folder)
    {
        folder = Path.Combine(_root, $"program-{Interlocked.Increment(ref _programs)}");
        CopyFolder(Clean, folder);
        lock (_compiling)
        {
            IReadOnlyDictionary<string, string> before;
            try
            {
                before = Apply(bug);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                return e.Message;
            }

            try
            {
                // Only what the bug changes is compiled: it changes what members do, not what they are.
                foreach (string project in bug.Changes.Select(change => ProjectOf(change.File)).Distinct())
                {
                    ProjectCompiler compiler = CompilerOf(project);
                    if (compiler.Compile() is { } error)
                        return error;
                    File.Copy(
                        compiler.Output, Path.Combine(folder, Path.GetFileName(compiler.Output)), overwrite: true);
                }

                return null;
            }
            finally
            {
                foreach ((string path, string text) in before)
                    File.WriteAllText(path, text);
            }
        }
    }

    /// <summary>Runs a program on some seeds.</summary>
    /// <param name="folder">Folder of the program.</param>
    /// <param name="limit">Time after which the run is ended.</param>
    /// <param name="arguments">Arguments behind the verb.</param>
    public ChildEnd Run(string folder, TimeSpan limit, params IEnumerable<string> arguments) => ChildProcess.Run(
        Host(), _root, limit, [Path.Combine(folder, "hedgefast-simulation.dll"), "run", .. arguments]);

    /// <summary>Deletes the copy.</summary>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    // The files as they were before.
    private Dictionary<string, string> Apply(PlantedBug bug)
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

    private ProjectCompiler CompilerOf(string project)
    {
        if (!_compilers.TryGetValue(project, out ProjectCompiler? compiler))
            _compilers[project] = compiler = new ProjectCompiler(Path.Combine(_root, project));
        return compiler;
    }

    // src/NAME/...
    private static string ProjectOf(string file) => string.Join('/', file.Split('/').Take(2));

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static bool IsPart(string path) =>
        !path.Contains('/') || Parts.Any(part => path.StartsWith(part, StringComparison.Ordinal));

    // The host that runs this process, beside its runtime: <root>/shared/NAME/VERSION.
    private static string Host()
    {
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
