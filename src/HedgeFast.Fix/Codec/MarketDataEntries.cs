namespace HedgeFast.Fix.Codec;

/// <summary>Walks the entries of market data; for foreach.</summary>
public ref struct MarketDataEntries
{
    private FixGroup _group;

    internal MarketDataEntries(FixGroup group) => _group = group;

    /// <summary>The current entry.</summary>
    public MarketDataEntry Current => new(_group.Entry);

    /// <summary>Whether the group differs from its count; certain once <see cref="MoveNext"/> is false.</summary>
    public readonly bool IsMalformed => _group.IsMalformed;

    /// <summary>Steps to the next entry.</summary>
    public bool MoveNext() => _group.MoveNext();
}
