using HedgeFast.Core.Book;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// Everything held as a hedge of one underlying, in all its instruments together: an interval, because what is in
/// flight may or may not fill.
/// </summary>
/// <param name="Low">If every live sell fills and no live buy does.</param>
/// <param name="High">If every live buy fills and no live sell does.</param>
/// <param name="Filled">If nothing more fills.</param>
internal readonly record struct HedgeExposure(LotDelta Low, LotDelta High, LotDelta Filled)
{
    /// <summary>Whether nothing is in flight.</summary>
    public bool IsSettled => Low.IsSame(High);

    /// <summary>Adds an instrument's position.</summary>
    /// <param name="position">With everything in flight, lots.</param>
    /// <param name="filledLots">Filled, lots.</param>
    /// <param name="lot">Delta of one lot.</param>
    public HedgeExposure Plus(PositionInterval position, long filledLots, LotDelta lot) =>
        new(Low + (position.Low * lot), High + (position.High * lot), Filled + (filledLots * lot));

    /// <summary>Its delta at a price of the underlying, quote currency.</summary>
    public PositionDelta At(double price) => new(Low.At(price), High.At(price), Filled.At(price));
}
