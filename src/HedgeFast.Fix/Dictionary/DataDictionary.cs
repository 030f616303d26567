using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Files;

namespace HedgeFast.Fix.Dictionary;

/// <summary>
/// Which messages and fields a FIX version has, read from the XML format of the QuickFIX family. Immutable once read;
/// sessions may share one.
/// </summary>
public sealed class DataDictionary
{
    // The largest public one, FIX 5.0 SP2 with all extensions, has some 2 MB.
    private const long BytesMax = 16 << 20;

    private readonly Dictionary<int, FieldDefinition> _fields;
    private readonly Dictionary<string, MessageDefinition>.AlternateLookup<ReadOnlySpan<char>> _messages;

    internal DataDictionary(
        string version,
        Dictionary<int, FieldDefinition> fields,
        FieldSet header,
        FieldSet trailer,
        Dictionary<string, MessageDefinition> messages)
    {
        Version = version;
        _fields = fields;
        Header = header;
        Trailer = trailer;
        _messages = messages.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Version from the file's first element: "FIX.4.4", "FIXT.1.1" or "FIX.5.0SP2".</summary>
    public string Version { get; }

    internal FieldSet Header { get; }

    internal FieldSet Trailer { get; }

    /// <summary>Reads a dictionary file.</summary>
    /// <exception cref="IOException">The file can't be read, is no regular file, or is larger than 16 MiB.</exception>
    /// <exception cref="DictionaryException">It's not a data dictionary.</exception>
    public static DataDictionary Read(string path)
    {
        using FileStream file = InputFile.Open(path, BytesMax);
        return new DictionaryReader(path).Read(file);
    }

    /// <summary>
    /// Sorts the fields of a body by tag, each repeating group whole behind its count, as QuickFIX does.
    /// </summary>
    /// <returns>False without room, or when the type is unknown.</returns>
    public bool TrySortBody(in FixMessage message, ref FixBody target) =>
        FindMessage(message.MsgType) is { } definition && BodyOrder.TryWrite(message, definition.Body, ref target);

    internal FieldDefinition? FindField(int tag) => _fields.GetValueOrDefault(tag);

    internal MessageDefinition? FindMessage(ReadOnlySpan<byte> msgType)
    {
        Span<char> text = stackalloc char[8];
        if (msgType.Length > text.Length)
            return null;
        for (int i = 0; i < msgType.Length; i++)
            text[i] = (char)msgType[i];
        return _messages.TryGetValue(text[..msgType.Length], out MessageDefinition? found) ? found : null;
    }
}

/// <summary>Dictionaries and strictness of a session's message check. Immutable; sessions may share one.</summary>
public sealed record DictionaryRules
{
    /// <summary>The dictionary of application messages, and of everything before FIXT.1.1.</summary>
    public required DataDictionary Application { get; init; }

    /// <summary>The dictionary of session messages, header and trailer, where that is another one: FIXT.1.1.</summary>
    public DataDictionary? Transport { get; init; }

    /// <summary>Whether user-defined fields, from 5000 on, must be in the dictionary too.</summary>
    public bool ChecksUserFields { get; init; } = true;

    /// <summary>
    /// Whether a field that the dictionary lacks for the message is refused. Off for venues that add fields
    /// unannounced.
    /// </summary>
    public bool ChecksUnknownFields { get; init; } = true;

    internal DataDictionary Session => Transport ?? Application;
}
