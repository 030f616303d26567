namespace HedgeFast.Fix.Codec;

/// <summary>
/// Fields of a NewOrderSingle, OrderCancelRequest or OrderStatusRequest to write. Empty text and zero characters are
/// left out.
/// </summary>
public readonly ref struct OrderRequest
{
    /// <summary>An empty request.</summary>
    public OrderRequest()
    {
    }

    /// <summary>Tag 1.</summary>
    public ReadOnlySpan<byte> Account { get; init; }

    /// <summary>Tag 11.</summary>
    public ReadOnlySpan<byte> ClOrdID { get; init; }

    /// <summary>Tag 41; cancel requests.</summary>
    public ReadOnlySpan<byte> OrigClOrdID { get; init; }

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol { get; init; }

    /// <summary>Tag 54.</summary>
    public byte Side { get; init; }

    /// <summary>Tag 40.</summary>
    public byte OrdType { get; init; }

    /// <summary>Tag 59.</summary>
    public byte TimeInForce { get; init; }

    /// <summary>Tag 38, in units of 10^-<see cref="QuantityDecimals"/>.</summary>
    public long Quantity { get; init; }

    /// <summary>Decimals of <see cref="Quantity"/>, 0 to 18.</summary>
    public int QuantityDecimals { get; init; }

    /// <summary>Tag 44, in units of 10^-<see cref="PriceDecimals"/>; written for OrdType 2 (limit) only.</summary>
    public long Price { get; init; }

    /// <summary>Decimals of <see cref="Price"/>, 0 to 18.</summary>
    public int PriceDecimals { get; init; }

    /// <summary>Tag 60, UTC nanoseconds.</summary>
    public long TransactTime { get; init; }

    /// <summary>
    /// Decimals of a second written of <see cref="TransactTime"/>, 0 to 9. FIX.4.2 and 4.4 know 0 and 3.
    /// </summary>
    public int TransactTimeDigits { get; init; } = 3;
}
