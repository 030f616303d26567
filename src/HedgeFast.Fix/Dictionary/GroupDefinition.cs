namespace HedgeFast.Fix.Dictionary;

/// <summary>A repeating group: its count field, and the fields of an entry.</summary>
internal sealed class GroupDefinition(int countTag, FieldSet entry)
{
    /// <summary>The NumInGroup field.</summary>
    public int CountTag { get; } = countTag;

    /// <summary>Fields of an entry.</summary>
    public FieldSet Entry { get; } = entry;
}
