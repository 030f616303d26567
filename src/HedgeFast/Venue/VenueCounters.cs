namespace HedgeFast.Venue;

/// <summary>A reading of the venue's counters, taken by any thread.</summary>
/// <param name="Ticks">Tape rows published by this process.</param>
/// <param name="Orders">Orders accepted.</param>
/// <param name="Fills">Fills.</param>
/// <param name="Rejects">Orders and cancel requests refused.</param>
/// <param name="Subscribers">Feed subscribers connected; 0 with UDP.</param>
public readonly record struct VenueCounters(long Ticks, long Orders, long Fills, long Rejects, int Subscribers);
