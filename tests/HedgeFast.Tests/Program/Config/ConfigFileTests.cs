using System.Text;
using CsCheck;
using HedgeFast.Config;
using HedgeFast.Config.Layers;

namespace HedgeFast.Tests.Program.Config;

/// <summary>The text of the file: names, kinds, duplicates, broken JSON.</summary>
public sealed class ConfigFileTests
{
    [Fact]
    public void A_configuration_of_required_keys_alone_loads() =>
        Assert.NotNull(ConfigFixture.Resolve(ConfigFixture.Json));

    [Fact]
    public void A_typo_is_refused_with_the_nearest_key_and_its_line()
    {
        ConfigError error = ConfigFixture.OnlyError(Insert("\"orders\": { \"capTick\": 5 },"));
        Assert.Equal("orders.capTick", error.Path);
        Assert.Equal("unknown key; did you mean orders.capTicks?", error.Message);
        Assert.Equal("test.json:1", error.Origin!.Text);
    }

    [Fact]
    public void A_mistyped_section_gives_one_error() =>
        Assert.Equal(
            "odrers: unknown key; did you mean orders?  (test.json:1)",
            ConfigFixture.OnlyError(Insert("\"odrers\": { \"capTicks\": 5, \"maxLive\": 3 },")).ToString());

    [Fact]
    public void Names_in_the_file_are_case_sensitive() =>
        Assert.Contains(
            "did you mean orders?", ConfigFixture.OnlyError(Insert("\"Orders\": { },")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_key_in_the_wrong_section_is_refused_with_its_path() =>
        Assert.Equal(
            "unknown key; did you mean orders.capTicks?", ConfigFixture.OnlyError(Insert("\"capTicks\": 5,")).Message);

    [Fact]
    public void An_unknown_name_near_no_key_lists_the_keys_of_the_section() =>
        Assert.Contains(
            "the keys here are style, timeInForce, capTicks",
            ConfigFixture.OnlyError(Insert("\"orders\": { \"zzzzzzzzz\": 5 },")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("password")]
    [InlineData("fixPassword")]
    [InlineData("apiKey")]
    [InlineData("clientSecret")]
    public void A_secret_is_refused_and_not_repeated(string name)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json.Replace(
            "\"fix\": {", $"\"fix\": {{ \"{name}\": \"hunter2\",", StringComparison.Ordinal));
        Assert.Contains("secrets", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        string json = Insert("\"orders\": { \"capTick\": 5, \"maxLive\": 0 }, \"feed\": { \"staleMs\": \"soon\" },")
            .Replace("\"maxOrderLots\": 10", "\"maxOrderLots\": 1000", StringComparison.Ordinal)
            .Replace("0.5", "-1", StringComparison.Ordinal);
        ConfigResult result = ConfigFixture.Load(json, "rings.market=3", "no.such=1");
        Assert.Equal(
            [
                "feed.staleMs", "limits.maxOrderLots", "no", "orders.capTick", "orders.maxLive", "rings.market",
                "underlyings[0].band.halfWidth",
            ],
            result.Errors.Select(e => e.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"instance\": 5,", "instance", "5 is a number; expected 1 to 12 letters")]
    [InlineData("\"stopWhenClosed\": \"true\",", "stopWhenClosed", "\"true\" is text; expected true or false")]
    [InlineData("\"orders\": [],", "orders", "a list is no value for this key; expected an object")]
    [InlineData("\"orders\": 3,", "orders", "3 is a number; expected an object")]
    [InlineData(
        "\"orders\": { \"capTicks\": \"3\" },", "orders.capTicks", "\"3\" is text; expected 0 to 1000000 ticks")]
    [InlineData("\"orders\": { \"capTicks\": null },", "orders.capTicks", "null is no value; leave the key out")]
    [InlineData("\"orders\": { \"capTicks\": { \"a\": 1 } },", "orders.capTicks", "an object is no value for this key")]
    [InlineData(
        "\"orders\": { \"capTicks\": 1.5 },", "orders.capTicks", "1.5 ticks is out of range or not a whole number")]
    [InlineData("\"schedule\": { \"cpus\": [1, \"two\"] },", "schedule.cpus", "\"two\" is text")]
    [InlineData("\"schedule\": { \"cpus\": [1.5] },", "schedule.cpus", "1.5")]
    public void A_value_of_the_wrong_kind_is_refused(string inserted, string path, string message)
    {
        ConfigError error = ConfigFixture.OnlyError(Insert(inserted));
        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_anything_but_objects_is_refused() =>
        Assert.Contains(
            ConfigFixture.Load(
                ConfigFixture.Json.Replace(
                    "\"underlyings\": [ {", "\"underlyings\": [ 5, {", StringComparison.Ordinal)).Errors,
            e => e.Path == "underlyings[0]");

    [Fact]
    public void A_key_given_twice_is_refused()
    {
        ConfigError error = ConfigFixture.OnlyError(Insert("\"orders\": { \"capTicks\": 1, \"capTicks\": 2 },"));
        Assert.Equal("orders.capTicks: given twice  (test.json:1)", error.ToString());
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("// nothing", "not valid JSON")]
    [InlineData("[]", "a JSON object is expected")]
    [InlineData("{\n  \"instance\": demo\n}", "not valid JSON")]
    [InlineData("{ \"instance\": \"a\"", "not valid JSON: an object or a list is still open where the file ends")]
    [InlineData("{} trailing", "not valid JSON")]
    [InlineData("{ \"instance\": \"\\ud800\" }", "not valid")]
    public void Broken_text_is_refused_without_an_exception(string json, string message) =>
        Assert.Contains(message, ConfigFixture.OnlyError(json).Message, StringComparison.Ordinal);

    [Fact]
    public void Broken_JSON_names_line_and_column() =>
        Assert.Equal("test.json:2:15", ConfigFixture.OnlyError("{\n  \"instance\": demo\n}").Path);

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Assert.Empty(
            ConfigFixture.Load(
                [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ConfigFixture.Json)],
                ConfigFixture.Request()).Errors);

    [Fact]
    public void A_file_may_name_its_schema() =>
        Assert.Empty(ConfigFixture.Load(Insert("\"$schema\": \"./hedgefast.schema.json\",")).Errors);

    [Fact]
    public void Damaged_bytes_give_errors_or_a_configuration_and_never_an_exception()
    {
        byte[] good = Encoding.UTF8.GetBytes(ConfigFixture.Json);
        Gen<int> at = Gen.Int[0, good.Length - 1];
        Gen.Select(at, Gen.Byte, at, Gen.Byte, Gen.Int[1, good.Length]).Sample((i, a, j, b, length) =>
        {
            byte[] bad = [.. good];
            bad[i] = a;
            bad[j] = b;
            ConfigResult result = ConfigFixture.Load(bad[..length], ConfigFixture.Request());
            return (result.Config is null) == (result.Errors.Count > 0);
        }, iter: 3_000);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        ConfigResult result = ConfigLoader.Load(ConfigFixture.Request() with { File = "no-such-file.json" });
        Assert.Contains("no such file", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_or_a_huge_file_is_an_error()
    {
        string file = Path.Combine(Path.GetTempPath(), $"huge-{Guid.NewGuid():N}.json");
        File.WriteAllBytes(file, new byte[(1 << 20) + 1]);
        try
        {
            ConfigResult result = ConfigLoader.Load(ConfigFixture.Request() with { File = file });
            Assert.Contains("longer than", result.Errors[0].Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.NotEmpty(ConfigLoader.Load(ConfigFixture.Request() with { File = Path.GetTempPath() }).Errors);
    }

    /// <summary>Inserts a line of JSON after the first brace.</summary>
    private static string Insert(string json) => "{ " + json + ConfigFixture.Json[1..];
}
