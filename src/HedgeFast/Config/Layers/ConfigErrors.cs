using System.Text;

namespace HedgeFast.Config.Layers;

/// <summary>The errors of a configuration, gathered so that all are reported at once.</summary>
internal sealed class ConfigErrors
{
    private const int LongestShown = 80;

    private readonly List<ConfigError> _errors = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>The errors, in the order found.</summary>
    public IReadOnlyList<ConfigError> All => _errors;

    /// <summary>Whether there is no error.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>Adds an error.</summary>
    /// <param name="path">Path of the key, with indexes.</param>
    /// <param name="message">The value, its fault and the allowed values.</param>
    /// <param name="origin">Place of the value; null where it was not written.</param>
    public void Add(string path, string message, ConfigOrigin? origin = null)
    {
        _errors.Add(new ConfigError(Printable(path), message, origin));
        _paths.Add(path);
    }

    /// <summary>Whether any of these keys has an error already, which silences a rule about them.</summary>
    public bool Touch(params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (_paths.Contains(path))
                return true;
        }

        return false;
    }

    /// <summary>The text between quotation marks, printable.</summary>
    public static string Quoted(string text) => $"\"{Printable(text)}\"";

    /// <summary>The text cut after 80 characters, with control characters shown as \xNN.</summary>
    /// <remarks>A value cannot forge a line of output or fill the screen.</remarks>
    public static string Printable(string text) =>
        text.Length > LongestShown ? Escaped(text[..LongestShown]) + "..." : Escaped(text);

    /// <summary>The text with control characters shown as \xNN.</summary>
    public static string Escaped(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsControl(c))
                shown.Append($"\\x{(int)c:X2}");
            else
                shown.Append(c);
        }

        return shown.ToString();
    }
}

/// <summary>An error of a configuration.</summary>
/// <param name="Path">Path of the key; the name of the file where that cannot be read.</param>
/// <param name="Message">The value, its fault and the allowed values.</param>
/// <param name="Origin">Place of the value; null where it was not written.</param>
internal sealed record ConfigError(string Path, string Message, ConfigOrigin? Origin)
{
    /// <inheritdoc/>
    public override string ToString() => Origin is null ? $"{Path}: {Message}" : $"{Path}: {Message}  ({Origin})";
}
