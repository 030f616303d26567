namespace HedgeFast.Fix.Dictionary;

/// <summary>One message type of a data dictionary.</summary>
internal sealed class MessageDefinition(string msgType, string name, FieldSet body)
{
    /// <summary>Tag 35.</summary>
    public string MsgType { get; } = msgType;

    public string Name { get; } = name;

    /// <summary>Fields of the body.</summary>
    public FieldSet Body { get; } = body;
}
