using System.Text;

namespace HedgeFast.Config.Keys;

/// <summary>Writes the reference of all keys, a Markdown document, from the table of keys.</summary>
internal static class KeyReferenceText
{
    private const string Opening =
        """
        # Configuration keys

        A configuration is one JSON file; comments and trailing commas are allowed. `hedgefast check --config FILE`
        prints every value in force with its origin, or all errors at once, each with path, line, value and the
        allowed values.

        A value comes from the first of these layers that holds one:

        1. the command line: `--set orders.capTicks=5`
        2. environment variables: `HEDGEFAST__ORDERS__CAPTICKS=5`, with two underscores between names, in any case, and
           an index as a name: `HEDGEFAST__UNDERLYINGS__0__BAND__HALFWIDTH`
        3. the preset or file
        4. the default in the tables below

        Unknown keys are refused with the nearest known one. Paths of files that are read (`book.file`, `venue.tape`)
        start from the folder of the configuration file; `sample:NAME` is a bundled sample. Paths of files and folders
        that are written start from the current directory. Secrets have no place in a configuration, because too many
        people read it.

        The schema of the file is `presets/hedgefast.schema.json`; an editor that reads it (`"$schema"`) completes and
        explains the keys. This page is the output of `hedgefast check --keys`, as a test checks.

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
