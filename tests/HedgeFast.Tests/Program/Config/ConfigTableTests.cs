using System.Reflection;
using System.Text.RegularExpressions;
using HedgeFast.Config.Keys;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;
using HedgeFast.Tests.Conventions;

namespace HedgeFast.Tests.Program.Config;

/// <summary>The table of keys against its rows, its uses and the documents written from it.</summary>
public sealed class ConfigTableTests
{
    [Fact]
    public void Every_row_stands_in_the_table_once() => Assert.Equal(
        Rows().Select(row => row.Key.Path).Order(StringComparer.Ordinal),
        ConfigKeys.All.Select(key => key.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_row_is_named_after_the_end_of_its_path() => Assert.All(
        Rows().Where(row => !row.Key.IsSection),
        row => Assert.EndsWith(row.Key.Name, row.Field, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Every_value_is_used_by_resolver_or_checks()
    {
        string[] rooms = ["src/HedgeFast/Config/Checks", "src/HedgeFast/Config/Resolve"];
        string users = string.Join('\n', SourceTree.Repository.Files(rooms, ".cs").SelectMany(file => file.Code));
        Assert.Empty(Rows()
            .Where(row => !row.Key.IsSection && !Regex.IsMatch(users, $@"\b{row.Table}\.{row.Field}\b"))
            .Select(row => $"{row.Key} is read by nothing"));
    }

    [Fact]
    public void Words_of_the_table_cover_every_value_of_their_enum()
    {
        Covers(ConfigWords.InstrumentKinds);
        Covers(ConfigWords.Deltas);
        Covers(ConfigWords.TradeTos);
        Covers(ConfigWords.Policies);
        Covers(ConfigWords.Dynamics);
        Covers(ConfigWords.Transports);
        Covers([.. Named(ConfigWords.FeedClocks), ("none", ClockKind.None)]);
        Covers(ConfigWords.TimesInForce);
        Covers(ConfigWords.Fsyncs);
        Covers(ConfigWords.TapeStarts);
        Covers(ConfigWords.Revocations);
        Covers(Named(ConfigWords.FixVersions));
        Covers([.. Named(ConfigWords.Schedules), ("inline", ScheduleKind.Inline)]);
        Covers(Named(ConfigWords.Waits));
    }

    [Fact]
    public void Every_key_is_described_and_its_default_is_allowed()
    {
        foreach (ConfigKey key in ConfigKeys.All)
        {
            Assert.EndsWith(".", key.Description, StringComparison.Ordinal);
            Assert.DoesNotContain('|', key.Description + key.TradeOff + key.Allowed + key.Unit);
            if (key.Default is { Length: > 0 } value && key.Kind == ConfigValueKind.Word)
                Assert.Contains(value, key.Words);
            if (key.Parent.Length > 0)
            {
                Assert.Contains(
                    ConfigKeys.All, k => k.IsSection && (k.Path == key.Parent || k.Path + "[]" == key.Parent));
            }
        }
    }

    [Fact]
    public void Committed_schema_is_the_one_the_table_gives() =>
        Assert.Equal(JsonSchemaText.Write(), File.ReadAllText(
            ConfigFixture.RepositoryFile("src/HedgeFast/presets/hedgefast.schema.json")));

    [Fact]
    public void Committed_reference_is_the_one_the_table_gives() =>
        Assert.Equal(
            KeyReferenceText.Write(), File.ReadAllText(ConfigFixture.RepositoryFile("src/HedgeFast/Config/README.md")));

    // The words without the one for the automatic choice.
    private static (string Word, T Value)[] Named<T>(IReadOnlyList<(string Word, T? Value)> words)
        where T : struct =>
        [.. words.Where(entry => entry.Value is not null).Select(entry => (entry.Word, entry.Value!.Value))];

    private static void Covers<T>(IReadOnlyList<(string Word, T Value)> words)
        where T : struct, Enum
    {
        Assert.Equal(Enum.GetValues<T>().Order(), words.Select(w => w.Value).Order());
        Assert.Equal(words.Count, words.Select(w => w.Word).Distinct().Count());
    }

    private static IEnumerable<(string Table, string Field, ConfigKey Key)> Rows() =>
        from table in typeof(ConfigKeys).Assembly.GetTypes()
        where table.Namespace == typeof(ConfigKeys).Namespace && table.Name.EndsWith("Keys", StringComparison.Ordinal)
        from field in table.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.FieldType.IsAssignableTo(typeof(ConfigKey))
        select (table.Name, field.Name, (ConfigKey)field.GetValue(null)!);
}
