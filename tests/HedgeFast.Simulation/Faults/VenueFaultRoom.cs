using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Faults;

/// <summary>Faults of the exchange: of its orders, its reports and its gateway.</summary>
internal sealed class VenueFaultRoom(World world, FaultPlayer player) : IFaultRoom
{
    private const long Second = 1_000_000_000;

    private static readonly string[] Nonsense =
    [
        "8|37=1|17=x|150=Z|39=0|55=NONE|54=1|151=0|14=0|",
        "8|37=1|11=unknown-1|17=y|150=F|39=2|54=1|32=1E+3|31=5|151=0|14=1|",
        "9|37=1|39=0|",
        "j|372=D|380=3|45=1|",
        "j|45=1|372=F|380=0|58=no|",
        "UX|58=what|",
        "AP|721=1|710=nobody|728=0|1=X|581=1|55=NONE|702=1|703=TOT|704=5|",
        "B|148=news|33=1|58=text|",
    ];

    private SimVenue Venue => world.Venue;

    private SimExchange Exchange => world.Venue.Exchange;

    /// <inheritdoc/>
    public bool TryPlay(FaultKind kind, Draw draw)
    {
        switch (kind)
        {
            case FaultKind.VenueRejects or FaultKind.VenueLosesOrder or FaultKind.VenueFillsLate
                or FaultKind.VenueFillsBeforeAck or FaultKind.VenueOverfills or FaultKind.VenueFillsWildly
                or FaultKind.VenueMarsReports:
                Exchange.Arm(kind);
                return true;
            case FaultKind.VenueBusts or FaultKind.VenueCorrects:
                bool isBust = kind == FaultKind.VenueBusts;
                if (Pick(draw, order => CanTakeBack(order, isBust)) is not { } filled)
                    return false;
                Exchange.TakeBack(filled, isBust, namesFirst: draw.Chance(0.5));
                return true;
            case FaultKind.VenueFillsForeign:
                Exchange.TradeForeign(
                    draw.Below(Exchange.Positions.Length), draw.Chance(0.5), draw.Between(1, 200));
                return true;
            case FaultKind.VenueRepeats when Venue.Sent.Count > 0:
                SimReport sent = Venue.Sent[^(int)draw.Between(1, Math.Min(20, Venue.Sent.Count))];
                Venue.Repeat(sent, isMarked: draw.Chance(0.5));
                return true;
            case FaultKind.VenueReusesIds:
                Exchange.ReuseIds();
                return true;
            case FaultKind.VenueCancelsUnasked when Pick(draw, order => order.IsOpen) is { } open:
                Exchange.CancelUnasked(open);
                return true;
            case FaultKind.VenueRestates when Pick(draw, order => order.Leaves > 1) is { } open:
                Exchange.Restate(open);
                return true;
            case FaultKind.VenueReinstates
                when Pick(draw, order => order.IsOurs && order.IsDay && order.Status == '4') is { } ended:
                Exchange.Reinstate(ended);
                return true;
            case FaultKind.VenueRefusesCancels:
                Exchange.RefusesRequests = true;
                player.Later(draw.Between(Second, 15 * Second), () => Exchange.RefusesRequests = false);
                return true;
            case FaultKind.VenueTalksNonsense:
                string message = draw.Of(Nonsense);
                Venue.Say(message[..message.IndexOf('|')], message[(message.IndexOf('|') + 1)..]);
                return true;
            case FaultKind.VenueLogsOut:
                Venue.LogOut();
                return true;
            case FaultKind.VenueRestarts:
                world.RestartVenue(forgets: false);
                return true;
            case FaultKind.VenueForgetsSession:
                world.RestartVenue(forgets: true);
                return true;
            case FaultKind.VenueGoesSilent:
                Venue.SilentUntil = world.Timeline.Now + draw.Between(Second, 30 * Second);
                return true;
            case FaultKind.VenueJumpsSequence when Venue.Session is { IsSynchronised: true }:
                Venue.JumpSequence(draw.Of([1, 7, 50, 5_000]));
                return true;
            case FaultKind.VenueHalts:
                int instrument = draw.Below(Exchange.Positions.Length);
                SetHalted(instrument, true);
                player.Later(draw.Between(Second, 20 * Second), () => SetHalted(instrument, false));
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void StopAll()
    {
        Exchange.Disarm();
        Exchange.RefusesRequests = false;
        Venue.SilentUntil = 0;
    }

    private void SetHalted(int instrument, bool isHalted)
    {
        Exchange.SetHalted(instrument, isHalted);
        world.Feed.SetHalted(instrument, isHalted);
    }

    private static bool CanTakeBack(SimOrder order, bool isBust) =>
        order.IsOurs && order.Fills.Count > 0 && (isBust || order.Fills[^1].Lots > 1);

    private SimOrder? Pick(Draw draw, Func<SimOrder, bool> fits)
    {
        SimOrder[] found = [.. Exchange.Orders.Where(fits).TakeLast(8)];
        return found.Length == 0 ? null : draw.Of(found);
    }
}
