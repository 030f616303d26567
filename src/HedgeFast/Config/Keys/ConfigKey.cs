namespace HedgeFast.Config.Keys;

/// <summary>A row of the table of keys: name, unit, default, range and explanation of one configuration key.</summary>
/// <remarks>Errors, schema, reference and the check command are written from the rows and from nothing else.</remarks>
internal abstract record ConfigKey
{
    /// <summary>Adds the row to a table.</summary>
    /// <param name="table">The table, in the order of the reference.</param>
    /// <param name="path">Dotted path; <c>[]</c> stands for any index of a list.</param>
    /// <param name="kind">Kind of the value.</param>
    protected ConfigKey(List<ConfigKey> table, string path, ConfigValueKind kind)
    {
        Path = path;
        Kind = kind;
        table.Add(this);
    }

    /// <summary>Dotted path; <c>[]</c> stands for any index of a list.</summary>
    public string Path { get; }

    /// <summary>Kind of the value.</summary>
    public ConfigValueKind Kind { get; }

    /// <summary>Explanation for users, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>Gain and loss of a larger or smaller value; empty where there is nothing to weigh.</summary>
    public string TradeOff { get; init; } = "";

    /// <summary>Default value, as a file would spell it; null makes the key required.</summary>
    public string? Default { get; init; }

    /// <summary>Range and unit of numbers, or of the number of a list's elements.</summary>
    public KeyRange Range { get; protected init; }

    /// <summary>Unit of the value; empty when it has none.</summary>
    public string Unit => Range.Unit ?? "";

    /// <summary>Words that the key accepts; beside a number or a flag where the kind is one of those.</summary>
    public IReadOnlyList<string> Words { get; protected init; } = [];

    /// <summary>Rule for the texts that the key accepts.</summary>
    public TextRule Rule { get; init; }

    /// <summary>Last segment of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>Path of the section that holds this key; empty for the root.</summary>
    public string Parent => Path.LastIndexOf('.') is var dot and >= 0 ? Path[..dot] : "";

    /// <summary>Path of the section whose keys this key holds; null where it holds none.</summary>
    public string? Inside => Kind switch
    {
        ConfigValueKind.Section => Path,
        ConfigValueKind.SectionList => Path + "[]",
        _ => null,
    };

    /// <summary>Whether it holds other keys.</summary>
    public bool IsSection => Inside is not null;

    /// <summary>Whether the key must be given.</summary>
    public bool IsRequired => Default is null && Kind != ConfigValueKind.Section;

    /// <summary>The allowed values in words, with the unit: "1 to 3600 s", "inverse, linear".</summary>
    public string Allowed
    {
        get
        {
            string values = Kind switch
            {
                ConfigValueKind.Integer or ConfigValueKind.Number => Range.ToString(),
                ConfigValueKind.Flag => "true or false",
                ConfigValueKind.IntegerList => "a list of whole numbers",
                ConfigValueKind.TextList => $"a list of {Rule.Allowed()}, none with a comma",
                ConfigValueKind.Text => Rule.Allowed(),
                ConfigValueKind.File or ConfigValueKind.Folder => "a path",
                ConfigValueKind.Section => "an object",
                ConfigValueKind.SectionList => $"a list of {Range} objects",
                _ => "",
            };
            string words = string.Join(", ", Words);
            return words.Length == 0 ? values : values.Length == 0 ? words : $"{words} or {values}";
        }
    }

    /// <summary>The path.</summary>
    public sealed override string ToString() => Path;
}

/// <summary>A row for a section, which holds other keys.</summary>
internal sealed record SectionKey : ConfigKey
{
    public SectionKey(List<ConfigKey> table, string path)
        : base(table, path, ConfigValueKind.Section)
    {
    }
}

/// <summary>A row for a list of sections.</summary>
internal sealed record ListKey : ConfigKey
{
    public ListKey(List<ConfigKey> table, string path, KeyRange count)
        : base(table, path, ConfigValueKind.SectionList) => Range = count;
}

/// <summary>A row for a value of any type.</summary>
internal abstract record ValueKey : ConfigKey
{
    protected ValueKey(List<ConfigKey> table, string path, ConfigValueKind kind)
        : base(table, path, kind)
    {
    }

    /// <summary>Reads the value; a fault comes with a harmless value.</summary>
    /// <param name="text">The value as written; null where it is missing.</param>
    /// <param name="value">The value.</param>
    /// <returns>The fault of the text; null where it is right or missing.</returns>
    public abstract KeyFault? Read(string? text, out object? value);
}

/// <summary>A fault of a value.</summary>
/// <param name="Part">The text at fault: the value, or one element of a list.</param>
/// <param name="Problem">What is wrong with it, as the rest of a sentence.</param>
internal readonly record struct KeyFault(string Part, string Problem);
