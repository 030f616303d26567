using HedgeFast.Commands;
using HedgeFast.Config;
using HedgeFast.Engine;
using HedgeFast.Report;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>The program by its command line, with everything behind it real, in a folder of its own.</summary>
internal sealed class WholeProgram : IDisposable
{
    // Among tests that run at the same time the compiler is never silent, and each rehearsal would take all the time it
    // may.
    private static readonly Dictionary<string, string> NoWarmUp = new() { ["HEDGEFAST__warmUp__seconds"] = "0" };

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-program-").FullName;
    private readonly SharedText _output = new();
    private readonly SharedText _error = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Standard output so far. Any thread.</summary>
    public string Output => _output.ToString();

    /// <summary>Standard error so far. Any thread.</summary>
    public string Error => _error.ToString();

    /// <summary>The report of the last run.</summary>
    public RunReport? Report { get; private set; }

    /// <summary>Full path of a file in the folder.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Runs the program and gives its exit code.</summary>
    public int Execute(params string[] arguments) =>
        CommandTree.Execute(arguments, new Terminal(_output, _error, IsLive: false), new CommandBodies
        {
            Run = (config, options, stop) =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _stop.Token);
                RunOutcome outcome = EngineRun.Execute(config, options, either.Token);
                Report = outcome.Report;
                return outcome;
            },
            Surroundings = () => new ConfigRequest
            {
                Cpus = [0, 1],
                CurrentDirectory = _folder,
                ProgramDirectory = AppContext.BaseDirectory,
                Environment = NoWarmUp,
            },
        });

    /// <summary>Stops the run in order, as Ctrl-C does; runs after it stop at once. Any thread.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Runs the program, which must refuse; nothing but the complaint is written.</summary>
    /// <returns>The complaint.</returns>
    public string Refuse(ExitCode code, params string[] arguments)
    {
        int given = Execute(arguments);
        Assert.True((int)code == given, $"exit code {given} instead of {(int)code}: {Error}{Output}");
        Assert.Null(Report);
        Assert.Empty(Output);
        return Error;
    }

    /// <summary>A bundled sample.</summary>
    public static byte[] Sample(string name) =>
        System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name));

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
