using System.Text;

namespace HedgeFast.Config.Keys;

/// <summary>Writes the reference of all keys, a Markdown document, from the table of keys.</summary>
internal static class KeyReferenceText
{
    private const string Opening =
        """
        # Configuration keys

        This page is what `hedgefast check --keys` prints; a test compares the two.

        One JSON file, comments and trailing commas allowed. Values are layered: the built-in default, the preset or file, environment variables
        (`HEDGEFAST__ORDERS__CAPTICKS=5`: two underscores between names, case does not matter, an index is a name: `HEDGEFAST__UNDERLYINGS__0__BAND__HALFWIDTH`), and
        `--set orders.capTicks=5` on the command line. `hedgefast check` prints every value in force and where it came from.

        Unknown keys are refused with the nearest known one, and all errors are reported at once, each with its path, its line and what is allowed.
        Files that are read (`book.file`, `venue.tape`) are looked for from the folder of the configuration file, or as `sample:NAME` among the bundled samples;
        files and folders that are written are relative to the current directory. Secrets are not taken from the configuration.

        The file's schema is `presets/hedgefast.schema.json`; an editor that is shown it (`"$schema"`) completes and explains the keys.

        """;

    /// <summary>The whole document, with line feeds only.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Opening.ReplaceLineEndings("\n"));
        Section(text, "", "General");
        foreach (ConfigKey key in ConfigKeys.All)
        {
            if (key.Inside is { } section && !key.Path.Contains("[].", StringComparison.Ordinal))
                Section(text, section, section, key.Description);
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string section, string title, string description = "")
    {
        text.Append($"\n## {title}\n\n");
        if (description.Length > 0)
            text.Append(description).Append("\n\n");
        text.Append("| key | unit | default | allowed | what it does |\n|---|---|---|---|---|\n");
        Rows(text, section, "");
    }

    private static void Rows(StringBuilder text, string section, string prefix)
    {
        foreach (ConfigKey key in ConfigKeys.In(section))
        {
            if (key.IsSection)
            {
                if (key.Kind == ConfigValueKind.Section && section.Length > 0)
                    Rows(text, key.Path, prefix + key.Name + ".");
                continue;
            }

            string meaning = key.TradeOff.Length > 0
                ? $"{key.Description} *Trade-off:* {key.TradeOff}"
                : key.Description;
            text.Append($"| `{prefix}{key.Name}` | {key.Unit} | {DefaultText(key)} | {key.Allowed} | {meaning} |\n");
        }
    }

    private static string DefaultText(ConfigKey key) => key.Default switch
    {
        null => "required",
        "" => "empty",
        _ => $"`{key.Default}`",
    };
}
