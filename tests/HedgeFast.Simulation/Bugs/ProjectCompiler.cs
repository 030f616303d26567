using System.Reflection;
using System.Text.Json;

namespace HedgeFast.Simulation.Bugs;

/// <summary>Compiles one project again and again in this process, with the arguments of its build.</summary>
/// <remarks>
/// A build of one changed file takes some ten seconds of CPU, most of them to load and compile the compiler; here it is
/// loaded once. One project at a time: the compiler resolves its paths against the process's folder.
/// </remarks>
internal sealed class ProjectCompiler
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Checks of style that a planted bug need not keep, and outputs that no run needs.
    private static readonly string[] LeftOut = ["/warnaserror", "/refout", "/doc", "/debug", "/embed"];

    private const string Generator = "/analyzer:";

    private readonly string _folder;
    private string[] _arguments;
    private bool _isGenerated;
    private readonly MethodInfo _compiler;

    /// <summary>Asks the build for its arguments.</summary>
    /// <param name="folder">The project's folder, built once.</param>
    /// <exception cref="IOException">The build does not tell them.</exception>
    public ProjectCompiler(string folder)
    {
        _folder = folder;
        ChildEnd end = ChildProcess.Run(
            "dotnet", folder, Limit, "msbuild", "-nologo", "-p:Configuration=Release", "-p:RunAnalyzers=false",
            "-p:BuildProjectReferences=false", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true",
            "-p:NonExistentFile=none/none", "-t:Compile", "-getItem:CscCommandLineArgs",
            "-getProperty:RoslynTargetsPath");
        if (end.ExitCode != 0)
            throw new IOException($"{folder}: the build does not tell its arguments: {string.Join(' ', end.Lines)}");
        using JsonDocument told = JsonDocument.Parse(string.Join('\n', end.Lines));
        _arguments =
        [
            .. told.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!)
                .Where(argument => !LeftOut.Any(start => argument.StartsWith(start, StringComparison.Ordinal))),
        ];
        string roslyn = told.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString()!;
        _compiler = Assembly.LoadFrom(Path.GetFullPath(Path.Combine(roslyn, "bincore/csc.dll"))).EntryPoint!;
        string written = _arguments.First(argument => argument.StartsWith("/out:", StringComparison.Ordinal));
        Output = Path.Combine(folder, written["/out:".Length..]);
    }

    /// <summary>The assembly that it writes.</summary>
    public string Output { get; }

    /// <summary>Compiles the project as its files are now.</summary>
    /// <returns>Null, or the first error.</returns>
    public string? Compile()
    {
        string before = Environment.CurrentDirectory;
        TextWriter screen = Console.Out;
        using var words = new StringWriter();
        try
        {
            Environment.CurrentDirectory = _folder;
            Console.SetOut(words);
            if (!_isGenerated)
                Generate();
            if (_compiler.Invoke(null, [_arguments]) is 0)
                return null;
        }
        finally
        {
            Console.SetOut(screen);
            Environment.CurrentDirectory = before;
        }

        string[] lines = words.ToString().Split('\n');
        return Array.Find(lines, line => line.Contains("error", StringComparison.Ordinal)) ?? "no error was given";
    }

    // Generators are loaded and compiled anew by each run of the compiler; what they write is the same each time.
    private void Generate()
    {
        string folder = Path.Combine(_folder, "obj", "generated");
        Directory.CreateDirectory(folder);
        _compiler.Invoke(null, [(string[])[.. _arguments, $"/generatedfilesout:{folder}"]]);
        _arguments =
        [
            .. _arguments.Where(argument => !argument.StartsWith(Generator, StringComparison.Ordinal)),
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories),
        ];
        _isGenerated = true;
    }
}
