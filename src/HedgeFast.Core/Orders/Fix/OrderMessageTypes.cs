using HedgeFast.Core.Limits;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>The FIX message type of each instruction.</summary>
internal static class OrderMessageTypes
{
    /// <summary>Tag 35 of an instruction.</summary>
    public static ReadOnlySpan<byte> Of(IntentKind kind) => kind switch
    {
        IntentKind.New => "D"u8,
        IntentKind.Cancel => "F"u8,
        IntentKind.Replace => "G"u8,
        IntentKind.MassStatus => MsgTypes.OrderMassStatusRequest,
        IntentKind.Positions => MsgTypes.RequestForPositions,
        _ => "H"u8,
    };
}
