using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>
/// Which folder of Core may mention which. The stages follow the tick, and so does the alphabet; the state and the machinery that every stage may use
/// stand below them, in an order of their own.
/// </summary>
internal sealed partial class StageOrder(IEnumerable<string> typeNames)
{
    public const string Core = "src/HedgeFast.Core";

    public static readonly string[] Folders = ["Ring", "Telemetry", "Book", "Feed", "Greeks", "Hedge", "Journal", "Limits", "Orders", "Profit"];

    public static readonly string[] Stages = ["Feed", "Greeks", "Hedge", "Journal", "Limits", "Orders", "Profit"];

    // The two files that know every stage; a stage that knew them would know the stages after it.
    private static readonly string[] Wiring = ["Pipeline", "HedgeLoop"];

    private readonly HashSet<string> _typeNames = [.. typeNames];

    /// <summary>What a file of Core's folders mentions and must not, as finding lines.</summary>
    public IEnumerable<string> Violations(SourceFile file)
    {
        string folder = FolderOf(file);
        int rank = Array.IndexOf(Folders, folder);
        if (rank < 0)
            yield break;
        for (int line = 0; line < file.Code.Length; line++)
        {
            foreach (string mentioned in Mentions(file.Code[line]).Distinct())
            {
                if (Array.IndexOf(Folders, mentioned) > rank)
                    yield return file.At(line, $"{folder} mentions {mentioned}; it may use {string.Join(", ", Folders[..rank])}. Move the type to the earlier stage, or pass a value instead.");
                else if (Wiring.Contains(mentioned))
                    yield return file.At(line, $"{folder} mentions {mentioned}, which knows every stage. Leave that to the files of the root folder.");
            }
        }
    }

    private static string FolderOf(SourceFile file)
    {
        string[] parts = file.Path[(Core.Length + 1)..].Split('/');
        return parts.Length > 1 ? parts[0] : "";
    }

    // Names a folder in full (also in using lines), or from the enclosing namespace (then only if such a type exists, for a property may have the folder's name).
    private IEnumerable<string> Mentions(string code)
    {
        foreach (Match match in FullName().Matches(code))
            yield return match.Groups[1].Value;
        foreach (Match match in RelativeName().Matches(code))
        {
            if (_typeNames.Contains($"HedgeFast.Core.{match.Groups[1].Value}.{match.Groups[2].Value}"))
                yield return match.Groups[1].Value;
        }

        foreach (Match match in Word().Matches(code))
        {
            if (Wiring.Contains(match.Value))
                yield return match.Value;
        }
    }

    [GeneratedRegex(@"\bHedgeFast\.Core\.(\w+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(?:Core\.)?(\w+)\.(\w+)")]
    private static partial Regex RelativeName();

    [GeneratedRegex(@"(?<![\w.])\w+\b")]
    private static partial Regex Word();
}
