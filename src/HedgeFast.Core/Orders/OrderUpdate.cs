namespace HedgeFast.Core.Orders;

/// <summary>Changes that one execution event made to its order and position.</summary>
/// <param name="Instrument">Dense instrument index; -1 when unknown.</param>
/// <param name="OrderId">Our number of the order, whatever number the exchange named; 0 when it is not ours.</param>
/// <param name="FilledLots">Lots of the fill, where it is news; 0 otherwise.</param>
/// <param name="HasEnded">Whether a live order left the table: nothing more can fill.</param>
/// <param name="CancelWasRequested">Whether we had asked to cancel the live order before.</param>
public readonly record struct OrderUpdate(
    int Instrument, long OrderId = 0, long FilledLots = 0, bool HasEnded = false, bool CancelWasRequested = false);
