using System.Runtime.InteropServices;
using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders;

/// <summary>One execution event, 112 bytes, as the order port publishes it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 112)]
public readonly struct ExecutionEvent
{
    /// <summary>Monotonic receive time, nanoseconds.</summary>
    [field: FieldOffset(0)] public long ReceiveNanos { get; init; }

    /// <summary>The exchange's transaction time, UTC nanoseconds; 0 when absent.</summary>
    [field: FieldOffset(8)] public long ExchangeNanos { get; init; }

    /// <summary>Our order number, or that of a replace of it, or 0 when the ClOrdID is not one of ours.</summary>
    [field: FieldOffset(16)] public long OrderId { get; init; }

    /// <summary>128-bit hash of the exchange's execution id, low half; both halves 0 without an id.</summary>
    [field: FieldOffset(24)] public ulong ExecIdLow { get; init; }

    /// <summary>128-bit hash of the exchange's execution id, high half.</summary>
    [field: FieldOffset(32)] public ulong ExecIdHigh { get; init; }

    /// <summary>Price of this fill in ticks.</summary>
    [field: FieldOffset(40)] public long LastTicks { get; init; }

    /// <summary>Size of this fill in lots.</summary>
    [field: FieldOffset(48)] public long LastLots { get; init; }

    /// <summary>Total filled so far, lots, as the exchange says.</summary>
    [field: FieldOffset(56)] public long CumLots { get; init; }

    /// <summary>Still open, lots, as the exchange says.</summary>
    [field: FieldOffset(64)] public long LeavesLots { get; init; }

    /// <summary>Dense instrument index, or -1 for session events.</summary>
    [field: FieldOffset(72)] public int Instrument { get; init; }

    /// <summary>Kind of the event.</summary>
    [field: FieldOffset(76)] public ExecutionKind Kind { get; init; }

    /// <summary>Side of the order.</summary>
    [field: FieldOffset(77)] public Side Side { get; init; }

    /// <summary>Irregularities of the report behind the event.</summary>
    [field: FieldOffset(78)] public ReportFlags Flags { get; init; }

    /// <summary>
    /// Hash of the execution that is taken back or corrected, low half; both halves 0 when none is named.
    /// </summary>
    [field: FieldOffset(80)] public ulong ExecRefLow { get; init; }

    /// <summary>Hash of the execution that is taken back or corrected, high half.</summary>
    [field: FieldOffset(88)] public ulong ExecRefHigh { get; init; }

    /// <summary>
    /// Our number in the ClOrdID: of the order, its latest replace, or the request that is answered; 0 when the ClOrdID
    /// is foreign.
    /// </summary>
    [field: FieldOffset(96)] public long RequestId { get; init; }

    /// <summary>
    /// Sequence number of the session message behind the event; with <see cref="ExecutionKind.SessionUp"/> the last one
    /// processed before; 0 without a message.
    /// </summary>
    [field: FieldOffset(104)] public long SessionSequence { get; init; }
}

/// <summary>Irregularities of a report that is an event all the same.</summary>
[Flags]
public enum ReportFlags : byte
{
    /// <summary>The report is regular.</summary>
    None = 0,

    /// <summary>The report is marked as a repetition: tag 43 or 97.</summary>
    IsMarkedRepeated = 1,

    /// <summary>The report carries a fill without a readable price: LastTicks is 0 and no price.</summary>
    HasNoPrice = 2,

    /// <summary>The report has no side 1 or 2: the side of our order holds.</summary>
    HasNoSide = 4,
}
