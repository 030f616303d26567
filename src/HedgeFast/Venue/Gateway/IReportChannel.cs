using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Gateway;

/// <summary>Carries reports to one client.</summary>
public interface IReportChannel
{
    /// <summary>Sends one report; false when it can't be sent now and must be offered again.</summary>
    bool TrySend(in VenueReport report);
}
