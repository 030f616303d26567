namespace HedgeFast.Fix.Codec;

/// <summary>Where the standard header of one message lies, read in one pass. A length of 0 means that the field is absent.</summary>
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
    public bool PossDup;
    public bool PossResend;
    public bool HasSeqNum;
    public bool IsMalformed;

    /// <summary>Reads the header of a framed message: everything up to the first field that can't stand in a header.</summary>
    public static FixHeader Read(ReadOnlySpan<byte> message)
    {
        FixHeader header = default;
        var fields = new FixFields(message);
        int previousEnd = 0;
        while (fields.MoveNext())
        {
            switch (fields.Tag)
            {
                case Tags.BeginString: header.BeginStringLength = fields.ValueLength; break;
                case Tags.MsgType: (header.TypeStart, header.TypeLength) = (fields.ValueStart, fields.ValueLength); break;
                case Tags.SenderCompID: (header.SenderStart, header.SenderLength) = (fields.ValueStart, fields.ValueLength); break;
                case Tags.TargetCompID: (header.TargetStart, header.TargetLength) = (fields.ValueStart, fields.ValueLength); break;
                case Tags.SendingTime: (header.SendingTimeStart, header.SendingTimeLength) = (fields.ValueStart, fields.ValueLength); break;
                case Tags.OrigSendingTime: (header.OrigSendingTimeStart, header.OrigSendingTimeLength) = (fields.ValueStart, fields.ValueLength); break;
                case Tags.MsgSeqNum: header.HasSeqNum = FixNumber.TryReadLong(fields.Value, out header.SeqNum) && header.SeqNum > 0; break;
                case Tags.PossDupFlag: header.PossDup = fields.Value is [(byte)'Y']; break;
                case Tags.PossResend: header.PossResend = fields.Value is [(byte)'Y']; break;
                default:
                    if (IsOtherHeaderTag(fields.Tag)) break;
                    header.BodyStart = previousEnd;
                    return header;
            }

            previousEnd = fields.NextStart;
        }

        header.IsMalformed = true;
        header.BodyStart = previousEnd;
        return header;
    }

    private static bool IsOtherHeaderTag(int tag) => tag is Tags.BodyLength or Tags.SenderSubID or Tags.TargetSubID or Tags.SecureDataLen or Tags.SecureData
        or Tags.OnBehalfOfCompID or 116 or Tags.DeliverToCompID or 129 or 142 or 143 or 144 or 145 or Tags.XmlDataLen or Tags.XmlData or 347 or 369
        or (>= 627 and <= 630) or 1128 or 1129 or 1156;
}
