namespace HedgeFast.Fix.Codec;

/// <summary>
/// Fields of a Reject (3), BusinessMessageReject (j) or MarketDataRequestReject (Y), found in one walk.
/// </summary>
/// <remarks>Absent numbers are -1. Valid as long as the message.</remarks>
public readonly ref struct RejectView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly FieldSlot _refSeqNum, _refTag, _refMsgType, _refId, _reason, _text;

    /// <summary>Walks the body of <paramref name="message"/>.</summary>
    public RejectView(scoped in FixMessage message)
    {
        _body = message.Body;
        var fields = new FixFields(_body);
        while (fields.MoveNext())
        {
            switch (fields.Tag)
            {
                case Tags.RefSeqNum:
                    FieldSlot.KeepFirst(ref _refSeqNum, fields);
                    break;
                case Tags.RefTagID:
                    FieldSlot.KeepFirst(ref _refTag, fields);
                    break;
                case Tags.RefMsgType:
                    FieldSlot.KeepFirst(ref _refMsgType, fields);
                    break;
                case Tags.BusinessRejectRefID or Tags.MDReqID:
                    FieldSlot.KeepFirst(ref _refId, fields);
                    break;
                case Tags.SessionRejectReason or Tags.BusinessRejectReason or Tags.MDReqRejReason:
                    FieldSlot.KeepFirst(ref _reason, fields);
                    break;
                case Tags.Text:
                    FieldSlot.KeepFirst(ref _text, fields);
                    break;
                default:
                    break;
            }
        }

        IsMalformed = fields.IsMalformed;
    }

    /// <summary>Whether the walk ended early: fields may be missing.</summary>
    public bool IsMalformed { get; }

    /// <summary>Tag 45: our number of the message refused.</summary>
    public long RefSeqNum => _refSeqNum.NumberOf(_body);

    /// <summary>Tag 371.</summary>
    public long RefTagID => _refTag.NumberOf(_body);

    /// <summary>Tag 372.</summary>
    public ReadOnlySpan<byte> RefMsgType => _refMsgType.Of(_body);

    /// <summary>Tag 379 of a business reject, 262 of a market data reject: our own id, such as the ClOrdID.</summary>
    public ReadOnlySpan<byte> RefId => _refId.Of(_body);

    /// <summary>Tag 373, 380 or 281. The last may be a letter, which is not read.</summary>
    public long Reason => _reason.NumberOf(_body);

    /// <summary>Tag 58.</summary>
    public ReadOnlySpan<byte> Text => _text.Of(_body);
}
