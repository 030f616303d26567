using System.Runtime.InteropServices;
using HedgeFast.Core.Book;

namespace HedgeFast.Core.Limits;

/// <summary>One instruction to the order port, 64 bytes, that has passed every limit.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public readonly struct OrderIntent
{
    /// <summary>Our order number, unique within the epoch of this process, from 1.</summary>
    [field: FieldOffset(0)] public long OrderId { get; init; }

    /// <summary>Number of the cancel, replace or status request itself; 0 for a new order.</summary>
    [field: FieldOffset(8)] public long RequestId { get; init; }

    /// <summary>Receive stamp of the event that caused this, monotonic nanoseconds.</summary>
    [field: FieldOffset(16)] public long CauseNanos { get; init; }

    /// <summary>Limit price in ticks.</summary>
    [field: FieldOffset(24)] public long LimitTicks { get; init; }

    /// <summary>Quantity in lots, positive.</summary>
    [field: FieldOffset(32)] public long Lots { get; init; }

    /// <summary>Quantity in lots, negative of a sell.</summary>
    public long SignedLots => Side == Side.Buy ? Lots : -Lots;

    /// <summary>Dense instrument index.</summary>
    [field: FieldOffset(40)] public int Instrument { get; init; }

    /// <summary>Kind of the instruction.</summary>
    [field: FieldOffset(44)] public IntentKind Kind { get; init; }

    /// <summary>Side of the order.</summary>
    [field: FieldOffset(45)] public Side Side { get; init; }

    /// <summary>Life time of the order.</summary>
    [field: FieldOffset(46)] public TimeInForce TimeInForce { get; init; }

    /// <summary>
    /// Number under which the exchange has the order that a request is about; 0 stands for <see cref="OrderId"/>, which
    /// it has until it is replaced.
    /// </summary>
    [field: FieldOffset(48)] public long KnownId { get; init; }

    /// <summary>The number that a request has to name: <see cref="KnownId"/> as it is meant.</summary>
    public long NamedId => KnownId != 0 ? KnownId : OrderId;

    /// <summary>Mid at the decision, quote currency; of a new order only.</summary>
    [field: FieldOffset(56)] public double ArrivalMid { get; init; }
}

/// <summary>Instructions to the order port.</summary>
public enum IntentKind : byte
{
    /// <summary>Send a new order.</summary>
    New = 1,

    /// <summary>Cancel a live order.</summary>
    Cancel = 2,

    /// <summary>Ask for the state of an order.</summary>
    Status = 3,

    /// <summary>Ask for the state of every order of the session.</summary>
    MassStatus = 4,

    /// <summary>Give a live order another price or quantity.</summary>
    Replace = 5,

    /// <summary>Try to log on again after a refusal for good.</summary>
    Reconnect = 6,

    /// <summary>Ask for the positions that the exchange holds of us.</summary>
    Positions = 7,
}
