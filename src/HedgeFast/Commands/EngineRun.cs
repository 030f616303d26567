using HedgeFast.Config;

namespace HedgeFast.Commands;

/// <summary>One run of the engine, with its embedded exchange if it has one.</summary>
internal static class EngineRun
{
    /// <summary>Runs until the market closes (where configured), the duration is over or <paramref name="stop"/> asks for an orderly stop.</summary>
    /// <exception cref="StartFailure">Something needed is missing, wrong or taken.</exception>
    public static RunOutcome Execute(ResolvedConfig config, RunOptions options, CancellationToken stop) =>
        throw new StartFailure($"{config.Name}: this build has no engine");
}
