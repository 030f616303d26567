namespace HedgeFast.Fix.Codec;

/// <summary>
/// Fields of an ExecutionReport to write. Empty text is left out; <see cref="LastPx"/> and <see cref="LastQty"/> are
/// written unless <see cref="LastQty"/> is 0.
/// </summary>
public readonly ref struct OrderReport
{
    /// <summary>Tag 37.</summary>
    public ReadOnlySpan<byte> OrderID { get; init; }

    /// <summary>Tag 17.</summary>
    public ReadOnlySpan<byte> ExecID { get; init; }

    /// <summary>Tag 11.</summary>
    public ReadOnlySpan<byte> ClOrdID { get; init; }

    /// <summary>Tag 41.</summary>
    public ReadOnlySpan<byte> OrigClOrdID { get; init; }

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol { get; init; }

    /// <summary>Tag 58.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Tag 150.</summary>
    public byte ExecType { get; init; }

    /// <summary>Tag 39.</summary>
    public byte OrdStatus { get; init; }

    /// <summary>Tag 54.</summary>
    public byte Side { get; init; }

    /// <summary>Tag 38, in units of 10^-<see cref="QuantityDecimals"/>, as all quantities here.</summary>
    public long OrderQty { get; init; }

    /// <summary>Tag 32.</summary>
    public long LastQty { get; init; }

    /// <summary>Tag 14.</summary>
    public long CumQty { get; init; }

    /// <summary>Tag 151.</summary>
    public long LeavesQty { get; init; }

    /// <summary>Decimals of the quantities, 0 to 18.</summary>
    public int QuantityDecimals { get; init; }

    /// <summary>Tag 31, in units of 10^-<see cref="PriceDecimals"/>.</summary>
    public long LastPx { get; init; }

    /// <summary>Tag 6, likewise.</summary>
    public long AvgPx { get; init; }

    /// <summary>Decimals of the prices, 0 to 18.</summary>
    public int PriceDecimals { get; init; }

    /// <summary>Tag 60, UTC nanoseconds.</summary>
    public long TransactTime { get; init; }
}
