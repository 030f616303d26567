using System.Text.RegularExpressions;
using HedgeFast.Tests.Conventions;

namespace HedgeFast.Tests.Fix;

/// <summary>Holds the parts of a FIX session to what their constructors give them.</summary>
public sealed partial class FixConventionTests
{
    private const string Room = "src/HedgeFast.Fix";

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

    private static IEnumerable<string> SessionMentions(SourceFile file) => SessionKnowers.Contains(file.FileName)
        ? []
        : file.Code.Select((code, line) => (code, line))
            .Where(entry => SessionName().IsMatch(entry.code))
            .Select(entry => file.At(entry.line, entry.code.Trim()));

    [GeneratedRegex(@"\bFixSession\b")]
    private static partial Regex SessionName();
}
