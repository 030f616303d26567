using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config.Resolve;

/// <summary>Lists the values in force with their origins, for the check command.</summary>
internal static class SettingsListing
{
    private const int WidestValue = 40;

    /// <summary>Writes a line for each value, then the resolved values of the automatic ones.</summary>
    public static void Write(ResolvedConfig config, TextWriter output)
    {
        int widest = config.Entries.Max(entry => entry.Path.Length);
        int widestValue = Math.Min(WidestValue, config.Entries.Max(entry => Shown(entry).Length));
        foreach (ConfigEntry entry in config.Entries)
            output.WriteLine($"{entry.Path.PadRight(widest)}  {Shown(entry).PadRight(widestValue)}  {entry.Origin}");
        output.WriteLine();
        string kind = ConfigWords.For(ConfigWords.Schedules, config.Settings.Schedule.Kind);
        output.WriteLine(
            $"schedule   {kind}, waiting by {ConfigWords.For(ConfigWords.Waits, config.Settings.Schedule.Wait)}");
        output.WriteLine($"book       {config.BookFile}");
        if (config.Venue.TapeFile is { } tape)
            output.WriteLine($"tape       {tape}");
        output.WriteLine($"FIX store  {Store(config)}");
        string version = ConfigWords.For(ConfigWords.FixVersions, FixProfiles.VersionOf(config.FixProfile));
        output.WriteLine($"FIX        {version} to {Hosts(config)}, {config.FixTls?.ToString() ?? "no TLS"}");
        output.WriteLine($"journal    {config.Settings.JournalDirectory ?? "none"}");
        foreach (string note in config.Notes)
            output.WriteLine($"note       {note}");
        output.WriteLine();
        output.WriteLine("venue profile in force:");
        output.WriteLine(ProfileFile.Show(config.FixProfile));
    }

    private static string Store(ResolvedConfig config)
    {
        string store = config.FixSession.StoreDirectory;
        return config.TemporaryDirectory is { } temporary && store.StartsWith(temporary, StringComparison.Ordinal)
            ? "a temporary folder, removed at the end"
            : store;
    }

    private static string Hosts(ResolvedConfig config)
    {
        FixEndpoint endpoint = config.FixEndpoint;
        return string.Join(", then ", endpoint.Backups.Prepend(new FixHost(endpoint.Host, endpoint.Port)));
    }

    private static string Shown(ConfigEntry entry)
    {
        string value = entry.Value.Length == 0 ? "(empty)" : ConfigErrors.Printable(entry.Value);
        return entry.Key.Unit.Length > 0 && !entry.Key.Words.Contains(entry.Value)
            ? $"{value} {entry.Key.Unit}"
            : value;
    }
}
