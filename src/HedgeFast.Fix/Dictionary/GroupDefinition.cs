namespace HedgeFast.Fix.Dictionary;

/// <summary>A repeating group: what announces it, and what an entry holds.</summary>
internal sealed class GroupDefinition(int countTag, FieldSet entry)
{
    /// <summary>The NumInGroup field.</summary>
    public int CountTag { get; } = countTag;

    /// <summary>Fields of an entry.</summary>
    public FieldSet Entry { get; } = entry;
}
