namespace HedgeFast.Venue.Market;

/// <summary>Takes what the market answers. It must not call the market back from within.</summary>
public interface IVenueReportSink
{
    /// <summary>Takes one report; the market has already changed its own state.</summary>
    void OnReport(in VenueReport report);
}
