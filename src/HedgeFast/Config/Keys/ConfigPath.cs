using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HedgeFast.Config.Keys;

/// <summary>Paths of keys, such as <c>underlyings[0].band.halfWidth</c>.</summary>
internal static class ConfigPath
{
    private const int HighestIndex = 4095;

    private static readonly string[] SecretWords =
        ["password", "passwd", "passphrase", "secret", "apikey", "privatekey", "credential"];

    /// <summary>The path in the form of the configuration library: <c>underlyings:0:band:halfWidth</c>.</summary>
    public static string ToConfigurationKey(string path) =>
        path.Replace("[", ":", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal)
            .Replace('.', ':');

    /// <summary>Splits the text after --set: dots between names, an index in brackets or as a name.</summary>
    public static string[] SplitOption(string typed) =>
        typed.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');

    /// <summary>Splits the name of an environment variable after its prefix: two underscores between names.</summary>
    public static string[] SplitVariable(string name) => name.Split("__");

    /// <summary>Finds the key that the segments name, ignoring case.</summary>
    /// <param name="segments">Names and indexes from the root.</param>
    /// <param name="key">The key; null when there is none.</param>
    /// <param name="path">Path of the key, as far as the segments were understood.</param>
    /// <param name="problem">The fault of the segments when the answer is false.</param>
    public static bool TryFind(
        ReadOnlySpan<string> segments, [NotNullWhen(true)] out ConfigKey? key, out string path, out string problem)
    {
        key = null;
        path = "";
        ConfigKey? found = null;
        string section = "";
        bool isIndex = false;
        foreach (string segment in segments)
        {
            if (isIndex)
            {
                if (!IsIndex(segment, out int index))
                {
                    problem = $"{found} is a list; name one of its elements, as in {found}[0]";
                    return false;
                }

                path += $"[{index}]";
                isIndex = false;
                continue;
            }

            if (found is { IsSection: false })
            {
                problem = $"{found} takes one value and holds no keys";
                return false;
            }

            found = ConfigKeys.In(section).FirstOrDefault(child => IsNamed(child, segment));
            path = Join(path, found?.Name ?? segment);
            if (found is null)
            {
                problem = UnknownKey(section, segment);
                return false;
            }

            section = found.Inside ?? found.Path;
            isIndex = found.Kind == ConfigValueKind.SectionList;
        }

        problem = found is null ? "no key is named"
            : found.IsSection ? $"{found} is a section; name a key inside it"
            : "";
        key = problem.Length == 0 ? found : null;
        return key is not null;
    }

    /// <summary>The message about an unknown name: the nearest known key, or that secrets have no place here.</summary>
    /// <param name="section">Path of the section that has no such key.</param>
    /// <param name="name">The unknown name.</param>
    public static string UnknownKey(string section, string name)
    {
        if (SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return "secrets are not taken from the configuration; it is read by too many eyes";
        IEnumerable<string> names = ConfigKeys.In(section).Select(key => key.Name);
        string? near = NearestWord.Find(name, names) is { } word
            ? Join(section, word)
            : ConfigKeys.All.FirstOrDefault(key => IsNamed(key, name))?.Path;
        return near is null
            ? $"unknown key; the keys here are {string.Join(", ", names)}"
            : $"unknown key; did you mean {near}?";
    }

    /// <summary>The path of a name inside a section.</summary>
    public static string Join(string section, string name) => section.Length == 0 ? name : section + "." + name;

    private static bool IsNamed(ConfigKey key, string name) =>
        string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsIndex(string segment, out int index) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index <= HighestIndex;
}
