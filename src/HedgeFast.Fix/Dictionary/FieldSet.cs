namespace HedgeFast.Fix.Dictionary;

/// <summary>The fields that a header, a message body, a trailer or a group entry may hold, and those it must.</summary>
internal sealed class FieldSet
{
    private readonly Dictionary<int, GroupDefinition?> _fields = [];
    private readonly List<int> _required = [];
    private readonly List<GroupDefinition> _groups = [];

    /// <summary>Fields that must be there, in the order of the dictionary.</summary>
    public IReadOnlyList<int> Required => _required;

    /// <summary>Groups of this set.</summary>
    public IReadOnlyList<GroupDefinition> Groups => _groups;

    /// <summary>First field added, or 0; in a group entry the delimiter.</summary>
    public int First { get; private set; }

    /// <summary>Adds a field, or the NumInGroup field of <paramref name="group"/>.</summary>
    public void Add(int tag, bool required, GroupDefinition? group = null)
    {
        if (First == 0)
            First = tag;
        if (!_fields.TryAdd(tag, group))
            return;
        if (required)
            _required.Add(tag);
        if (group is not null)
            _groups.Add(group);
    }

    /// <summary>Whether the set has the field; <paramref name="group"/> is set when it opens a group.</summary>
    public bool TryGet(int tag, out GroupDefinition? group) => _fields.TryGetValue(tag, out group);

    /// <summary>Whether the set has the field.</summary>
    public bool Contains(int tag) => _fields.ContainsKey(tag);
}
