using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Every key of the table, with values it must refuse.</summary>
public sealed class ConfigValueTests
{
    public static TheoryData<string> Numbers => Keys(k => k.Kind is ConfigValueKind.Integer or ConfigValueKind.Number);

    public static TheoryData<string> WordKeys => Keys(k => k.Kind == ConfigValueKind.Word);

    public static TheoryData<string> FixValues =>
        Keys(k => k.Rule == TextRule.FixValue && k.Kind == ConfigValueKind.Text);

    public static TheoryData<string> Flags => Keys(k => k.Kind == ConfigValueKind.Flag);

    public static TheoryData<string> Required => Keys(k => k.IsRequired);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_beyond_its_range_is_refused_with_value_unit_and_range(string pattern)
    {
        ConfigKey key = ConfigKeys.ByPath[pattern];
        Assert.True(double.IsFinite(key.Range.Min) && double.IsFinite(key.Range.Max), "every number has a range");
        string below = key.Range.MinIsOpen ? Show(key.Range.Min) : Show(
            key.Range.Min < 0 ? key.Range.Min * 2 : key.Range.Min - (key.Kind == ConfigValueKind.Integer ? 1 : 0.001));
        string above = Show(key.Range.Max * 2 + 1);
        foreach (string value in new[] { below, above })
        {
            ConfigError error = ErrorOf(pattern, value);
            Assert.Contains(value, error.Message, StringComparison.Ordinal);
            Assert.Contains("out of range", error.Message, StringComparison.Ordinal);
            Assert.Contains("allowed: " + key.Allowed, error.Message, StringComparison.Ordinal);
            if (key.Unit.Length > 0)
                Assert.Contains(value + " " + key.Unit, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void What_is_not_a_finite_number_is_refused(string pattern)
    {


        foreach (
    string value in new[] { "NaN", "Infinity", "-Infinity", "1e999", "abc", "", "1,000", "0x10", "1 000", "٣" })
        {
            ErrorOf(pattern, value);
        }
    }

    [Theory]
    [MemberData(nameof(WordKeys))]
    public void A_wrong_word_is_refused_with_the_list_of_words(string pattern)
    {
        ConfigKey key = ConfigKeys.ByPath[pattern];
        ConfigError error = ErrorOf(pattern, "nonsense");
        Assert.All(key.Words, w => Assert.Contains(w, error.Message, StringComparison.Ordinal));
        ErrorOf(pattern, key.Words[0].ToUpperInvariant() + "x");
        ErrorOf(pattern, "");
    }

    [Theory]
    [MemberData(nameof(FixValues))]
    public void What_would_break_a_FIX_field_is_refused(string pattern)
    {
        Assert.Contains("SOH", ErrorOf(pattern, "A\u0001B").Message, StringComparison.Ordinal);
        Assert.Contains("'='", ErrorOf(pattern, "A=B").Message, StringComparison.Ordinal);
        if (ConfigKeys.ByPath[pattern].IsRequired)
            ErrorOf(pattern, "");
        ErrorOf(pattern, "é");
        ErrorOf(pattern, "A\nB");
        ErrorOf(pattern, new string('x', 65));
    }

    [Fact]
    public void Control_characters_do_not_reach_the_message()
    {
        ConfigError error = ErrorOf("fix.senderCompId", "A\u0001\nforged: line");
        Assert.DoesNotContain(error.ToString(), char.IsControl);
        Assert.Contains(@"\x01\x0A", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Flags))]
    public void A_flag_is_true_or_false(string pattern) =>
        Assert.Contains("true or false", ErrorOf(pattern, "yes").Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Required))]
    public void A_missing_required_key_is_named(string pattern)
    {
        // The name is mistyped in the text, so the key is missing and an unknown one is there.
        ConfigKey key = ConfigKeys.ByPath[pattern];
        string json = ReplaceFirst(ConfigFixture.Json, $"\"{key.Name}\":", $"\"{key.Name}_\":");
        ConfigResult result = ConfigFixture.Load(json);
        Assert.Contains(result.Errors, e => e.Path == ConfigFixture.First(pattern) && e.Message.StartsWith(
            key.Kind == ConfigValueKind.SectionList ? "has 0" : "missing", StringComparison.Ordinal));
        Assert.Contains(result.Errors, e => e.Path.EndsWith(
            key.Name + "_", StringComparison.Ordinal) && e.Message.Contains($"did you mean {(
                key.Path.Contains('.', StringComparison.Ordinal) ? pattern : key.Name)}?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("feed.host", "not a host")]
    [InlineData("feed.host", "")]
    [InlineData("instance", "much-too-long-name")]
    [InlineData("instance", "a b")]
    [InlineData("rings.market", "1000")]
    [InlineData("instruments[0].tickSize", "0.0000000001")]
    [InlineData("instruments[0].tickSize", "0.12345678901")]
    [InlineData("schedule.cpus", "1,x")]
    [InlineData("schedule.cpus", "-1")]
    [InlineData("book.file", "")]
    [InlineData("book.file", "a\u0000b")]
    [InlineData("limits.killFile", "a\u0000b")]
    [InlineData("venue.speed", "MAX")]
    [InlineData("venue.speed", "0")]
    public void Special_values_are_refused(string path, string value) => ErrorOf(path, value);

    private static TheoryData<string> Keys(Func<ConfigKey, bool> which) =>
        [.. ConfigKeys.All.Where(which).Select(k => k.Path)];

    private static ConfigError ErrorOf(string pattern, string value)
    {
        string path = ConfigFixture.First(pattern);
        ConfigResult result = ConfigFixture.Load(ConfigFixture.Json, $"{path}={value}");
        Assert.Null(result.Config);
        ConfigError error = Assert.Single(result.Errors, e => e.Path == path);
        Assert.Equal("--set", error.Origin?.Text);
        return error;
    }

    private static string ReplaceFirst(string text, string what, string by)
    {
        int at = text.IndexOf(what, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{what} is in the text");
        return text[..at] + by + text[(at + what.Length)..];
    }

    private static string Show(double value) => value.ToString("0.######");
}
