namespace HedgeFast.Config.Keys;

/// <summary>A row for a value of type <typeparamref name="T"/>.</summary>
internal abstract record ConfigKey<T> : ValueKey
{
    protected ConfigKey(List<ConfigKey> table, string path, ConfigValueKind kind)
        : base(table, path, kind)
    {
    }

    /// <summary>Value in place of one that is missing or wrong, so that the other keys can be checked.</summary>
    protected abstract T Harmless { get; }

    /// <inheritdoc/>
    public sealed override KeyFault? Read(string? text, out object? value)
    {
        T parsed = Harmless;
        KeyFault? fault = text is null ? null : Parse(text, out parsed);
        value = parsed;
        return fault;
    }

    /// <summary>Parses a value; the fault, or null.</summary>
    protected abstract KeyFault? Parse(string text, out T value);
}

/// <summary>A row for text under a <see cref="TextRule"/>.</summary>
internal record TextKey : ConfigKey<string>
{
    public TextKey(List<ConfigKey> table, string path)
        : this(table, path, ConfigValueKind.Text)
    {
    }

    protected TextKey(List<ConfigKey> table, string path, ConfigValueKind kind)
        : base(table, path, kind)
    {
    }

    protected override string Harmless => "";

    protected override KeyFault? Parse(string text, out string value) => KeyText.Text(this, text, out value);
}

/// <summary>A row for the path of a file that is read.</summary>
internal sealed record FileKey : TextKey
{
    public FileKey(List<ConfigKey> table, string path)
        : base(table, path, ConfigValueKind.File)
    {
    }
}

/// <summary>A row for the path of a file or folder that is written or watched.</summary>
internal sealed record FolderKey : TextKey
{
    public FolderKey(List<ConfigKey> table, string path)
        : base(table, path, ConfigValueKind.Folder)
    {
    }
}

/// <summary>A row for a whole number of 32 bits.</summary>
internal sealed record IntegerKey : ConfigKey<int>
{
    public IntegerKey(List<ConfigKey> table, string path, KeyRange range)
        : base(table, path, ConfigValueKind.Integer) => Range = range;

    protected override int Harmless => 0;

    protected override KeyFault? Parse(string text, out int value) => KeyText.Integer(this, text, out value);
}

/// <summary>A row for a whole number of 64 bits.</summary>
internal sealed record LongKey : ConfigKey<long>
{
    public LongKey(List<ConfigKey> table, string path, KeyRange range)
        : base(table, path, ConfigValueKind.Integer) => Range = range;

    protected override long Harmless => 0;

    protected override KeyFault? Parse(string text, out long value) => KeyText.Long(this, text, out value);
}

/// <summary>A row for a finite number.</summary>
internal sealed record NumberKey : ConfigKey<double>
{
    public NumberKey(List<ConfigKey> table, string path, KeyRange range)
        : base(table, path, ConfigValueKind.Number) => Range = range;

    protected override double Harmless => 0;

    protected override KeyFault? Parse(string text, out double value) => KeyText.Number(this, text, out value);
}

/// <summary>A row for a number that is kept exactly as written.</summary>
internal sealed record ExactKey : ConfigKey<decimal>
{
    public ExactKey(List<ConfigKey> table, string path, KeyRange range)
        : base(table, path, ConfigValueKind.Number) => Range = range;

    protected override decimal Harmless => 0;

    protected override KeyFault? Parse(string text, out decimal value) => KeyText.Exact(this, text, out value);
}

/// <summary>A row for true or false.</summary>
internal sealed record FlagKey : ConfigKey<bool>
{
    public FlagKey(List<ConfigKey> table, string path)
        : base(table, path, ConfigValueKind.Flag)
    {
    }

    protected override bool Harmless => false;

    protected override KeyFault? Parse(string text, out bool value) => KeyText.Flag(text, out value);
}

/// <summary>A row for one of a few words.</summary>
internal sealed record WordKey<T> : ConfigKey<T>
{
    private readonly IReadOnlyList<(string Word, T Value)> _words;

    public WordKey(List<ConfigKey> table, string path, IReadOnlyList<(string Word, T Value)> words)
        : base(table, path, ConfigValueKind.Word)
    {
        _words = words;
        Words = ConfigWords.Of(words);
    }

    protected override T Harmless => _words[0].Value;

    protected override KeyFault? Parse(string text, out T value) => KeyText.Word(_words, text, out value);
}

/// <summary>A row for a number, or null by a word.</summary>
internal sealed record NumberOrWordKey : ConfigKey<double?>
{
    public NumberOrWordKey(List<ConfigKey> table, string path, string word, KeyRange range)
        : base(table, path, ConfigValueKind.Number)
    {
        Words = [word];
        Range = range;
    }

    protected override double? Harmless => 0;

    protected override KeyFault? Parse(string text, out double? value)
    {
        value = null;
        if (Words.Contains(text))
            return null;
        KeyFault? fault = KeyText.Number(this, text, out double number);
        value = number;
        return fault;
    }
}

/// <summary>A row for a whole number, or null by a word.</summary>
internal sealed record IntegerOrWordKey : ConfigKey<int?>
{
    public IntegerOrWordKey(List<ConfigKey> table, string path, string word, KeyRange range)
        : base(table, path, ConfigValueKind.Integer)
    {
        Words = [word];
        Range = range;
    }

    protected override int? Harmless => 0;

    protected override KeyFault? Parse(string text, out int? value)
    {
        value = null;
        if (Words.Contains(text))
            return null;
        KeyFault? fault = KeyText.Integer(this, text, out int number);
        value = number;
        return fault;
    }
}

/// <summary>A row for true or false, or null by a word.</summary>
internal sealed record FlagOrWordKey : ConfigKey<bool?>
{
    public FlagOrWordKey(List<ConfigKey> table, string path, string word)
        : base(table, path, ConfigValueKind.Flag) => Words = [word];

    protected override bool? Harmless => false;

    protected override KeyFault? Parse(string text, out bool? value)
    {
        value = null;
        if (Words.Contains(text))
            return null;
        KeyFault? fault = KeyText.Flag(text, out bool flag);
        value = flag;
        return fault;
    }
}

/// <summary>A row for a list of whole numbers.</summary>
internal sealed record IntegersKey : ConfigKey<IReadOnlyList<int>>
{
    public IntegersKey(List<ConfigKey> table, string path, KeyRange range)
        : base(table, path, ConfigValueKind.IntegerList) => Range = range;

    protected override IReadOnlyList<int> Harmless => [];

    protected override KeyFault? Parse(string text, out IReadOnlyList<int> value) =>
        KeyText.Integers(this, text, out value);
}

/// <summary>A row for a list of texts under a <see cref="TextRule"/>.</summary>
internal sealed record TextsKey : ConfigKey<IReadOnlyList<string>>
{
    public TextsKey(List<ConfigKey> table, string path)
        : base(table, path, ConfigValueKind.TextList)
    {
    }

    protected override IReadOnlyList<string> Harmless => [];

    protected override KeyFault? Parse(string text, out IReadOnlyList<string> value) =>
        KeyText.Texts(this, text, out value);
}
