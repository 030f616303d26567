using CsCheck;
using HedgeFast.Config.Keys;

namespace HedgeFast.Tests.Program.Config;

public sealed class NearestWordTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("capTicks", "capTick", 1)]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int expected) =>
        Assert.Equal(expected, NearestWord.Distance(a, b));

    [Fact]
    public void Distance_is_symmetric_and_zero_only_for_equals() =>
        Gen.Select(Gen.String[Gen.Char["abcd"], 0, 8], Gen.String[Gen.Char["abcd"], 0, 8]).Sample((a, b) =>
            NearestWord.Distance(a, b) == NearestWord.Distance(b, a) && (NearestWord.Distance(a, b) == 0) == (a == b)
            && NearestWord.Distance(a, b) >= Math.Abs(a.Length - b.Length)
            && NearestWord.Distance(a, b) <= Math.Max(a.Length, b.Length));

    [Theory]
    [InlineData("odrers", "orders")]
    [InlineData("Limits", "limits")]
    [InlineData("venu", "venue")]
    [InlineData("zzzzzzzz", null)]
    [InlineData("x", null)]
    public void Finds_slips_and_not_other_words(string word, string? expected) =>
        Assert.Equal(expected, NearestWord.Find(word, ["orders", "limits", "venue", "feed"]));
}
