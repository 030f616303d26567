namespace HedgeFast.Fix.Dictionary;

/// <summary>What the messages of a session are held against. Immutable; sessions may share one.</summary>
public sealed record DictionaryRules
{
    /// <summary>The dictionary of application messages, and of everything before FIXT.1.1.</summary>
    public required DataDictionary Application { get; init; }

    /// <summary>The dictionary of session messages, header and trailer, where that is another one: FIXT.1.1.</summary>
    public DataDictionary? Transport { get; init; }

    /// <summary>Whether fields from 5000 on, which belong to whoever agrees on them, must be in the dictionary too.</summary>
    public bool ChecksUserFields { get; init; } = true;

    /// <summary>Whether a field the dictionary doesn't have for this message is refused. Off for venues that add fields without a word.</summary>
    public bool ChecksUnknownFields { get; init; } = true;

    internal DataDictionary Session => Transport ?? Application;
}
