namespace HedgeFast.Fix.Codec;

/// <summary>
/// The fields of a NewOrderSingle (D), OrderCancelRequest (F) or OrderStatusRequest (H), found in one walk over the body. Absent text is empty, an absent
/// character 0; where a field comes more than once the first one counts. Valid as long as the message.
/// </summary>
public readonly ref struct OrderRequestView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly FieldSlot _account, _clOrdId, _origClOrdId, _orderId, _symbol, _statusReqId, _transactTime;
    private readonly FieldSlot _side, _ordType, _timeInForce, _orderQty, _price;

    /// <summary>Walks the body of <paramref name="message"/>.</summary>
    public OrderRequestView(in FixMessage message)
    {
        _body = message.Body;
        var fields = new FixFields(_body);
        while (fields.MoveNext())
        {
            var slot = new FieldSlot(fields.ValueStart, fields.ValueLength);
            switch (fields.Tag)
            {
                case Tags.Account: Keep(ref _account, slot); break;
                case Tags.ClOrdID: Keep(ref _clOrdId, slot); break;
                case Tags.OrderID: Keep(ref _orderId, slot); break;
                case Tags.OrderQty: Keep(ref _orderQty, slot); break;
                case Tags.OrdType: Keep(ref _ordType, slot); break;
                case Tags.OrigClOrdID: Keep(ref _origClOrdId, slot); break;
                case Tags.Price: Keep(ref _price, slot); break;
                case Tags.Side: Keep(ref _side, slot); break;
                case Tags.Symbol: Keep(ref _symbol, slot); break;
                case Tags.TimeInForce: Keep(ref _timeInForce, slot); break;
                case Tags.TransactTime: Keep(ref _transactTime, slot); break;
                case Tags.OrdStatusReqID: Keep(ref _statusReqId, slot); break;
                default: break;
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
    public bool TryGetOrderQty(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_orderQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 44, likewise.</summary>
    public bool TryGetPrice(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_price.Of(_body), decimals, out mantissa);

    /// <summary>Tag 60, UTC nanoseconds; false when absent or malformed.</summary>
    public bool TryGetTransactTime(out long utcNanos) => FixTimestamp.TryRead(_transactTime.Of(_body), out utcNanos);

    private static void Keep(ref FieldSlot slot, FieldSlot value)
    {
        if (slot.Length == 0) slot = value;
    }
}
