using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>One scenario of a script file.</summary>
/// <param name="Ids">Which of the catalogue's scenarios it shows: C01 to C126, A1 to A8.</param>
/// <param name="Title">What it shows, in words.</param>
/// <param name="File">Script file.</param>
/// <param name="Line">Line it begins at.</param>
/// <param name="Roles">Sides the session under test takes.</param>
/// <param name="Versions">4.2, 4.4, 5.0sp2.</param>
/// <param name="Lines">What happens, with line numbers.</param>
internal sealed record Scenario(
    IReadOnlyList<string> Ids,
    string Title,
    string File,
    int Line,
    IReadOnlyList<FixRole> Roles,
    IReadOnlyList<string> Versions,
    IReadOnlyList<(int Number, string Text)> Lines)
{
    public static readonly string[] AllVersions = ["4.2", "4.4", "5.0sp2"];

    public string Key => $"{Path.GetFileName(File)}:{Line} {string.Join(' ', Ids)}";
}
