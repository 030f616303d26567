using HedgeFast.Config;
using Spectre.Console;

namespace HedgeFast.Commands;

/// <summary>The simulated exchange alone in its process.</summary>
internal static class VenueRun
{
    /// <summary>Runs until the tape has ended and everybody has left, or <paramref name="stop"/> asks for an orderly stop.</summary>
    /// <exception cref="StartFailure">Something needed is missing, wrong or taken.</exception>
    public static ExitCode Execute(ResolvedConfig config, IAnsiConsole console, CancellationToken stop) =>
        throw new StartFailure($"{config.Name}: this build has no exchange");
}
