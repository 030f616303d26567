namespace HedgeFast.Tests.Conventions;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b", "a     ")]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b\nc */ d", "a     \n     d")]
    [InlineData("x(\"b\\\"c\") d", "x(      ) d")]
    [InlineData("x('\"', y)", "x(   , y)")]
    [InlineData("x('\\'', y)", "x(    , y)")]
    [InlineData("x(@\"a\"\"b\\\") y", "x(        ) y")]
    [InlineData("x($@\"a\") y", "x(     ) y")]
    [InlineData("x(\"\"\"a\"b\nc\"\"\") y", "x(      \n    ) y")]
    [InlineData("\"http://x\"; y", "          ; y")]
    [InlineData("unfinished \"abc", "unfinished     ")]
    [InlineData("", "")]
    public void Blanks_comments_and_literals_and_keeps_places(string text, string code) =>
        Assert.Equal(code, CodeText.Blank(text));
}
