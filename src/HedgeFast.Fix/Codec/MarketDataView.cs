namespace HedgeFast.Fix.Codec;

/// <summary>
/// A MarketDataSnapshotFullRefresh (W) or MarketDataIncrementalRefresh (X). Valid as long as the message.
/// </summary>
public readonly ref struct MarketDataView(scoped in FixMessage message)
{
    private readonly ReadOnlySpan<byte> _body = message.Body;
    private readonly bool _isIncrement = message.Type == MsgTypes.MarketDataIncrement;

    // The standard's members of an entry; any other field ends the group.
    private static ReadOnlySpan<int> EntryMembers =>
    [
        Tags.MDEntryType, Tags.MDEntryPx, Tags.MDEntrySize, Tags.MDEntryID, Tags.Symbol, Tags.Currency, Tags.OrderID,
        Tags.SecurityID, Tags.Text,
        18, 22, 63, 110, 126, 167, 200, 272, 273, 274, 275, 276, 277, 280, 282, 283, 284, 286, 287, 288, 289, 290, 291,
        292, 299, 336, 346, 387, 432, 451, 460, 541, 625, 811, 1020, 1023, 1070,
    ];

    /// <summary>Tag 262.</summary>
    public ReadOnlySpan<byte> MDReqID => First(Tags.MDReqID);

    /// <summary>Tag 55: of a snapshot its own, of an increment that of the first entry.</summary>
    public ReadOnlySpan<byte> Symbol => First(Tags.Symbol);

    /// <summary>The entries.</summary>
    public MarketDataEntries GetEnumerator()
    {
        int delimiter = _isIncrement ? Tags.MDUpdateAction : Tags.MDEntryType;
        return new(new FixGroup(_body, Tags.NoMDEntries, delimiter, EntryMembers));
    }

    private ReadOnlySpan<byte> First(int tag)
    {
        var fields = new FixFields(_body);
        while (fields.MoveNext())
        {
            if (fields.Tag == tag)
                return fields.Value;
        }

        return default;
    }
}
