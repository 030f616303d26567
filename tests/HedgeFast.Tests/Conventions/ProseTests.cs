using System.Text;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>Holds summaries, READMEs, configuration texts and alerts to short sentences with nouns.</summary>
public sealed partial class ProseTests
{
    private const int SummaryWordsMax = 25;

    [Fact]
    public void Summaries_are_short_and_name_who_does_what() =>
        SourceTree.AssertNone(
            $"A summary has at most {SummaryWordsMax} words, with a noun and a verb of the trade.",
            SourceTree.Repository.Files(["src"], ".cs").SelectMany(SummaryFindings));

    [Fact]
    public void Texts_for_users_name_who_does_what() =>
        SourceTree.AssertNone(
            "READMEs, configuration texts and alerts use the trade's words and name who acts.",
            Texts().SelectMany(TextFindings));

    [Theory]
    [InlineData("/// <summary>Resends a stored message.</summary>", 0)]
    [InlineData("/// <summary>What is sent again.</summary>", 1)]
    [InlineData("/// <summary>\n/// Whether somebody\n/// must decide.\n/// </summary>", 1)]
    [InlineData("/// <summary>Counts up to a\n/// most.</summary>", 1)]
    [InlineData("/// <summary>a b c d e f g h i j k l m n o p q r s t u v w x y</summary>", 0)]
    [InlineData("/// <summary>a b c d e f g h i j k l m n o p q r s t u v w x y z</summary>", 1)]
    [InlineData("/// <summary>Sends <see cref=\"A\"/>, <paramref name=\"b\"/> or <c>c</c>.</summary>", 0)]
    public void The_check_reads_summaries(string text, int findings) =>
        Assert.Equal(findings, SummaryFindings(new SourceFile("src/Any.cs", text)).Count());

    [Theory]
    [InlineData("README.md", "The run goes on with what the journal is.", 2)]
    [InlineData("README.md", "```\nnobody\n```", 0)]
    [InlineData("README.md", "At most 5, the most common.", 0)]
    [InlineData("Keys.cs", "Key(\"a\", \"What a person may set.\");", 1)]
    [InlineData("Keys.cs", "// nobody reads this", 0)]
    public void The_check_reads_texts(string name, string text, int findings) =>
        Assert.Equal(findings, TextFindings(new SourceFile($"src/{name}", text)).Count());

    // The program's words to its users: every README, and the strings of configuration and alerts.
    private static IEnumerable<SourceFile> Texts() =>
    [
        .. SourceTree.Repository.Files(["src", "tests", "bench"], ".md"),
        new SourceFile("README.md", File.ReadAllText(Path.Combine(SourceTree.Repository.Root, "README.md"))),
        .. SourceTree.Repository.Files(["src/HedgeFast"], ".cs")
            .Where(file => file.Folder.Split('/').Any(folder => folder is "Config" or "Watch")),
    ];

    private static IEnumerable<string> SummaryFindings(SourceFile file)
    {
        for (int line = 0; line < file.Lines.Length; line++)
        {
            if (!file.Lines[line].Contains("<summary>", StringComparison.Ordinal))
                continue;
            int start = line;
            var text = new StringBuilder(file.Lines[line].Trim().TrimStart('/'));
            while (!file.Lines[line].Contains("</summary>", StringComparison.Ordinal))
                text.Append(file.Lines[++line].Trim().TrimStart('/'));
            string summary = Markup().Replace(Reference().Replace(text.ToString(), "$1"), "").Trim();
            int words = summary.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            if (words > SummaryWordsMax)
                yield return file.At(start, $"{words} words");
            if (SummaryRiddle().Match(summary) is { Success: true } riddle)
                yield return file.At(start, $"\"{riddle.Value}\" names nothing; say who does what");
        }
    }

    // Of a README all but code; of code the strings.
    private static IEnumerable<string> TextFindings(SourceFile file)
    {
        bool isReadme = file.FileName.EndsWith(".md", StringComparison.Ordinal), isCode = false;
        for (int line = 0; line < file.Lines.Length; line++)
        {
            string text = file.Lines[line];
            if (!isReadme)
                text = text.TrimStart() is ['/', '/', ..] ? "" : string.Join("\n", Literal().Matches(text));
            else if (text.TrimStart().StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            if (isCode)
                continue;
            foreach (Match riddle in Riddle().Matches(text))
                yield return file.At(line, $"\"{riddle.Value}\" names nothing; say who does what");
        }
    }

    [GeneratedRegex("<(?:see|paramref|typeparamref) (?:cref|name|langword)=\"([^\"]*)\"\\s*/>")]
    private static partial Regex Reference();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();

    private const string Banned =
        @"what (?:\w+ ){1,3}is\b|(?:somebody|nobody|whoever|a person|(?:goes|go|going|went) on with|a most"
            + @"|stands wrong|lets go of|(?:is|are|was|were) told)\b";

    [GeneratedRegex(@"\b(?:" + Banned + ")", RegexOptions.IgnoreCase)]
    private static partial Regex Riddle();

    [GeneratedRegex(@"^What\b|\b(?:" + Banned + ")", RegexOptions.IgnoreCase)]
    private static partial Regex SummaryRiddle();
}
