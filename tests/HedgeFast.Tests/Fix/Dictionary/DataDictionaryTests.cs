using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Fix.Dictionary;

/// <summary>Reading dictionaries, and what they say about a message.</summary>
public sealed class DataDictionaryTests
{
    private static DataDictionary Read(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return new DictionaryReader("x.xml").Read(stream);
    }

    private static string? Check(DictionaryRules rules, string fields, string begin = "FIX.4.4")
    {
        Assert.True(FixMessage.TryRead(FixText.Frame(fields, begin), out FixMessage message));
        var fault = new MessageValidator(rules).Check(message);
        return fault.IsNone ? null : $"{fault.Reason} {fault.RefTag}";
    }

    [Fact]
    public void Components_that_name_each_other_twice_unfold_once()
    {
        string levels = string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"<component name='C{i}'><component name='C{i + 1}' required='Y'/><component name='C{i + 1}' "
                + "required='N'/><field name='A' required='N'/></component>"));
        DataDictionary read = Read(
            "<fix><messages><message name='M' msgtype='M'><component name='C0' "
            + $"required='Y'/></message></messages><components>{levels}<component "
            + "name='C60'/></components><fields><field number='1' name='A' type='INT'/></fields></fix>");
        Assert.True(read.FindMessage("M"u8)!.Body.Contains(1));
    }

    [Fact]
    public void Groups_that_unfold_without_end_are_refused_in_words()
    {
        string levels = string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"<component name='C{i}'><group name='A' required='N'><component name='C{i + 1}' "
                + $"required='Y'/></group><group name='B' required='N'><component name='C{i + 1}' "
                + "required='Y'/></group></component>"));
        string xml =
            "<fix><messages><message name='M' msgtype='M'><component name='C0' "
            + $"required='Y'/></message></messages><components>{levels}<component "
            + "name='C60'/></components><fields><field number='1' name='A' type='INT'/><field number='2' name='B' "
            + "type='INT'/></fields></fix>";
        Assert.Contains(
            "nested too deep",
            Assert.Throws<DictionaryException>(() => Read(xml)).Message,
            StringComparison.Ordinal);
        string shallow = xml.Replace(
            "<component name='C28'>", "<component name='C28'/><component name='X'>", StringComparison.Ordinal);
        Assert.Contains(
            "unfold to more than",
            Assert.Throws<DictionaryException>(() => Read(shallow)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<fox/>", "x.xml:1: the first element is not <fix>")]
    [InlineData("<fix", "x.xml: not a data dictionary")]
    [InlineData("<!DOCTYPE fix [<!ENTITY a 'b'>]><fix/>", "x.xml: not a data dictionary")]
    [InlineData("<fix/>", "x.xml:1: there is no <fields>")]
    [InlineData("<fix><fields><field number='0' name='A' type='INT'/></fields></fix>", "'0' is not a field number")]
    [InlineData(
        "<fix><fields><field number='1' name='A' type='INT'/><field number='1' name='B' type='INT'/></fields></fix>",
        "field 1 comes twice")]
    [InlineData(
        "<fix>\n<messages><message name='M' msgtype='0'><field name='B' "
        + "required='Y'/></message></messages><fields/></fix>",
        "x.xml:2: there is no field 'B'")]
    [InlineData(
        "<fix><messages><message name='M' msgtype='0'><component name='B' "
        + "required='Y'/></message></messages><fields/></fix>",
        "there is no component 'B'")]
    [InlineData(
        "<fix><messages><message name='M' msgtype='0'><component name='B' "
        + "required='Y'/></message></messages><components><component name='B'><component name='B' "
        + "required='Y'/></component></components><fields/></fix>",
        "contain themselves")]
    public void An_unreadable_dictionary_is_refused_with_line_and_cause(string xml, string message) =>
        Assert.Contains(message, Assert.Throws<DictionaryException>(() => Read(xml)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_body_is_sorted_with_its_groups_whole()
    {
        Assert.True(
            FixMessage.TryRead(
                FixText.Frame(
                    "35=D|34=2|49=V|52=20260302-14:30:00|56=H|40=1|55=X|78=2|80=1|79=a|80=2|79=b|539=1|524=z|11=id|54=1|"),
                out FixMessage message));
        var body = new FixBody(new byte[256]);
        Assert.True(ScenarioSettings.SmallDictionary.Value.TrySortBody(message, ref body));
        Assert.Equal("11=id|40=1|54=1|55=X|78=2|80=1|79=a|80=2|79=b|539=1|524=z|", FixText.Show(body.Written));
        var tooSmall = new FixBody(new byte[10]);
        Assert.False(ScenarioSettings.SmallDictionary.Value.TrySortBody(message, ref tooSmall));
    }

    [Fact]
    public void Unknown_and_user_fields_are_a_matter_of_rules()
    {
        const string Known = "35=0|34=2|49=V|52=20260302-14:30:00|56=H|";
        var rules = new DictionaryRules { Application = ScenarioSettings.SmallDictionary.Value };
        Assert.Null(Check(rules, Known));
        Assert.Equal("0 5001", Check(rules, Known + "5001=x|"));
        Assert.Null(Check(rules with { ChecksUserFields = false }, Known + "5001=x|"));
        Assert.Equal("0 999", Check(rules with { ChecksUserFields = false }, Known + "999=x|"));
        Assert.Null(Check(rules with { ChecksUnknownFields = false }, Known + "999=x|55=X|"));
        Assert.Equal("4 999", Check(rules with { ChecksUnknownFields = false }, Known + "999=|"));
    }

    [Fact]
    public void The_dictionaries_of_fixt_share_the_work()
    {
        var rules = new DictionaryRules
        {
            Application = DataDictionary.Read(SharedData.PathOf("fix", "FIX50SP2.xml")),
            Transport = DataDictionary.Read(SharedData.PathOf("fix", "FIXT11.xml")),
        };
        Assert.Equal("FIX.5.0SP2", rules.Application.Version);
        Assert.Equal("FIXT.1.1", rules.Transport.Version);
        const string Header = "34=2|49=V|52=20260302-14:30:00|56=H|";
        Assert.Null(Check(rules, $"35=A|{Header}98=0|108=30|1137=9|", "FIXT.1.1"));
        Assert.Equal("1 1137", Check(rules, $"35=A|{Header}98=0|108=30|", "FIXT.1.1"));
        Assert.Null(Check(rules, $"35=D|{Header}1128=9|11=a|55=X|54=1|60=20260302-14:30:00|40=1|38=5|", "FIXT.1.1"));
        Assert.Equal("1 11", Check(rules, $"35=D|{Header}55=X|54=1|60=20260302-14:30:00|40=1|", "FIXT.1.1"));
        Assert.Equal(
            "2 112", Check(rules, $"35=D|{Header}11=a|55=X|54=1|60=20260302-14:30:00|40=1|112=x|", "FIXT.1.1"));
    }

    [Fact]
    public void A_real_dictionary_knows_its_types()
    {
        DataDictionary dictionary = DataDictionary.Read(SharedData.PathOf("fix", "FIX42.xml"));
        Assert.Equal("FIX.4.2", dictionary.Version);
        var validator = new MessageValidator(new DictionaryRules { Application = dictionary });
        Assert.True(validator.Knows("D"u8) && validator.Knows("m"u8));
        Assert.False(validator.Knows("AE"u8) || validator.Knows("*"u8) || validator.Knows("toolong!!"u8));
    }
}
