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
        output.WriteLine($"journal    {config.Settings.JournalDirectory ?? "none"}");
        foreach (string note in config.Notes) output.WriteLine($"note       {note}");
    }

    private static string Shown(ConfigEntry entry)
    {
        string value = entry.Value.Length == 0 ? "(empty)" : ConfigErrors.Printable(entry.Value);
        return entry.Key.Unit.Length > 0 ? $"{value} {entry.Key.Unit}" : value;
    }
}
