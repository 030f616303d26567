namespace HedgeFast.Tests.Program.Commands;

/// <summary>
/// A program folder with the real presets and empty samples, so that commands are tested without a book and a tape.
/// </summary>
internal static class ProgramWithSamples
{
    private static readonly string[] Samples = ["btc_options.csv", "btcusd_perp_20240808_top.csv.gz"];

    /// <summary>The folder, made once for the test process.</summary>
    public static string Folder { get; } = Create();

    private static string Create()
    {
        string folder = Directory.CreateTempSubdirectory("hedgefast-program-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (string sub in new[] { "presets", "samples" })
            Directory.CreateDirectory(Path.Combine(folder, sub));
        foreach (string preset in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "presets")))
            File.Copy(preset, Path.Combine(folder, "presets", Path.GetFileName(preset)));
        foreach (string sample in Samples)
            File.WriteAllText(Path.Combine(folder, "samples", sample), "");
        return folder;
    }
}
