using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>Forbids asserts on tuples, whose failure does not say which part differs.</summary>
public sealed partial class AssertTests
{
    [Fact]
    public void No_assert_compares_tuples() =>
        SourceTree.AssertNone(
            "One Assert.Equal each, or a record with named members: a failure of a tuple names nothing.",
            SourceTree.Repository.Files(["tests"], ".cs").SelectMany(TupleAsserts));

    [Theory]
    [InlineData("Assert.Equal((1, 2), (a, b));", 1)]
    [InlineData("Assert.Equal(\n    (1L, Side.Buy),\n    (a.Count(b, c), d));", 1)]
    [InlineData("Assert.Equal<(int, int)>((1, 2), pair);", 1)]
    [InlineData("Assert.Equal(one, (a, b));", 0)]
    [InlineData("Assert.Equal((long)LimitRefusal.Killed, counters.Refusal);", 0)]
    [InlineData("Assert.Equal((a + b) * c, d);", 0)]
    [InlineData("Assert.Equal((a, b).ToString(), d);", 0)]
    [InlineData("// Assert.Equal((1, 2), (a, b));", 0)]
    public void The_check_tells_a_tuple_from_a_cast(string code, int findings) =>
        Assert.Equal(findings, TupleAsserts(new SourceFile("tests/Any.cs", code)).Count());

    private static IEnumerable<string> TupleAsserts(SourceFile file)
    {
        string code = string.Join('\n', file.Code);
        foreach (Match match in Opening().Matches(code))
        {
            int depth = 1, at = match.Index + match.Length;
            bool hasComma = false;
            for (; at < code.Length && depth > 0; at++)
            {
                depth += code[at] is '(' or '[' or '{' ? 1 : code[at] is ')' or ']' or '}' ? -1 : 0;
                hasComma |= depth == 1 && code[at] == ',';
            }

            if (hasComma && code.AsSpan(at).TrimStart() is [',', ..])
                yield return file.At(code.AsSpan(0, match.Index).Count('\n'), "compares tuples");
        }
    }

    [GeneratedRegex(@"\bAssert\.(?:Not)?Equal(?:<[^;=]*?>)?\(\s*\(")]
    private static partial Regex Opening();
}
