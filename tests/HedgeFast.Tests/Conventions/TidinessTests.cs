using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>Layout of files, and their folders.</summary>
public sealed partial class TidinessTests
{
    private const int LinesMax = 400;
    private const int ColumnsMax = 120;
    private const int FilesMax = 30;

    // An enum, record or interface below this lives with the type that it belongs to.
    private const int CompanionLines = 25;

    private static readonly string[] TopLevel =
    [
        "src", "tests", "bench", "HedgeFast.sln", "Directory.Build.props", "README.md", "LICENSE", "NOTICE",
    ];

    // Put together here, so that this file does not contain what it looks for.
    private static readonly Regex Leftover = new(
        $@"\b({string.Join('|', "TO" + "DO", "FIX" + "ME", "HA" + "CK", "X" + "XX")})\b");
    private static readonly string SkippedTest = "Skip" + " = \"";

    [Fact]
    public void Files_are_short() =>
        SourceTree.AssertNone(
            $"A file has at most {LinesMax} lines; split it by what it knows.",
            SourceTree.Repository.CSharp()
                .Where(file => LineCount(file) > LinesMax)
                .Select(file => $"{file.Path}:{LinesMax + 1}: {LineCount(file)} lines"));

    [Fact]
    public void Lines_are_narrow() =>
        SourceTree.AssertNone(
            $"A line has at most {ColumnsMax} columns.",
            SourceTree.Repository.CSharp().SelectMany(
                file => Matching(file, line => line.Length > ColumnsMax)));

    [Fact]
    public void Folders_hold_few_files() =>
        SourceTree.AssertNone(
            $"A folder holds at most {FilesMax} files; give what belongs together a room of its own.",
            SourceTree.Repository.CSharp()
                .GroupBy(file => file.Folder)
                .Where(folder => folder.Count() > FilesMax)
                .Select(folder => $"{folder.Key}: {folder.Count()} files"));

    [Fact]
    public void Nothing_is_left_over() =>
        SourceTree.AssertNone(
            "What is left to do belongs in the issues, not in the files.",
            SourceTree.Repository.Files(["src", "tests", "bench"], ".cs", ".csproj", ".props", ".md", ".json", ".sh")
                .SelectMany(file => Matching(file, Leftover.IsMatch)));

    [Fact]
    public void No_test_is_switched_off() =>
        SourceTree.AssertNone(
            "A test runs, or says at run time why it cannot (Assert.Skip).",
            SourceTree.Repository.Files(["tests"], ".cs")
                .SelectMany(file => Matching(file, line => line.Contains(SkippedTest, StringComparison.Ordinal))));

    [Fact]
    public void A_source_file_holds_one_concept_of_its_own_name() =>
        SourceTree.AssertNone(
            "A file of src is named after its first type; behind it only enums, records and interfaces under "
                + $"{CompanionLines} lines that belong to it.",
            SourceTree.Repository.Files(["src"], ".cs").SelectMany(TypeFindings));

    [Fact]
    public void Namespaces_follow_the_folders() =>
        SourceTree.AssertNone(
            "A namespace is the project's name and the folders below it.",
            SourceTree.Repository.CSharp().SelectMany(NamespaceFindings));

    [Fact]
    public void The_top_level_is_as_agreed()
    {
        string gitIgnore = Path.Combine(SourceTree.Repository.Root, ".gitignore");
        HashSet<string> ignored = [.. File.ReadLines(gitIgnore).Select(line => line.Trim('/', ' '))];
        SourceTree.AssertNone(
            $"The top level holds {string.Join(", ", TopLevel)} and dot-files.",
            Directory.EnumerateFileSystemEntries(SourceTree.Repository.Root)
                .Select(path => Path.GetFileName(path))
                .Where(name => name[0] != '.' && !TopLevel.Contains(name) && !ignored.Contains(name)));
    }

    [Theory]
    [InlineData("public sealed class A\n{\n    private struct B;\n}", "A.cs", 0)]
    [InlineData("public sealed class A<T>", "A.cs", 0)]
    [InlineData("public static partial class A", "A.Half.cs", 0)]
    [InlineData("internal delegate int A(int x);", "A.cs", 0)]
    [InlineData("public readonly record struct A(int B);", "A.cs", 0)]
    [InlineData("Console.WriteLine();", "Program.cs", 0)]
    [InlineData("class A;\nclass B;", "A.cs", 1)]
    [InlineData("class A;\nenum B { C }", "A.cs", 0)]
    [InlineData("class A;\npublic interface IB\n{\n}\n\ninternal sealed record C(int D);", "A.cs", 0)]
    [InlineData("class A;\nenum B\n{\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n}\n", "A.cs", 1)]
    [InlineData("public interface IA", "A.cs", 1)]
    public void The_type_check_counts_and_compares(string text, string fileName, int findings) =>
        Assert.Equal(findings, TypeFindings(new SourceFile($"src/{fileName}", text)).Count());

    [Theory]
    [InlineData("src/HedgeFast.Core/Ring/A.cs", "namespace HedgeFast.Core.Ring;", 0)]
    [InlineData("src/HedgeFast/Venue/A.cs", "namespace HedgeFast.Venue;", 0)]
    [InlineData("tests/HedgeFast.Tests/Core/A.cs", "namespace HedgeFast.Core;", 1)]
    [InlineData("src/HedgeFast.Core/A.cs", "namespace HedgeFast.Core { }", 1)]
    public void The_namespace_check_compares(string path, string text, int findings) =>
        Assert.Equal(findings, NamespaceFindings(new SourceFile(path, text)).Count());

    private static IEnumerable<string> Matching(SourceFile file, Func<string, bool> isFinding) =>
        file.Lines.Select((line, index) => (line, index))
            .Where(entry => isFinding(entry.line))
            .Select(entry => file.At(entry.index, entry.line.Trim()));

    // The last line end closes a line and opens none.
    private static int LineCount(SourceFile file) =>
        file.Lines[^1].Length == 0 ? file.Lines.Length - 1 : file.Lines.Length;

    private static IEnumerable<string> TypeFindings(SourceFile file)
    {
        int seen = 0;
        for (int line = 0; line < file.Code.Length; line++)
        {
            Match type = TopLevelType().Match(file.Code[line]);
            if (!type.Success)
                continue;
            if (++seen > 1)
            {
                if (!IsCompanion(file, line))
                    yield return file.At(line, $"{type.Groups[1].Value} needs a file of its own");
            }
            else if (type.Groups[1].Value != file.FileName.Split('.')[0])
            {
                yield return file.At(line, $"{type.Groups[1].Value} belongs in a file of its own name");
            }
        }
    }

    private static bool IsCompanion(SourceFile file, int line)
    {
        int end = line;
        bool isOneLine = file.Code[line].TrimEnd() is [.., ';' or '}'];
        while (!isOneLine && end < file.Code.Length - 1 && file.Code[end] is not ['}', ..])
            end++;

        return CompanionType().IsMatch(file.Code[line]) && end - line + 1 < CompanionLines;
    }

    private static IEnumerable<string> NamespaceFindings(SourceFile file)
    {
        string expected = string.Join('.', file.Folder.Split('/').Skip(1));
        for (int line = 0; line < file.Code.Length; line++)
        {
            Match match = Namespace().Match(file.Code[line]);
            if (match.Success && match.Groups[1].Value != $"{expected};")
                yield return file.At(line, $"the namespace should be: namespace {expected};");
        }
    }

    // With file-scoped namespaces the top-level types are those without indentation.
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|unsafe|ref)\s+)*"
            + @"(?:class|interface|enum|record\s+struct|record\s+class|record|struct|delegate\s+[\w<>?\[\], ]+?)"
            + @"\s+(\w+)")]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\b(?:interface|enum|record)\s")]
    private static partial Regex CompanionType();

    [GeneratedRegex(@"^namespace\s+(.+?)\s*$")]
    private static partial Regex Namespace();
}
