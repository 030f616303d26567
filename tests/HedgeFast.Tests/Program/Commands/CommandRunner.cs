using HedgeFast.Commands;
using HedgeFast.Config;
using HedgeFast.Engine;
using HedgeFast.Report;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>Runs the command line with bodies that only note what they were asked.</summary>
internal sealed class CommandRunner
{
    /// <summary>Configuration that the engine or the exchange got.</summary>
    public ResolvedConfig? Config { get; private set; }

    /// <summary>Options that the engine got.</summary>
    public RunOptions? Options { get; private set; }

    /// <summary>Standard output of the last run.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Standard error of the last run.</summary>
    public string Error { get; private set; } = "";

    /// <summary>The only line complained.</summary>
    public string OnlyError => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)).TrimEnd('\r');

    /// <summary>A report of one instrument with these positions, lots.</summary>
    public static RunReport ReportOf(long engineLots, long? venueLots) => new()
    {
        Instruments = [new InstrumentReport { EnginePosition = engineLots, VenuePosition = venueLots }],
        StateHash = "00000000000000ff",
    };

    /// <summary>Report that the engine gives back.</summary>
    public RunReport Report { get; init; } = ReportOf(engineLots: 5, venueLots: 5);

    /// <summary>Thrown instead of running.</summary>
    public Exception? Throws { get; init; }

    /// <summary>Result that the check of the inputs returns.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Folder in which bundled files seem to exist.</summary>
    public string ProgramDirectory { get; init; } = ProgramWithSamples.Folder;

    /// <summary>Runs the program.</summary>
    public int Execute(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int code = CommandTree.Execute(arguments, new Terminal(output, error, IsLive: false), new CommandBodies
        {
            Run = (config, options, _) =>
            {
                (Config, Options) = (config, options);
                return Throws is null ? new RunOutcome(ExitCode.Ok, Report) : throw Throws;
            },
            Inputs = _ => Problems,
            Venue = (config, _, _) =>
            {
                Config = config;
                return ExitCode.Ok;
            },
            Replay = (folder, prove, writer) =>
            {
                writer.Write($"{Path.GetFileName(folder)} {prove}");
                return ExitCode.Differs;
            },
            SampleBook = seed => $"book {seed}\n",
            Surroundings = () => new ConfigRequest
            {
                Cpus = [.. Enumerable.Range(0, 2)],
                CurrentDirectory = Directory.GetCurrentDirectory(),
                ProgramDirectory = ProgramDirectory,
            },
        });
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }
}
