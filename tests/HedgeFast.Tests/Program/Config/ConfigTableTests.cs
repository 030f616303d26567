using System.Reflection;
using HedgeFast.Config;
using HedgeFast.Config.Sections;

namespace HedgeFast.Tests.Program.Config;

/// <summary>The table of keys against the types it describes and the documents written from it.</summary>
public sealed class ConfigTableTests
{
    [Fact]
    public void Table_and_raw_types_agree()
    {
        var fromTypes = new List<string>();
        Collect(typeof(EngineConfig), "", fromTypes);
        string[] fromTable = [.. ConfigKeys.All.Select(k => $"{k.Path} {k.Kind switch
        {
            ConfigValueKind.Text or ConfigValueKind.File or ConfigValueKind.Folder => "text",
            _ => k.Kind.ToString(),
        }}")];
        Assert.Equal(fromTypes.Order(StringComparer.Ordinal), fromTable.Order(StringComparer.Ordinal));
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
        Covers([.. ConfigWords.FeedClocks.Where(w => w.Value is not null).Select(w => (w.Word, w.Value!.Value)), ("none", HedgeFast.Core.Feed.ClockKind.None)]);
        Covers(ConfigWords.TimesInForce);
        Covers(ConfigWords.Fsyncs);
        Covers(ConfigWords.TapeStarts);
        Covers(ConfigWords.Revocations);
        Covers([.. ConfigWords.FixVersions.Where(w => w.Value is not null).Select(w => (w.Word, w.Value!.Value))]);
        Covers([.. ConfigWords.Schedules.Where(w => w.Value is not null).Select(w => (w.Word, w.Value!.Value)), ("inline", HedgeFast.Core.Ring.ScheduleKind.Inline)]);
        Covers([.. ConfigWords.Waits.Where(w => w.Value is not null).Select(w => (w.Word, w.Value!.Value))]);
    }

    [Fact]
    public void Every_key_is_described_and_its_default_is_allowed()
    {
        foreach (ConfigKey key in ConfigKeys.All)
        {
            Assert.EndsWith(".", key.Description, StringComparison.Ordinal);
            Assert.DoesNotContain('|', key.Description + key.TradeOff + key.Allowed + key.Unit);
            if (key.Default is { Length: > 0 } value && key.Kind == ConfigValueKind.Word) Assert.Contains(value, key.Words);
            if (key.Parent.Length > 0) Assert.Contains(ConfigKeys.All, k => k.IsSection && (k.Path == key.Parent || k.Path + "[]" == key.Parent));
        }
    }

    [Fact]
    public void Committed_schema_is_the_one_the_table_gives() =>
        Assert.Equal(JsonSchemaText.Write(), File.ReadAllText(ConfigFixture.RepositoryFile("src/HedgeFast/presets/hedgefast.schema.json")));

    [Fact]
    public void Committed_reference_is_the_one_the_table_gives() =>
        Assert.Equal(KeyReferenceText.Write(), File.ReadAllText(ConfigFixture.RepositoryFile("src/HedgeFast/Config/README.md")));

    private static void Covers<T>(IReadOnlyList<(string Word, T Value)> words)
        where T : struct, Enum
    {
        Assert.Equal(Enum.GetValues<T>().Order(), words.Select(w => w.Value).Order());
        Assert.Equal(words.Count, words.Select(w => w.Word).Distinct().Count());
    }

    private static void Collect(Type type, string path, List<string> found)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string name = ConfigPath.Join(path, char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);
            Type value = property.PropertyType;
            Type bare = Nullable.GetUnderlyingType(value) ?? value;
            if (value.Namespace == typeof(EngineConfig).Namespace)
            {
                found.Add($"{name} Section");
                Collect(value, name, found);
            }
            else if (value.IsGenericType && value.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                Type element = value.GetGenericArguments()[0];
                found.Add($"{name} {(element == typeof(int) ? "IntegerList" : element == typeof(string) ? "TextList" : "SectionList")}");
                if (element.Namespace == typeof(EngineConfig).Namespace) Collect(element, name + "[]", found);
            }
            else
            {
                found.Add($"{name} {(bare == typeof(string) ? "text" : bare == typeof(bool) ? "Flag" : bare.IsEnum ? "Word" : bare == typeof(int) || bare == typeof(long) ? "Integer" : bare == typeof(double) || bare == typeof(decimal) ? "Number" : bare.Name)}");
            }
        }
    }
}
