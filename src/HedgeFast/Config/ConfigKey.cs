using System.Globalization;
using HedgeFast.Core.Book;

namespace HedgeFast.Config;

/// <summary>
/// One key of the configuration file: the only place that says what it is, its unit, default, range and trade-off. Errors, schema, reference and
/// the check command are all written from it.
/// </summary>
/// <param name="Path">Dotted path; <c>[]</c> stands for any index of a list.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Description">What it does, in a sentence or two.</param>
internal sealed record ConfigKey(string Path, ConfigValueKind Kind, string Description)
{
    /// <summary>Unit of the value; empty when it has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Value when the key is absent, as it would be written; null means that the key is required.</summary>
    public string? Default { get; init; }

    /// <summary>Smallest value, or fewest elements of a list.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value, or most elements of a list.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether <see cref="Min"/> itself is out of range.</summary>
    public bool MinIsOpen { get; init; }

    /// <summary>Whether the value must be a power of two.</summary>
    public bool PowerOfTwo { get; init; }

    /// <summary>Words the key takes; beside a number for <see cref="ConfigValueKind.Number"/>.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What text it takes.</summary>
    public TextRule Rule { get; init; }

    /// <summary>What is gained and lost by turning it one way or the other; empty when there is nothing to weigh.</summary>
    public string TradeOff { get; init; } = "";

    /// <summary>Last segment of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>Path of the section that holds this key; empty for the root.</summary>
    public string Parent => Path.LastIndexOf('.') is var dot and >= 0 ? Path[..dot] : "";

    /// <summary>Whether it holds other keys.</summary>
    public bool IsSection => Kind is ConfigValueKind.Section or ConfigValueKind.SectionList;

    /// <summary>Whether the key must be given.</summary>
    public bool IsRequired => Default is null && Kind != ConfigValueKind.Section;

    /// <summary>What is allowed, in words, with the unit: "1 to 65535", "more than 0 ms", "inverse or linear".</summary>
    public string Allowed
    {
        get
        {
            var parts = new List<string>();
            if (Words.Count > 0) parts.Add(string.Join(", ", Words));
            if (Kind is ConfigValueKind.Integer or ConfigValueKind.Number)
                parts.Add(PowerOfTwo ? "a power of two, " + Range : Range);
            if (Kind == ConfigValueKind.Flag) parts.Add("true or false");
            if (Kind == ConfigValueKind.IntegerList) parts.Add("a list of whole numbers");
            if (Kind == ConfigValueKind.TextList) parts.Add($"a list of {RuleText}, none with a comma");
            if (Kind == ConfigValueKind.Text) parts.Add(RuleText);
            if (Kind is ConfigValueKind.File) parts.Add("a path");
            if (Kind is ConfigValueKind.Folder) parts.Add("a path");
            if (Kind is ConfigValueKind.Section) parts.Add("an object");
            if (Kind is ConfigValueKind.SectionList) parts.Add($"a list of {Show(Min)} to {Show(Max)} objects");
            return string.Join(" or ", parts.Where(p => p.Length > 0));
        }
    }

    private string Range
    {
        get
        {
            string unit = Unit.Length > 0 ? " " + Unit : "";
            string low = MinIsOpen ? "more than " + Show(Min) : Show(Min);
            if (double.IsInfinity(Min) && double.IsInfinity(Max)) return "a number" + (unit.Length > 0 ? " in" + unit : "");
            if (double.IsInfinity(Max)) return MinIsOpen ? low + unit : "at least " + low + unit;
            if (double.IsInfinity(Min)) return "at most " + Show(Max) + unit;
            return MinIsOpen ? $"{low}, at most {Show(Max)}{unit}" : $"{low} to {Show(Max)}{unit}";
        }
    }

    private string RuleText => Rule switch
    {
        TextRule.Instance => "1 to 12 letters, digits or '-'",
        TextRule.FixValue => "1 to 64 printable ASCII characters without '='",
        TextRule.Host => "a host name or address",
        TextRule.Expiry => UtcTime.Form + ", or empty",
        TextRule.Clock => "HH:MM or empty",
        TextRule.Time => "now, or " + UtcTime.Form,
        TextRule.TimeZone => "a time zone such as UTC or America/New_York",
        TextRule.Hosts => "host:port, separated by commas, or empty",
        TextRule.Source => "addresses such as 10.0.0.7 or 10.0.0.7:5002",
        TextRule.Pins => "64 hexadecimal digits each, separated by commas, or empty",
        TextRule.Group => "an IPv4 address from 224.0.0.0 to 239.255.255.255",
        _ => "text",
    };

    private static string Show(double value) => value.ToString(Math.Abs(value) < 1e15 ? "0.##########" : "R", CultureInfo.InvariantCulture);
}
