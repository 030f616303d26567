using System.Text;
using System.Text.RegularExpressions;
using HedgeFast.Tests.Conventions;

namespace HedgeFast.Tests.Fix;

/// <summary>Conventions of HedgeFast.Fix: no part knows the session, and summaries are short.</summary>
public sealed partial class FixConventionTests
{
    private const string Room = "src/HedgeFast.Fix";
    private const int SummaryWordsMax = 25;

    // The facade, the contract of its callbacks, the one class that passes it to them, and the operator's tool outside
    // it.
    private static readonly string[] SessionKnowers =
        ["FixSession.cs", "IFixApplication.cs", "ApplicationCalls.cs", "SessionAdmin.cs"];

    [Fact]
    public void No_part_of_the_session_knows_the_session() =>
        SourceTree.AssertNone(
            "A part of the session gets clock, outbox, gate and the like by its constructor, never the session.",
            SourceTree.Repository.Files([$"{Room}/Session"], ".cs").SelectMany(SessionMentions));

    [Fact]
    public void The_calls_to_the_application_use_no_member_of_the_session()
    {
        SourceFile calls = SourceTree.Repository.Files([$"{Room}/Session"], ".cs")
            .Single(file => file.FileName == "ApplicationCalls.cs");
        Assert.DoesNotContain(calls.Code, line => line.Contains("session.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Recovery/Any.cs", "internal sealed class Any(FixSession session);", 1)]
    [InlineData("Any.cs", "private readonly FixSession _session;", 1)]
    [InlineData("Any.cs", "FixSessionSettings settings; FixSessionState state;", 0)]
    [InlineData("Any.cs", "// FixSession is wired in one place", 0)]
    [InlineData("FixSession.cs", "public sealed class FixSession;", 0)]
    public void The_check_sees_who_knows_the_session(string file, string code, int findings) =>
        Assert.Equal(findings, SessionMentions(new SourceFile($"{Room}/Session/{file}", code)).Count());

    [Fact]
    public void Summaries_are_short_and_in_the_words_of_the_trade() =>
        SourceTree.AssertNone(
            $"A summary has at most {SummaryWordsMax} words, with a noun and a verb of the trade.",
            SourceTree.Repository.Files([Room], ".cs").SelectMany(SummaryFindings));

    [Theory]
    [InlineData("/// <summary>Resends a stored message.</summary>", 0)]
    [InlineData("/// <summary>What is sent again.</summary>", 1)]
    [InlineData("/// <summary>\n/// Whether somebody\n/// must decide.\n/// </summary>", 1)]
    [InlineData("/// <summary>a b c d e f g h i j k l m n o p q r s t u v w x y</summary>", 0)]
    [InlineData("/// <summary>a b c d e f g h i j k l m n o p q r s t u v w x y z</summary>", 1)]
    [InlineData("/// <summary>Sends <see cref=\"A\"/>, <paramref name=\"b\"/> or <c>c</c>.</summary>", 0)]
    public void The_check_reads_summaries(string text, int findings) =>
        Assert.Equal(findings, SummaryFindings(new SourceFile($"{Room}/Any.cs", text)).Count());

    private static IEnumerable<string> SummaryFindings(SourceFile file)
    {
        for (int line = 0; line < file.Lines.Length; line++)
        {
            if (!file.Lines[line].Contains("<summary>", StringComparison.Ordinal))
                continue;
            int start = line;
            var text = new StringBuilder(file.Lines[line].Trim().TrimStart('/'));
            while (!file.Lines[line].Contains("</summary>", StringComparison.Ordinal))
                text.Append(' ').Append(file.Lines[++line].Trim().TrimStart('/'));
            string summary = Markup().Replace(Reference().Replace(text.ToString(), "$1"), "").Trim();
            int words = summary.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            if (words > SummaryWordsMax)
                yield return file.At(start, $"{words} words");
            if (Riddle().Match(summary) is { Success: true } riddle)
                yield return file.At(start, $"\"{riddle.Value}\" names nothing; say who does what");
        }
    }

    private static IEnumerable<string> SessionMentions(SourceFile file) => SessionKnowers.Contains(file.FileName)
        ? []
        : file.Code.Select((code, line) => (code, line))
            .Where(entry => SessionName().IsMatch(entry.code))
            .Select(entry => file.At(entry.line, entry.code.Trim()));

    [GeneratedRegex(@"\bFixSession\b")]
    private static partial Regex SessionName();

    [GeneratedRegex("<(?:see|paramref) (?:cref|name)=\"([^\"]*)\"\\s*/>")]
    private static partial Regex Reference();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"^What\b|\bwhat \w+ is\b|\b(?:somebody|nobody|whoever|a person|goes on with|a most|told)\b")]
    private static partial Regex Riddle();
}
