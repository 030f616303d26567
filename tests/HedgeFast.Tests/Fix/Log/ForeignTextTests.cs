using HedgeFast.Fix.Log;

namespace HedgeFast.Tests.Fix.Log;

/// <summary>The gate for text from outside.</summary>
public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("a session of the desk", "a session of the desk")]
    [InlineData("比特币 é 💶", "比特币 é 💶")]
    [InlineData("CN=\u001b[2Jx", "CN=\\u001B[2Jx")]
    [InlineData("\u001b]0;title\u0007", "\\u001B]0;title\\u0007")]
    [InlineData("a\r\nALERT kill-switch cleared", "a\\u000D\\u000AALERT kill-switch cleared")]
    [InlineData("\u009b2J", "\\u009B2J")]
    [InlineData("\u202eevil\u2066", "\\u202Eevil\\u2066")]
    [InlineData("zero\u200bwidth\ufeff", "zero\\u200Bwidth\\uFEFF")]
    [InlineData("line\u2028end", "line\\u2028end")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void S29_Nothing_that_a_terminal_obeys_passes(string? text, string shown) =>
        Assert.Equal(shown, ForeignText.Of(text));

    [Fact]
    public void Half_of_a_character_is_written_out() => Assert.Equal("\\uD83Dx", ForeignText.Of("\ud83dx"));

    [Fact]
    public void Tag_characters_beyond_the_first_plane_are_written_out() =>
        Assert.DoesNotContain("\U000e0041", ForeignText.Of("a\U000e0041b"), StringComparison.Ordinal);

    [Theory]
    [InlineData(10, "aaaaaaa...")]
    [InlineData(600, null)]
    public void A_long_text_is_cut(int lengthMax, string? shown)
    {
        string text = new('a', 599);
        Assert.Equal(shown ?? text, ForeignText.Of(text, lengthMax));
    }

    [Fact]
    public void Whatever_comes_in_the_length_holds()
    {
        var random = new Random(5);
        for (int i = 0; i < 2_000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(0, 90)).Select(_ => (char)random.Next(0, 0x10000))]);
            string shown = ForeignText.Of(text, 40);
            Assert.InRange(shown.Length, 0, 40);
            Assert.DoesNotContain(shown, char.IsControl);
        }
    }
}
