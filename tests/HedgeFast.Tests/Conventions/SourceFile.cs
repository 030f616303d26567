namespace HedgeFast.Tests.Conventions;

/// <summary>
/// One file: its path from the root with '/', its lines, and for C# the same lines with comments and literals blanked
/// out.
/// </summary>
internal sealed class SourceFile(string path, string text)
{
    private string[]? _code;

    public string Path { get; } = path;

    public string[] Lines { get; } = text.Split('\n');

    public string[] Code => _code ??= CodeText.Blank(text).Split('\n');

    public string Folder => Path[..Path.LastIndexOf('/')];

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether the file lies in one of the folders, or is one of the files, given from the root.</summary>
    public bool IsUnder(params IEnumerable<string> folders) =>
        folders.Any(folder => Path.StartsWith(folder, StringComparison.Ordinal)
            && (Path.Length == folder.Length || Path[folder.Length] == '/'));

    /// <summary>Where a finding is, as a compiler would print it.</summary>
    public string At(int lineIndex, string finding) => $"{Path}:{lineIndex + 1}: {finding}";
}
