using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Faults;

/// <summary>Faults of the market data.</summary>
internal sealed class FeedFaultRoom(World world, FaultPlayer player) : IFaultRoom
{
    private const long Milli = 1_000_000;
    private const long Second = 1_000 * Milli;

    private SimFeed Feed => world.Feed;

    /// <inheritdoc/>
    public bool TryPlay(FaultKind kind, Draw draw)
    {
        int instrument = draw.Below(world.Plan.Settings.Instruments.Count);
        SimTouch touch = world.Market.Touches[instrument];
        if (Feed.IsHalted(instrument))
            return false;
        switch (kind)
        {
            case FaultKind.FeedGaps:
                Feed.Skip((int)draw.Between(1, 5));
                return true;
            case FaultKind.FeedRepeats:
                Feed.Quote(instrument, touch, Feed.Utc, times: 3);
                return true;
            case FaultKind.FeedWalks:
                for (int step = 1; step <= 8; step++)
                {
                    SimTouch walked = Moved(touch, Math.Pow(0.96, step));
                    player.Later(step * draw.Between(1, 100) * Milli, () => Feed.Quote(instrument, walked, Feed.Utc));
                }

                return true;
            case FaultKind.FeedStampsAhead:
                Feed.Quote(instrument, touch, Feed.Utc + draw.Of([2 * Second, 3_600 * Second, 60 * 86_400 * Second]));
                return true;
            case FaultKind.FeedStampsBehind:
                Feed.Quote(instrument, touch, Feed.Utc - draw.Of([3 * Second, 3_600 * Second]));
                return true;
            case FaultKind.FeedStarves:
                Feed.Starve(instrument, world.Timeline.Now + draw.Between(Second, 20 * Second));
                return true;
            case FaultKind.FeedGoesSilent:
                Feed.Silence(world.Timeline.Now + draw.Between(Second, 20 * Second));
                return true;
            case FaultKind.FeedFloods:
                for (int i = 0; i < 400; i++)
                    Feed.Quote(instrument, world.Market.Requote(instrument), Feed.Utc);
                return true;
            case FaultKind.FeedQuotesNonsense:
                SimTouch nonsense = draw.Below(4) switch
                {
                    0 => touch with { BidTicks = touch.AskTicks + 3 },
                    1 => touch with { AskTicks = TickProtocol.NoPrice },
                    2 => touch with { BidTicks = 0 },
                    _ => touch with { BidLots = -5 },
                };
                Feed.Quote(instrument, nonsense, Feed.Utc);
                return true;
            case FaultKind.FeedJumps:
                Feed.Quote(instrument, Moved(touch, draw.Of([0.5, 0.9, 1.12, 10.0])), Feed.Utc);
                return true;
            case FaultKind.FeedTalksNonsense:
                Span<byte> bytes = stackalloc byte[48];
                for (int i = 0; i < bytes.Length; i++)
                    bytes[i] = (byte)draw.Next();
                Feed.SendRaw(bytes);
                return true;
            case FaultKind.FeedNumbersWildly:
                if (draw.Chance(0.5))
                    Feed.Heartbeat(ulong.MaxValue - 1, 1);
                else
                    Feed.Heartbeat(Feed.Sequence, (ushort)draw.Between(1_000, 1_063));
                return true;
            case FaultKind.FeedMeetsStranger when IsFeedHeard():
                SimTouch moved = Moved(touch, draw.Of([0.975, 1.025]));
                return Feed.QuoteAsStranger(instrument, moved, isOwnChannel: draw.Chance(0.5));
            case FaultKind.FeedDisconnects:
                Feed.Disconnect();
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void StopAll()
    {
        Feed.Silence(0);
        foreach (Instrument instrument in world.Plan.Settings.Instruments)
            Feed.Starve(instrument.Index, 0);
    }

    // A channel that has been silent, or that a new process has not heard yet, may be taken over by another sender.
    private bool IsFeedHeard()
    {
        long since = world.Timeline.Now - (3 * Second);
        return world.Process is { } process && process.Age.TotalSeconds > 3 && Feed.HeardSince <= since
            && world.Network.Faults.LosesDatagramsOneIn == 0 && Undisturbed.Holds(world);
    }

    private static SimTouch Moved(SimTouch touch, double factor) => touch with
    {
        BidTicks = (long)(touch.BidTicks * factor),
        AskTicks = (long)(touch.BidTicks * factor) + touch.AskTicks - touch.BidTicks,
    };
}
