using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>One message that carried an instruction.</summary>
/// <param name="Sequence">Its sequence number; 0 stands for none.</param>
/// <param name="OrderId">The order it concerns.</param>
/// <param name="RequestId">Number of a cancel or status request; 0 for a new order.</param>
/// <param name="Kind">What it asked.</param>
/// <param name="Instrument">Dense instrument index.</param>
public readonly record struct SentMessage(long Sequence, long OrderId, long RequestId, IntentKind Kind, int Instrument);
