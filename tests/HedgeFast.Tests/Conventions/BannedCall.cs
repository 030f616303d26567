using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>A call that must not be made in some folders, with what to do instead.</summary>
internal sealed record BannedCall(string Name, Regex Pattern, string Instead, IReadOnlyList<string> Folders)
{
    /// <summary>
    /// Folders or files where the call is right all the same; each needs a reason beside it in the table.
    /// </summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The lines of a file that make the call.</summary>
    public IEnumerable<string> Findings(SourceFile file)
    {
        if (!file.IsUnder(Folders) || file.IsUnder(Except))
            yield break;
        for (int line = 0; line < file.Code.Length; line++)
        {
            if (Pattern.IsMatch(file.Code[line]))
                yield return file.At(line, $"{Name}; instead: {Instead}");
        }
    }
}
