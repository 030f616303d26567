using System.Text.Json;
using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Ring;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Config;

public sealed class PresetTests
{
    public static TheoryData<string> Names => ["demo", "fallback", "low-latency", "two-core"];

    [Fact]
    public void The_presets_are_those_the_help_names() =>
        Assert.Equal(["demo", "fallback", "low-latency", "two-core"], ConfigLoader.Presets(AppContext.BaseDirectory));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_resolves_without_errors_on_any_machine(string name)
    {
        foreach (int cpus in new[] { 1, 2, 4, 64 })
            Assert.Empty(Load(name, cpus).Errors);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_uses_only_keys_and_words_of_the_schema(string name)
    {
        var options =
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using JsonDocument preset = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "presets", name + ".json")), options);
        using JsonDocument schema = JsonDocument.Parse(JsonSchemaText.Write());
        Assert.Empty(SchemaCheck.Problems(preset.RootElement, schema.RootElement, name));
    }

    [Fact]
    public void The_demonstration_hedges_the_sample_book_on_one_core()
    {
        ResolvedConfig demo = Load("demo", 2).Config!;
        Assert.True(demo.Venue.Embedded && demo.StopWhenClosed);
        Assert.Equal(0, demo.FixEndpoint.Port);
        Assert.Equal(0, demo.Settings.Feed.Port);
        Assert.Equal(10.0, demo.Venue.Speed);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "samples", "btc_options.csv"), demo.BookFile);
        Assert.Equal(
            Path.Combine(AppContext.BaseDirectory, "samples", "btcusd_perp_20240808_top.csv.gz"), demo.Venue.TapeFile);
        Assert.Equal("BTCUSD_PERP", demo.Settings.Instruments[0].Symbol);
        Assert.Equal(100.0, demo.Settings.Instruments[0].ContractSize);
        Assert.Equal(0.1, demo.Settings.Instruments[0].TickSize);
        Assert.Equal(0.0005, demo.Settings.Instruments[0].TakerFee);
        Assert.Equal(0.5, demo.Settings.Underlyings[0].BandHalfWidth);
        Assert.Equal(5, demo.Settings.Orders.CapTicks);
        Assert.Equal(ScheduleKind.OneCore, demo.Settings.Schedule.Kind);
        Assert.Equal(WaitKind.Yield, demo.Settings.Schedule.Wait);
    }

    [Fact]
    public void Low_latency_pins_spins_and_listens_to_a_group()
    {
        ResolvedConfig preset = Load("low-latency", 8).Config!;
        Assert.Equal(ScheduleKind.Pinned, preset.Settings.Schedule.Kind);
        Assert.Equal(WaitKind.Spin, preset.Settings.Schedule.Wait);
        Assert.Equal(FeedTransport.Multicast, preset.Settings.Feed.Transport);
        Assert.Equal(preset.FixEndpoint.Port, preset.Venue.FixPort);
        Assert.Equal(preset.Settings.Feed.Port, preset.Venue.FeedPort);
    }

    [Theory]
    [InlineData("low-latency")]
    [InlineData("two-core")]
    public void What_runs_for_itself_can_be_killed_and_re_armed_from_outside(string name)
    {
        LimitSettings limits = Load(name, 4).Config!.Settings.Limits;
        Assert.EndsWith(Path.Combine("hedgefast-data", "KILL"), limits.KillFile, StringComparison.Ordinal);
        Assert.EndsWith(Path.Combine("hedgefast-data", "OPERATOR"), limits.OperatorFile, StringComparison.Ordinal);
    }

    [Fact]
    public void Fallback_has_a_second_instrument_and_loses_the_first_for_a_while()
    {
        ResolvedConfig preset = Load("fallback", 2).Config!;
        Assert.Equal([0, 1], preset.Settings.Underlyings[0].Hedges);
        Assert.Equal([new DerivedQuote(1, 0.0005)], preset.Venue.Derived);
        Assert.Equal([new TapeHalt(0, 8_000, 13_000)], preset.Venue.Halts);
    }

    [Fact]
    public void An_unknown_preset_names_the_nearest()
    {
        ConfigError error = Assert.Single(Load("low-latncy", 2).Errors);
        Assert.Equal(
            "--preset: there is no preset \"low-latncy\"; did you mean low-latency? "
                + "presets: demo, fallback, low-latency, two-core",
            error.ToString());
    }

    private static ConfigResult Load(string name, int cpus) =>
        ConfigLoader.Load(ConfigFixture.Request(cpus) with { File = null, Preset = name });
}
