namespace HedgeFast.Fix.Codec;

/// <summary>Fields of an ExecutionReport (8) or OrderCancelReject (9), found in one walk over the body.</summary>
/// <remarks>
/// Absent text is empty, an absent character 0. Of a field that repeats, as inside a group, the first counts. Valid as
/// long as the message.
/// </remarks>
public readonly ref struct ExecutionReportView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly FieldSlot _clOrdId, _origClOrdId, _orderId, _execId, _execRefId, _symbol, _text, _transactTime;
    private readonly FieldSlot _execType, _execTransType, _ordStatus, _side;
    private readonly FieldSlot _ordRejReason, _cxlRejReason, _cxlRejResponseTo;
    private readonly FieldSlot _lastPx, _lastQty, _cumQty, _leavesQty, _orderQty, _price, _avgPx;

    /// <summary>Walks the body of <paramref name="message"/>.</summary>
    public ExecutionReportView(scoped in FixMessage message)
    {
        _body = message.Body;
        var fields = new FixFields(_body);
        while (fields.MoveNext())
        {
            switch (fields.Tag)
            {
                case Tags.AvgPx:
                    FieldSlot.KeepFirst(ref _avgPx, fields);
                    break;
                case Tags.ClOrdID:
                    FieldSlot.KeepFirst(ref _clOrdId, fields);
                    break;
                case Tags.CumQty:
                    FieldSlot.KeepFirst(ref _cumQty, fields);
                    break;
                case Tags.ExecID:
                    FieldSlot.KeepFirst(ref _execId, fields);
                    break;
                case Tags.ExecTransType:
                    FieldSlot.KeepFirst(ref _execTransType, fields);
                    break;
                case Tags.ExecRefID:
                    FieldSlot.KeepFirst(ref _execRefId, fields);
                    break;
                case Tags.LastPx:
                    FieldSlot.KeepFirst(ref _lastPx, fields);
                    break;
                case Tags.LastQty:
                    FieldSlot.KeepFirst(ref _lastQty, fields);
                    break;
                case Tags.OrderID:
                    FieldSlot.KeepFirst(ref _orderId, fields);
                    break;
                case Tags.OrderQty:
                    FieldSlot.KeepFirst(ref _orderQty, fields);
                    break;
                case Tags.OrdStatus:
                    FieldSlot.KeepFirst(ref _ordStatus, fields);
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
                case Tags.Text:
                    FieldSlot.KeepFirst(ref _text, fields);
                    break;
                case Tags.TransactTime:
                    FieldSlot.KeepFirst(ref _transactTime, fields);
                    break;
                case Tags.CxlRejReason:
                    FieldSlot.KeepFirst(ref _cxlRejReason, fields);
                    break;
                case Tags.OrdRejReason:
                    FieldSlot.KeepFirst(ref _ordRejReason, fields);
                    break;
                case Tags.ExecType:
                    FieldSlot.KeepFirst(ref _execType, fields);
                    break;
                case Tags.LeavesQty:
                    FieldSlot.KeepFirst(ref _leavesQty, fields);
                    break;
                case Tags.CxlRejResponseTo:
                    FieldSlot.KeepFirst(ref _cxlRejResponseTo, fields);
                    break;
                default:
                    break;
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

    /// <summary>Tag 20, before FIX.4.3: 0 new, 1 cancel, 2 correct, 3 status, which never changes a quantity.</summary>
    public byte ExecTransType => _execTransType.CharOf(_body);

    /// <summary>Tag 39.</summary>
    public byte OrdStatus => _ordStatus.CharOf(_body);

    /// <summary>Tag 54.</summary>
    public byte Side => _side.CharOf(_body);

    /// <summary>Tag 434: 1 when a cancel was refused, 2 when a replace was.</summary>
    public byte CxlRejResponseTo => _cxlRejResponseTo.CharOf(_body);

    /// <summary>Tag 103, or -1.</summary>
    public long OrdRejReason => _ordRejReason.NumberOf(_body);

    /// <summary>Tag 102, or -1.</summary>
    public long CxlRejReason => _cxlRejReason.NumberOf(_body);

    /// <summary>Tag 31, scaled to <paramref name="decimals"/>; false when absent, malformed or not exact.</summary>
    public bool TryGetLastPx(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_lastPx.Of(_body), decimals, out mantissa);

    /// <summary>Tag 31, scaled likewise with further decimals cut off; false when absent or malformed.</summary>
    public bool TryGetLastPxCut(int decimals, out long mantissa)
    {
        ReadOnlySpan<byte> text = _lastPx.Of(_body);
        mantissa = 0;
        int point = text.IndexOf((byte)'.');
        if (point < 0 || text[(point + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return false;
        return FixNumber.TryReadDecimal(text[..Math.Min(text.Length, point + 1 + decimals)], decimals, out mantissa);
    }

    /// <summary>Tag 32, likewise.</summary>
    public bool TryGetLastQty(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_lastQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 14, likewise.</summary>
    public bool TryGetCumQty(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_cumQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 151, likewise.</summary>
    public bool TryGetLeavesQty(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_leavesQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 38, likewise.</summary>
    public bool TryGetOrderQty(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_orderQty.Of(_body), decimals, out mantissa);

    /// <summary>Tag 44, likewise.</summary>
    public bool TryGetPrice(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_price.Of(_body), decimals, out mantissa);

    /// <summary>Tag 6, likewise; often not exact.</summary>
    public bool TryGetAvgPx(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_avgPx.Of(_body), decimals, out mantissa);

    /// <summary>Tag 60, UTC nanoseconds; false when absent or malformed.</summary>
    public bool TryGetTransactTime(out long utcNanos) => FixTimestamp.TryRead(_transactTime.Of(_body), out utcNanos);
}
