using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>
/// The folders of Core in the order of their ranks: a folder may mention those before it. Sub-rooms have the rank of
/// their folder.
/// </summary>
/// <remarks>The stages follow the tick, and so does the alphabet.</remarks>
internal sealed partial class StageOrder(IEnumerable<string> typeNames)
{
    public const string Core = "src/HedgeFast.Core";

    public static readonly string[] Folders =
    [
        "Ring", "Telemetry", "Book", "Control", "Feed", "Greeks", "Hedge", "Journal", "Limits", "Orders", "Profit",
        "Resume", "Loop",
    ];

    public static readonly string[] Stages =
    [
        "Control", "Feed", "Greeks", "Hedge", "Journal", "Limits", "Orders", "Profit",
    ];

    // These read all settings of a run; every other folder gets what it needs of them by constructor.
    private static readonly string[] Wiring = ["Resume", "Loop"];

    private readonly HashSet<string> _typeNames = [.. typeNames];

    private readonly HashSet<string> _rootTypes =
        [.. typeNames.Where(name => RootType().IsMatch(name)).Select(name => name[(name.LastIndexOf('.') + 1)..])];

    /// <summary>Forbidden mentions of a file of Core's folders, as finding lines.</summary>
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
                {
                    yield return file.At(
                        line,
                        $"{folder} mentions {mentioned}; it may use {string.Join(", ", Folders[..rank])}. Move the "
                        + "type to the earlier stage, or pass a value instead.");
                }
                else if (_rootTypes.Contains(mentioned) && !Wiring.Contains(folder))
                {
                    yield return file.At(
                        line,
                        $"{folder} mentions {mentioned} of the root folder, which knows every stage. Pass the value "
                        + "that is needed.");
                }
            }
        }
    }

    private static string FolderOf(SourceFile file)
    {
        string[] parts = file.Path[(Core.Length + 1)..].Split('/');
        return parts.Length > 1 ? parts[0] : "";
    }

    // Names a folder in full (also in using lines), or from the enclosing namespace (then only if such a type exists,
    // for a property may have the folder's name).
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
            if (_rootTypes.Contains(match.Value))
                yield return match.Value;
        }
    }

    [GeneratedRegex(@"\bHedgeFast\.Core\.(\w+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(?:Core\.)?(\w+)\.(\w+)")]
    private static partial Regex RelativeName();

    [GeneratedRegex(@"(?<![\w.])\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"^HedgeFast\.Core\.\w+$")]
    private static partial Regex RootType();
}
