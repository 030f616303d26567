namespace HedgeFast.Fix.Codec;

/// <summary>Writes market data requests.</summary>
public static class MarketDataMessages
{
    /// <summary>MarketDataRequest (V) for bids and offers of one instrument.</summary>
    /// <param name="body">Begun with "V".</param>
    /// <param name="requestId">Tag 262; every answer repeats it.</param>
    /// <param name="subscription">Tag 263: '0' a snapshot, '1' with updates, '2' unsubscribe.</param>
    /// <param name="depth">Tag 264: 0 the whole book, 1 its top.</param>
    /// <param name="symbol">Tag 55.</param>
    public static void WriteMarketDataRequest(
        scoped ref FixBody body,
        ReadOnlySpan<byte> requestId,
        byte subscription,
        int depth,
        ReadOnlySpan<byte> symbol)
    {
        body.Add(Tags.MDReqID, requestId);
        body.Add(Tags.SubscriptionRequestType, subscription);
        body.Add(Tags.MarketDepth, depth);
        if (subscription == '1')
            body.Add(Tags.MDUpdateType, 1);
        body.Add(Tags.NoMDEntryTypes, 2);
        body.Add(Tags.MDEntryType, (byte)'0');
        body.Add(Tags.MDEntryType, (byte)'1');
        body.Add(Tags.NoRelatedSym, 1);
        body.Add(Tags.Symbol, symbol);
    }
}
