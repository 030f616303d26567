namespace HedgeFast.Fix.Codec;

/// <summary>
/// Fields of a NewOrderSingle (D), OrderCancelRequest (F) or OrderStatusRequest (H), found in one walk over the body.
/// </summary>
/// <remarks>
/// Absent text is empty, an absent character 0. Of a field that repeats, the first counts. Valid as long as the
/// message.
/// </remarks>
public readonly ref struct OrderRequestView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly FieldSlot _account, _clOrdId, _origClOrdId, _orderId, _symbol, _statusReqId, _transactTime;
    private readonly FieldSlot _side, _ordType, _timeInForce, _orderQty, _price;

    /// <summary>Walks the body of <paramref name="message"/>.</summary>
    public OrderRequestView(scoped in FixMessage message)
    {
        _body = message.Body;
        var fields = new FixFields(_body);
        while (fields.MoveNext())
        {
            switch (fields.Tag)
            {
                case Tags.Account:
                    FieldSlot.KeepFirst(ref _account, fields);
                    break;
                case Tags.ClOrdID:
                    FieldSlot.KeepFirst(ref _clOrdId, fields);
                    break;
                case Tags.OrderID:
                    FieldSlot.KeepFirst(ref _orderId, fields);
                    break;
                case Tags.OrderQty:
                    FieldSlot.KeepFirst(ref _orderQty, fields);
                    break;
                case Tags.OrdType:
                    FieldSlot.KeepFirst(ref _ordType, fields);
                    break;
                case Tags.OrigClOrdID:
                    FieldSlot.KeepFirst(ref _origClOrdId, fields);
                    break;
                case Tags.Price:
                    FieldSlot.KeepFirst(ref _price, fields);
                    break;
                case Tags.Side:
                    FieldSlot.KeepFirst(ref _side, fields);
                    break;
                case Tags.Symbol:
                    FieldSlot.KeepFirst(ref _symbol, fields);
                    break;
                case Tags.TimeInForce:
                    FieldSlot.KeepFirst(ref _timeInForce, fields);
                    break;
                case Tags.TransactTime:
                    FieldSlot.KeepFirst(ref _transactTime, fields);
                    break;
                case Tags.OrdStatusReqID:
                    FieldSlot.KeepFirst(ref _statusReqId, fields);
                    break;
                default:
                    break;
            }
        }

        IsMalformed = fields.IsMalformed;
    }

    /// <summary>Whether the walk ended early: fields may be missing.</summary>
    public bool IsMalformed { get; }

    /// <summary>Tag 1.</summary>
    public ReadOnlySpan<byte> Account => _account.Of(_body);

    /// <summary>Tag 11.</summary>
    public ReadOnlySpan<byte> ClOrdID => _clOrdId.Of(_body);

    /// <summary>Tag 41.</summary>
    public ReadOnlySpan<byte> OrigClOrdID => _origClOrdId.Of(_body);

    /// <summary>Tag 37.</summary>
    public ReadOnlySpan<byte> OrderID => _orderId.Of(_body);

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol => _symbol.Of(_body);

    /// <summary>Tag 790.</summary>
    public ReadOnlySpan<byte> OrdStatusReqID => _statusReqId.Of(_body);

    /// <summary>Tag 54.</summary>
    public byte Side => _side.CharOf(_body);

    /// <summary>Tag 40.</summary>
    public byte OrdType => _ordType.CharOf(_body);

    /// <summary>Tag 59.</summary>
    public byte TimeInForce => _timeInForce.CharOf(_body);

    /// <summary>Tag 38, scaled to <paramref name="decimals"/>; false when absent, malformed or not exact.</summary>
    public bool TryGetOrderQty(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_orderQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 44, likewise.</summary>
    public bool TryGetPrice(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_price.Of(_body), decimals, out mantissa);

    /// <summary>Tag 60, UTC nanoseconds; false when absent or malformed.</summary>
    public bool TryGetTransactTime(out long utcNanos) => FixTimestamp.TryRead(_transactTime.Of(_body), out utcNanos);
}
