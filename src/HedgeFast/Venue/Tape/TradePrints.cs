namespace HedgeFast.Venue.Tape;

/// <summary>Derives trade prints from a tape of quotes: a share of the size that disappears from the touch.</summary>
/// <remarks>Quotes do not tell trades from cancellations: the share is an assumption, not a measurement.</remarks>
internal sealed class TradePrints
{
    /// <summary>The touch at the last row; empty before the first.</summary>
    public TopOfBook Before { get; private set; }

    /// <summary>Moves to the next row.</summary>
    /// <param name="now">The touch at that row.</param>
    /// <param name="share">Share taken to have traded, 0 to 1.</param>
    /// <returns>Lots sold at the last bid and bought at the last ask.</returns>
    public (long SoldLots, long BoughtLots) Follow(in TopOfBook now, double share)
    {
        TopOfBook before = Before;
        Before = now;
        return (
            Share(share, before.BidLots, now.BidLots, Math.Sign(now.BidTicks - before.BidTicks)),
            Share(share, before.AskLots, now.AskLots, Math.Sign(before.AskTicks - now.AskTicks)));
    }

    // A touch that became better lost nothing; one that became worse is gone whole.
    private static long Share(double share, long before, long now, int better) =>
        better > 0 ? 0 : (long)(share * Math.Max(0, better < 0 ? before : before - now));
}
