using System.Text;

namespace HedgeFast.Config;

/// <summary>Everything found wrong, gathered so that all of it is reported at once.</summary>
internal sealed class ConfigErrors
{
    private const int LongestShown = 80;

    private readonly List<ConfigError> _errors = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>The errors, in the order found.</summary>
    public IReadOnlyList<ConfigError> All => _errors;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>Adds one.</summary>
    public void Add(string path, string message, ConfigOrigin? origin = null)
    {
        _errors.Add(new ConfigError(Printable(path), message, origin));
        _paths.Add(path);
    }

    /// <summary>Whether any of these keys is already known to be wrong, so that a rule between keys says nothing about a value nobody has.</summary>
    public bool Touch(params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (_paths.Contains(path)) return true;
        }

        return false;
    }

    /// <summary>The text with control characters shown as \xNN and cut after 80 characters, so that a value can't forge a line of output or fill the screen.</summary>
    public static string Printable(string text) => text.Length > LongestShown ? Escaped(text[..LongestShown]) + "..." : Escaped(text);

    /// <summary>The text with control characters shown as \xNN.</summary>
    public static string Escaped(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var shown = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsControl(c)) shown.Append($"\\x{(int)c:X2}");
            else shown.Append(c);
        }

        return shown.ToString();
    }
}
