using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config;

/// <summary>The values in force with their origins, for the check command.</summary>
internal static class SettingsListing
{
    /// <summary>Writes one line a value, then what the resolver made of the automatic ones.</summary>
    public static void Write(ResolvedConfig config, TextWriter output)
    {
        int widest = config.Entries.Max(e => e.Path.Length);
        int widestValue = Math.Min(40, config.Entries.Max(e => Shown(e).Length));
        foreach (ConfigEntry entry in config.Entries)
            output.WriteLine($"{entry.Path.PadRight(widest)}  {Shown(entry).PadRight(widestValue)}  {entry.Origin}");
        output.WriteLine();
        output.WriteLine($"schedule   {ConfigWords.For(ConfigWords.Schedules, config.Settings.Schedule.Kind)}, waiting by {ConfigWords.For(ConfigWords.Waits, config.Settings.Schedule.Wait)}");
        output.WriteLine($"book       {config.BookFile}");
        if (config.Venue.TapeFile is { } tape) output.WriteLine($"tape       {tape}");
        output.WriteLine($"FIX store  {(config.TemporaryDirectory is { } temporary && config.FixSession.StoreDirectory.StartsWith(temporary, StringComparison.Ordinal) ? "a temporary folder, removed at the end" : config.FixSession.StoreDirectory)}");
        output.WriteLine($"FIX        {ConfigWords.For(ConfigWords.FixVersions, FixProfiles.VersionOf(config.FixProfile))} to {string.Join(", then ", [new FixHost(config.FixEndpoint.Host, config.FixEndpoint.Port), .. config.FixEndpoint.Backups])}, {config.FixTls?.ToString() ?? "no TLS"}");
        output.WriteLine($"journal    {config.Settings.JournalDirectory ?? "none"}");
        foreach (string note in config.Notes) output.WriteLine($"note       {note}");
        output.WriteLine();
        output.WriteLine("venue profile in force:");
        output.WriteLine(ProfileFile.Show(config.FixProfile));
    }

    private static string Shown(ConfigEntry entry)
    {
        string value = entry.Value.Length == 0 ? "(empty)" : ConfigErrors.Printable(entry.Value);
        return entry.Key.Unit.Length > 0 && !entry.Key.Words.Contains(entry.Value) ? $"{value} {entry.Key.Unit}" : value;
    }
}
