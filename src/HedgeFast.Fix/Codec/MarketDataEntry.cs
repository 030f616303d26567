namespace HedgeFast.Fix.Codec;

/// <summary>One entry of market data, found in one walk. Valid as long as the message.</summary>
public readonly ref struct MarketDataEntry
{
    private readonly ReadOnlySpan<byte> _entry;
    private readonly FieldSlot _action, _type, _id, _symbol, _price, _size;

    internal MarketDataEntry(ReadOnlySpan<byte> entry)
    {
        _entry = entry;
        var fields = new FixFields(entry);
        while (fields.MoveNext())
        {
            switch (fields.Tag)
            {
                case Tags.MDUpdateAction:
                    FieldSlot.KeepFirst(ref _action, fields);
                    break;
                case Tags.MDEntryType:
                    FieldSlot.KeepFirst(ref _type, fields);
                    break;
                case Tags.MDEntryID:
                    FieldSlot.KeepFirst(ref _id, fields);
                    break;
                case Tags.Symbol:
                    FieldSlot.KeepFirst(ref _symbol, fields);
                    break;
                case Tags.MDEntryPx:
                    FieldSlot.KeepFirst(ref _price, fields);
                    break;
                case Tags.MDEntrySize:
                    FieldSlot.KeepFirst(ref _size, fields);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Tag 279 of an increment: '0' new, '1' change, '2' delete; 0 in a snapshot.</summary>
    public byte UpdateAction => _action.CharOf(_entry);

    /// <summary>Tag 269: '0' bid, '1' offer, '2' trade.</summary>
    public byte EntryType => _type.CharOf(_entry);

    /// <summary>Tag 278.</summary>
    public ReadOnlySpan<byte> EntryId => _id.Of(_entry);

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol => _symbol.Of(_entry);

    /// <summary>Tag 270, scaled to <paramref name="decimals"/>; false when absent, malformed or not exact.</summary>
    public bool TryGetPrice(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_price.Of(_entry), decimals, out mantissa);

    /// <summary>Tag 271, likewise.</summary>
    public bool TryGetSize(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_size.Of(_entry), decimals, out mantissa);
}
