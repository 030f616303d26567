namespace HedgeFast.Fix.Codec;

/// <summary>
/// Fields of a PositionReport (AP), found in one walk over the body. Absent numbers are -1. Valid as long as the
/// message.
/// </summary>
public readonly ref struct PositionReportView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly FieldSlot _account, _symbol, _requestId, _reportId, _total, _result, _settlementPrice;

    /// <summary>Walks the body of <paramref name="message"/>.</summary>
    public PositionReportView(scoped in FixMessage message)
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
                case Tags.Symbol:
                    FieldSlot.KeepFirst(ref _symbol, fields);
                    break;
                case Tags.PosReqID:
                    FieldSlot.KeepFirst(ref _requestId, fields);
                    break;
                case Tags.PosMaintRptID:
                    FieldSlot.KeepFirst(ref _reportId, fields);
                    break;
                case Tags.TotalNumPosReports:
                    FieldSlot.KeepFirst(ref _total, fields);
                    break;
                case Tags.PosReqResult:
                    FieldSlot.KeepFirst(ref _result, fields);
                    break;
                case Tags.SettlPrice:
                    FieldSlot.KeepFirst(ref _settlementPrice, fields);
                    break;
                default:
                    break;
            }
        }

        IsMalformed = fields.IsMalformed;
    }

    private static ReadOnlySpan<int> PositionMembers => [Tags.LongQty, Tags.ShortQty, 706];

    /// <summary>Whether the walk ended early: fields may be missing.</summary>
    public bool IsMalformed { get; }

    /// <summary>Tag 1.</summary>
    public ReadOnlySpan<byte> Account => _account.Of(_body);

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol => _symbol.Of(_body);

    /// <summary>Tag 710: the request answered; empty without one.</summary>
    public ReadOnlySpan<byte> PosReqID => _requestId.Of(_body);

    /// <summary>Tag 721.</summary>
    public ReadOnlySpan<byte> PosMaintRptID => _reportId.Of(_body);

    /// <summary>Tag 727: reports in the answer.</summary>
    public long TotalNumPosReports => _total.NumberOf(_body);

    /// <summary>Tag 728: 0 is valid, 2 means no positions found.</summary>
    public long PosReqResult => _result.NumberOf(_body);

    /// <summary>Tag 730, scaled to <paramref name="decimals"/>; false when absent, malformed or not exact.</summary>
    public bool TryGetSettlPrice(int decimals, out long mantissa) =>
        FixNumber.TryReadDecimal(_settlementPrice.Of(_body), decimals, out mantissa);

    /// <summary>
    /// Net quantity, long less short, of the entry with <paramref name="posType"/> in tag 703 ("TOT", "TQ", ...),
    /// scaled to <paramref name="decimals"/>.
    /// </summary>
    /// <remarks>False without such an entry, or where it is malformed or not exact.</remarks>
    public bool TryGetNet(ReadOnlySpan<byte> posType, int decimals, out long mantissa)
    {
        foreach (FixFields entry in new FixGroup(_body, Tags.NoPositions, Tags.PosType, PositionMembers))
        {
            bool isType = false, isExact = true;
            long net = 0;
            foreach (FixField field in entry)
            {
                if (field.Tag == Tags.PosType)
                {
                    isType = field.Value.SequenceEqual(posType);
                }
                else if (field.Tag is Tags.LongQty or Tags.ShortQty)
                {
                    isExact &= FixNumber.TryReadDecimal(field.Value, decimals, out long quantity);
                    net += field.Tag == Tags.LongQty ? quantity : -quantity;
                }
            }

            if (!isType)
                continue;
            mantissa = net;
            return isExact;
        }

        mantissa = 0;
        return false;
    }
}
