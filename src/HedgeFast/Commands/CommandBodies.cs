using HedgeFast.Config;
using HedgeFast.Echo;
using HedgeFast.Engine;
using Spectre.Console;

namespace HedgeFast.Commands;

/// <summary>What the commands call once their arguments are understood.</summary>
internal sealed record CommandBodies
{
    /// <summary>Runs the engine.</summary>
    public Func<ResolvedConfig, RunOptions, CancellationToken, RunOutcome> Run { get; init; } = EngineRun.Execute;

    /// <summary>Reads the inputs of a run and says what can't be used.</summary>
    public Func<ResolvedConfig, IReadOnlyList<string>> Inputs { get; init; } = InputCheck.Problems;

    /// <summary>Runs the exchange.</summary>
    public Func<ResolvedConfig, IAnsiConsole, CancellationToken, ExitCode> Venue { get; init; } = VenueRun.Execute;

    /// <summary>Runs the echo acceptor.</summary>
    public Action<EchoSettings, TextWriter, CancellationToken> FixEcho { get; init; } = (settings, output, stop) => EchoProgram.Run(settings, stop, output);

    /// <summary>Replays a journal.</summary>
    public Func<string, bool, TextWriter, ExitCode> Replay { get; init; } = ReplayRun.Execute;

    /// <summary>Writes a journal's decisions with their reasons.</summary>
    public Func<string, TextWriter, ExitCode> Decisions { get; init; } = DecisionList.Execute;

    /// <summary>Compares the policies.</summary>
    public Func<ResolvedConfig, CompareOptions, TextWriter, ExitCode> Compare { get; init; } = CompareRun.Execute;

    /// <summary>Makes the sample book of a seed, as CSV.</summary>
    public Func<ulong, string> SampleBook { get; init; } = SampleBookGenerator.Generate;

    /// <summary>Gives the surroundings that a configuration is loaded in.</summary>
    public Func<ConfigRequest> Surroundings { get; init; } = ConfigRequest.FromProcess;
}
