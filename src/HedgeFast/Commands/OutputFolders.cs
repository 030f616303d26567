using HedgeFast.Config;
using HedgeFast.Fix.Files;

namespace HedgeFast.Commands;

/// <summary>The folders of files that a run writes or watches, made before it begins: what can't be written is to be learnt now and not when it is needed.</summary>
internal static class OutputFolders
{
    /// <summary>Makes those that are not there.</summary>
    /// <exception cref="StartFailure">One can't be made.</exception>
    public static void Make(ResolvedConfig config)
    {
        MakeFor("limits.killFile", config.Settings.Limits.KillFile);
        MakeFor("limits.operatorFile", config.Settings.Limits.OperatorFile);
        MakeFor("limits.dayFile", config.Settings.Limits.DayFile);
        MakeFor("alerts.file", config.AlertFile);
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
