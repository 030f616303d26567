namespace HedgeFast.Core.Hedge;

/// <summary>The delta of what is held to hedge an underlying, units of the underlying.</summary>
/// <param name="Low">If every live sell fills and no live buy does.</param>
/// <param name="High">If every live buy fills and no live sell does.</param>
/// <param name="Filled">If nothing more fills.</param>
internal readonly record struct PositionDelta(double Low, double High, double Filled);
