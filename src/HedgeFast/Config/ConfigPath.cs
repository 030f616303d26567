using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HedgeFast.Config;

/// <summary>Names of keys: <c>underlyings[0].band.halfWidth</c> is a path, <c>underlyings[].band.halfWidth</c> its pattern in <see cref="ConfigKeys"/>.</summary>
internal static class ConfigPath
{
    private const int HighestIndex = 4095;

    private static readonly string[] SecretWords = ["password", "passwd", "passphrase", "secret", "apikey", "privatekey", "credential"];

    /// <summary>The pattern of a path: every index taken out of its brackets.</summary>
    public static string PatternOf(string path)
    {
        int open = path.IndexOf('[', StringComparison.Ordinal);
        if (open < 0) return path;
        int close = path.IndexOf(']', open);
        return path[..(open + 1)] + PatternOf(path[close..]);
    }

    /// <summary>The same path as Microsoft.Extensions.Configuration writes it: <c>underlyings:0:band:halfWidth</c>.</summary>
    public static string ToConfigurationKey(string path) =>
        path.Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', ':');

    /// <summary>Splits what was typed after --set: dots between names, an index in brackets or as a name.</summary>
    public static string[] SplitOption(string typed) =>
        typed.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');

    /// <summary>Splits the name of an environment variable after its prefix: two underscores between names.</summary>
    public static string[] SplitVariable(string name) => name.Split("__");

    /// <summary>Finds the key that the segments name, ignoring case.</summary>
    /// <param name="segments">Names and indexes from the root.</param>
    /// <param name="key">The key; null when there is none.</param>
    /// <param name="path">Its path as it stands in the reference, or as far as it was understood.</param>
    /// <param name="problem">What is wrong when the answer is false.</param>
    public static bool TryFind(ReadOnlySpan<string> segments, [NotNullWhen(true)] out ConfigKey? key, out string path, out string problem)
    {
        key = null;
        path = "";
        problem = "";
        string pattern = "";
        foreach (string segment in segments)
        {
            if (key is { Kind: ConfigValueKind.SectionList } && !pattern.EndsWith("[]", StringComparison.Ordinal))
            {
                if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index > HighestIndex)
                    return Fail(ref key, ref problem, $"{key.Path} is a list; name one of its elements, as in {key.Path}[0]");
                path += $"[{index}]";
                pattern += "[]";
                continue;
            }

            if (key is { IsSection: false })
                return Fail(ref key, ref problem, $"{key.Path} takes one value and holds no keys");
            ConfigKey? child = ConfigKeys.In(pattern).FirstOrDefault(k => string.Equals(k.Name, segment, StringComparison.OrdinalIgnoreCase));
            if (child is null)
            {
                problem = UnknownKey(pattern, segment);
                path = Join(path, segment);
                key = null;
                return false;
            }

            key = child;
            path = Join(path, child.Name);
            pattern = child.Path;
        }

        if (key is null) return Fail(ref key, ref problem, "no key is named");
        if (key.IsSection) return Fail(ref key, ref problem, $"{key.Path} is a section; name a key inside it");
        return true;

        static bool Fail(ref ConfigKey? key, ref string problem, string text)
        {
            key = null;
            problem = text;
            return false;
        }
    }

    /// <summary>What to say about a name that is not a key of the section: the nearest known key, or that secrets have no place here.</summary>
    public static string UnknownKey(string section, string name)
    {
        if (SecretWords.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase)))
            return "secrets are not taken from the configuration; it is read by too many eyes";
        string? near = NearestWord.Find(name, ConfigKeys.In(section).Select(k => k.Name));
        near = near is not null ? Join(section, near) : ElsewhereNamed(name);
        return near is null
            ? $"unknown key; the keys here are {string.Join(", ", ConfigKeys.In(section).Select(k => k.Name))}"
            : $"unknown key; did you mean {near}?";
    }

    /// <summary>The path of a name inside a section.</summary>
    public static string Join(string section, string name) => section.Length == 0 ? name : section + "." + name;

    private static string? ElsewhereNamed(string name) =>
        ConfigKeys.All.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase))?.Path;
}
