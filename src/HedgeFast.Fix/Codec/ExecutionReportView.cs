namespace HedgeFast.Fix.Codec;

/// <summary>
/// The fields of an ExecutionReport (8) or OrderCancelReject (9), found in one walk over the body. Absent text is empty, an absent character 0. Where a field
/// comes more than once, as inside a repeating group, the first one counts. Valid as long as the message.
/// </summary>
public readonly ref struct ExecutionReportView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly FieldSlot _clOrdId, _origClOrdId, _orderId, _execId, _execRefId, _symbol, _text, _transactTime;
    private readonly FieldSlot _execType, _ordStatus, _side, _ordRejReason, _cxlRejReason, _cxlRejResponseTo;
    private readonly FieldSlot _lastPx, _lastQty, _cumQty, _leavesQty, _orderQty, _price, _avgPx;

    /// <summary>Walks the body of <paramref name="message"/>.</summary>
    public ExecutionReportView(in FixMessage message)
    {
        _body = message.Body;
        var fields = new FixFields(_body);
        while (fields.MoveNext())
        {
            var slot = new FieldSlot(fields.ValueStart, fields.ValueLength);
            switch (fields.Tag)
            {
                case Tags.AvgPx: Keep(ref _avgPx, slot); break;
                case Tags.ClOrdID: Keep(ref _clOrdId, slot); break;
                case Tags.CumQty: Keep(ref _cumQty, slot); break;
                case Tags.ExecID: Keep(ref _execId, slot); break;
                case Tags.ExecRefID: Keep(ref _execRefId, slot); break;
                case Tags.LastPx: Keep(ref _lastPx, slot); break;
                case Tags.LastQty: Keep(ref _lastQty, slot); break;
                case Tags.OrderID: Keep(ref _orderId, slot); break;
                case Tags.OrderQty: Keep(ref _orderQty, slot); break;
                case Tags.OrdStatus: Keep(ref _ordStatus, slot); break;
                case Tags.OrigClOrdID: Keep(ref _origClOrdId, slot); break;
                case Tags.Price: Keep(ref _price, slot); break;
                case Tags.Side: Keep(ref _side, slot); break;
                case Tags.Symbol: Keep(ref _symbol, slot); break;
                case Tags.Text: Keep(ref _text, slot); break;
                case Tags.TransactTime: Keep(ref _transactTime, slot); break;
                case Tags.CxlRejReason: Keep(ref _cxlRejReason, slot); break;
                case Tags.OrdRejReason: Keep(ref _ordRejReason, slot); break;
                case Tags.ExecType: Keep(ref _execType, slot); break;
                case Tags.LeavesQty: Keep(ref _leavesQty, slot); break;
                case Tags.CxlRejResponseTo: Keep(ref _cxlRejResponseTo, slot); break;
                default: break;
            }
        }

        IsMalformed = fields.IsMalformed;
    }

    /// <summary>Whether the walk ended early: fields may be missing.</summary>
    public bool IsMalformed { get; }

    /// <summary>Tag 11.</summary>
    public ReadOnlySpan<byte> ClOrdID => _clOrdId.Of(_body);

    /// <summary>Tag 41.</summary>
    public ReadOnlySpan<byte> OrigClOrdID => _origClOrdId.Of(_body);

    /// <summary>Tag 37.</summary>
    public ReadOnlySpan<byte> OrderID => _orderId.Of(_body);

    /// <summary>Tag 17.</summary>
    public ReadOnlySpan<byte> ExecID => _execId.Of(_body);

    /// <summary>Tag 19: the execution that is corrected or cancelled.</summary>
    public ReadOnlySpan<byte> ExecRefID => _execRefId.Of(_body);

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol => _symbol.Of(_body);

    /// <summary>Tag 58.</summary>
    public ReadOnlySpan<byte> Text => _text.Of(_body);

    /// <summary>Tag 150.</summary>
    public byte ExecType => _execType.CharOf(_body);

    /// <summary>Tag 39.</summary>
    public byte OrdStatus => _ordStatus.CharOf(_body);

    /// <summary>Tag 54.</summary>
    public byte Side => _side.CharOf(_body);

    /// <summary>Tag 434: 1 when a cancel was refused, 2 when a replace was.</summary>
    public byte CxlRejResponseTo => _cxlRejResponseTo.CharOf(_body);

    /// <summary>Tag 103, or -1.</summary>
    public long OrdRejReason => FixNumber.TryReadLong(_ordRejReason.Of(_body), out long value) ? value : -1;

    /// <summary>Tag 102, or -1.</summary>
    public long CxlRejReason => FixNumber.TryReadLong(_cxlRejReason.Of(_body), out long value) ? value : -1;

    /// <summary>Tag 31, scaled to <paramref name="decimals"/>; false when absent, malformed or not exact.</summary>
    public bool TryGetLastPx(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_lastPx.Of(_body), decimals, out mantissa);

    /// <summary>Tag 32, likewise.</summary>
    public bool TryGetLastQty(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_lastQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 14, likewise.</summary>
    public bool TryGetCumQty(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_cumQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 151, likewise.</summary>
    public bool TryGetLeavesQty(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_leavesQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 38, likewise.</summary>
    public bool TryGetOrderQty(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_orderQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 44, likewise.</summary>
    public bool TryGetPrice(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_price.Of(_body), decimals, out mantissa);

    /// <summary>Tag 6, likewise; often not exact.</summary>
    public bool TryGetAvgPx(int decimals, out long mantissa) => FixNumber.TryReadDecimal(_avgPx.Of(_body), decimals, out mantissa);

    /// <summary>Tag 60, UTC nanoseconds; false when absent or malformed.</summary>
    public bool TryGetTransactTime(out long utcNanos) => FixTimestamp.TryRead(_transactTime.Of(_body), out utcNanos);

    private static void Keep(ref FieldSlot slot, FieldSlot value)
    {
        if (slot.Length == 0) slot = value;
    }
}
