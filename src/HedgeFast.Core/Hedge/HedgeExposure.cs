using HedgeFast.Core.Book;

namespace HedgeFast.Core.Hedge;

/// <summary>Delta of everything held as a hedge of one underlying, in all its instruments together: an interval, because what is in flight may or may not fill.</summary>
/// <param name="Low">If every live sell fills and no live buy does.</param>
/// <param name="High">If every live buy fills and no live sell does.</param>
public readonly record struct HedgeExposure(LotDelta Low, LotDelta High)
{
    /// <summary>Whether nothing is in flight.</summary>
    public bool IsSettled => Low == High;

    /// <summary>Adds an instrument's position.</summary>
    public HedgeExposure Plus(PositionInterval position, LotDelta lot) => new(Low + (position.Low * lot), High + (position.High * lot));
}
