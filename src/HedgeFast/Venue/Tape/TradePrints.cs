namespace HedgeFast.Venue.Tape;

/// <summary>
/// The trades that a tape of quotes stands for. It does not tell them from cancellations: of what disappears from a touch, at its price or with it, a share is taken to have
/// traded there. This is an assumption, not a measurement.
/// </summary>
internal sealed class TradePrints
{
    /// <summary>The touch at the last row; nothing before the first.</summary>
    public TopOfBook Before { get; private set; }

    /// <summary>Goes to the next row.</summary>
    /// <param name="now">The touch at it.</param>
    /// <param name="share">The share, 0 to 1.</param>
    /// <returns>What was sold at the bid before and bought at the ask before, lots.</returns>
    public (long SoldLots, long BoughtLots) Follow(in TopOfBook now, double share)
    {
        TopOfBook before = Before;
        Before = now;
        return (
            Share(share, before.BidLots, now.BidLots, Math.Sign(now.BidTicks - before.BidTicks)),
            Share(share, before.AskLots, now.AskLots, Math.Sign(before.AskTicks - now.AskTicks)));
    }

    // A touch that became better lost nothing; one that became worse is gone whole.
    private static long Share(double share, long before, long now, int better) => better > 0 ? 0 : (long)(share * Math.Max(0, better < 0 ? before : before - now));
}
