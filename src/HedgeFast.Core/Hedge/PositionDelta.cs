using HedgeFast.Core.Book;

namespace HedgeFast.Core.Hedge;

/// <summary>The delta of what is held to hedge an underlying, units of the underlying.</summary>
/// <param name="Low">If every live sell fills and no live buy does.</param>
/// <param name="High">If every live buy fills and no live sell does.</param>
/// <param name="Filled">If nothing more fills.</param>
internal readonly record struct PositionDelta(double Low, double High, double Filled)
{
    /// <summary>That of one instrument.</summary>
    /// <param name="position">Its position with everything in flight, lots.</param>
    /// <param name="filledLots">Its filled position, lots.</param>
    /// <param name="deltaPerLot">Delta of one lot.</param>
    public static PositionDelta Of(PositionInterval position, long filledLots, double deltaPerLot) =>
        new(position.Low * deltaPerLot, position.High * deltaPerLot, filledLots * deltaPerLot);
}
