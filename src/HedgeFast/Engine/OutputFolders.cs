using HedgeFast.Config;
using HedgeFast.Core.Limits;
using HedgeFast.Fix.Files;
using HedgeFast.Shell;

namespace HedgeFast.Engine;

/// <summary>Makes the folders of the files that a run writes or watches, before the run starts.</summary>
internal static class OutputFolders
{
    /// <summary>Makes the missing folders.</summary>
    /// <returns>A sentence for each folder in which other users may replace files.</returns>
    /// <exception cref="StartFailure">A folder can't be made.</exception>
    public static IReadOnlyList<string> Make(ResolvedConfig config)
    {
        MakeFor("limits.killFile", config.Settings.Limits.KillFile);
        MakeFor("limits.operatorFile", config.Settings.Limits.OperatorFile);
        MakeFor("limits.dayFile", config.Settings.Limits.DayFile);
        MakeFor("alerts.file", config.AlertFile);
        LimitSettings limits = config.Settings.Limits;
        string?[] files = [limits.KillFile, limits.OperatorFile, limits.DayFile, config.AlertFile, config.FixLogFile];
        IEnumerable<string> folders = files.OfType<string>()
            .Select(file => Path.GetDirectoryName(Path.GetFullPath(file)))
            .Concat([config.Settings.JournalDirectory, config.FixSession.StoreDirectory]).OfType<string>().Distinct();
        return
        [
            .. folders.Where(folder => Directory.Exists(folder) && PrivateFolder.IsOpenToOthers(folder))
                .Select(folder => $"{folder}: other users may write here and replace files; set its mode to 0700"),
        ];
    }

    private static void MakeFor(string key, string? file)
    {
        if (file is null || Path.GetDirectoryName(Path.GetFullPath(file)) is not { } folder)
            return;
        try
        {
            PrivateFolder.Create(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"{key}: {file}: its folder can't be made: {e.Message}", e);
        }
    }
}
