namespace HedgeFast.Fix.Codec;

/// <summary>
/// Positions of the standard header's fields in one message, read in one pass. A start of 0 means absent.
/// </summary>
internal struct FixHeader
{
    public long SeqNum;
    public int TypeStart;
    public int TypeLength;
    public int BeginStringLength;
    public int SenderStart;
    public int SenderLength;
    public int TargetStart;
    public int TargetLength;
    public int SendingTimeStart;
    public int SendingTimeLength;
    public int OrigSendingTimeStart;
    public int OrigSendingTimeLength;
    public int BodyStart;

    /// <summary>First header field found behind the body's first field; 0 when there is none.</summary>
    public int MisplacedTag;
    public bool PossDup;
    public bool PossResend;
    public bool HasSeqNum;

    private readonly bool IsComplete => HasSeqNum && SenderStart != 0 && TargetStart != 0 && SendingTimeStart != 0;

    /// <summary>Reads the header of a framed message: every field up to the first that belongs to a body.</summary>
    /// <remarks>
    /// Where a required field is missing by then, the rest is searched for it, so that the message can be rejected
    /// under its own number.
    /// </remarks>
    public static FixHeader Read(ReadOnlySpan<byte> message)
    {
        FixHeader header = default;
        var fields = new FixFields(message);
        int previousEnd = 0;
        while (fields.MoveNext())
        {
            if (!header.Take(fields))
                break;
            previousEnd = fields.NextStart;
        }

        header.BodyStart = previousEnd;
        if (header.IsComplete)
            return header;
        while (fields.MoveNext())
        {
            if (header.Take(fields) && header.MisplacedTag == 0)
                header.MisplacedTag = fields.Tag;
        }

        return header;
    }

    /// <summary>Whether <paramref name="tag"/> belongs to the standard header of any version.</summary>
    public static bool IsHeaderTag(int tag) =>
        tag is Tags.BeginString or Tags.BodyLength or Tags.MsgType or Tags.MsgSeqNum or Tags.PossDupFlag
            or Tags.SenderCompID or Tags.SendingTime or Tags.TargetCompID or Tags.PossResend or Tags.OrigSendingTime
        || IsOtherHeaderTag(tag);

    // False for a field of the body.
    private bool Take(in FixFields fields)
    {
        switch (fields.Tag)
        {
            case Tags.BeginString:
                BeginStringLength = fields.ValueLength;
                break;
            case Tags.MsgType:
                TypeStart = fields.ValueStart;
                TypeLength = fields.ValueLength;
                break;
            case Tags.SenderCompID:
                SenderStart = fields.ValueStart;
                SenderLength = fields.ValueLength;
                break;
            case Tags.TargetCompID:
                TargetStart = fields.ValueStart;
                TargetLength = fields.ValueLength;
                break;
            case Tags.SendingTime:
                SendingTimeStart = fields.ValueStart;
                SendingTimeLength = fields.ValueLength;
                break;
            case Tags.OrigSendingTime:
                OrigSendingTimeStart = fields.ValueStart;
                OrigSendingTimeLength = fields.ValueLength;
                break;
            case Tags.MsgSeqNum:
                HasSeqNum = FixNumber.TryReadLong(fields.Value, out SeqNum) && SeqNum >= 0;
                break;
            case Tags.PossDupFlag:
                PossDup = fields.Value is [(byte)'Y'];
                break;
            case Tags.PossResend:
                PossResend = fields.Value is [(byte)'Y'];
                break;
            default:
                return IsOtherHeaderTag(fields.Tag);
        }

        return true;
    }

    private static bool IsOtherHeaderTag(int tag) =>
        tag is Tags.BodyLength or Tags.SenderSubID or Tags.TargetSubID or Tags.SecureDataLen or Tags.SecureData
            or Tags.OnBehalfOfCompID or Tags.OnBehalfOfSubID or Tags.DeliverToCompID or Tags.DeliverToSubID
            or Tags.SenderLocationID or Tags.TargetLocationID or Tags.OnBehalfOfLocationID
            or Tags.DeliverToLocationID or Tags.XmlDataLen or Tags.XmlData or 347 or Tags.LastMsgSeqNumProcessed
            or 370 or (>= 627 and <= 630) or Tags.ApplVerID or 1129 or 1156;
}
