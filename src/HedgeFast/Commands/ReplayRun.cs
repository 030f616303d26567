namespace HedgeFast.Commands;

/// <summary>A recorded run, once more.</summary>
internal static class ReplayRun
{
    /// <summary>Replays a journal; with <paramref name="prove"/> every decision is computed again and compared.</summary>
    /// <exception cref="StartFailure">The journal is missing or damaged.</exception>
    public static ExitCode Execute(string journalDirectory, bool prove, TextWriter output) =>
        throw new StartFailure($"{journalDirectory}: this build has no replay");
}
