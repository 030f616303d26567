namespace HedgeFast.Bench.Commands;

/// <summary>One sub-command of the benchmark program.</summary>
internal interface IBenchCommand
{
    /// <summary>The word that selects it.</summary>
    string Name { get; }

    /// <summary>One line for the list of commands.</summary>
    string Description { get; }

    /// <summary>
    /// Arguments of its smallest run, a second or two, with which <c>smoke</c> calls it; null when it measures nothing
    /// of its own.
    /// </summary>
    string[]? SmokeArguments => null;

    /// <summary>
    /// The smallest runs of a command that has more than one; by default that of <see cref="SmokeArguments"/>.
    /// </summary>
    IReadOnlyList<string[]> SmokeRuns => SmokeArguments is { } arguments ? [arguments] : [];

    /// <summary>Runs it.</summary>
    /// <param name="args">The arguments after the name.</param>
    /// <returns>Exit code: 0 success, 1 failure, 2 wrong arguments.</returns>
    int Run(string[] args);
}
