using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Dictionary;

/// <summary>
/// Checks a message against the dictionaries in one walk. Allocates nothing once each depth of groups was seen. One
/// thread.
/// </summary>
/// <remarks>
/// In this order: order of header, body and trailer, values, formats, repeated fields and groups, then missing fields.
/// </remarks>
internal sealed class MessageValidator(DictionaryRules rules)
{
    private const int FirstUserTag = 5000;
    private const int TagsMax = 65_536;
    private const int DepthMax = 8;

    // Stamp under which a field was seen last, per depth of groups: the stamp of the current entry marks a repeated
    // one.
    private readonly int[]?[] _seen = new int[DepthMax][];
    private int _stamp;

    /// <summary>Whether the dictionaries have this message type.</summary>
    public bool Knows(ReadOnlySpan<byte> msgType) => Find(msgType) is not null;

    /// <summary>
    /// First fault of the message, or none. A message type that is not known is no matter of this check.
    /// </summary>
    public MessageFault Check(in FixMessage message)
    {
        if (Find(message.MsgType) is not { } definition)
            return MessageFault.None;
        FieldSet header = rules.Session.Header, trailer = rules.Session.Trailer;
        var fields = new FixFields(message.Bytes);
        int top = NextStamp(0);
        bool inHeader = true, inTrailer = false;
        bool more = fields.MoveNext();
        while (more)
        {
            int tag = fields.Tag;
            bool isHeader = header.TryGet(tag, out GroupDefinition? group);
            bool isTrailer = !isHeader && trailer.TryGet(tag, out group);
            if (isHeader ? !inHeader : inTrailer && !isTrailer)
                return MessageFault.Reject(RejectReasons.OutOfOrder, tag);
            if (!isHeader)
                inHeader = false;
            inTrailer |= isTrailer;
            bool belongs = isHeader || isTrailer || definition.Body.TryGet(tag, out group);
            MessageFault fault = CheckField(fields, belongs, isHeader || isTrailer, 0, top);
            if (!fault.IsNone)
                return fault;
            if (group is null)
            {
                more = fields.MoveNext();
                continue;
            }

            fault = CheckGroup(ref fields, group, isHeader || isTrailer, 1, out more);
            if (!fault.IsNone)
                return fault;
        }

        if (fields.IsMalformed)
            return Malformed(message.Bytes, fields.NextStart);
        return CheckRequired(header, definition.Body, trailer, top);
    }

    private static MessageFault Malformed(ReadOnlySpan<byte> bytes, int at)
    {
        // The walk ends at tags like 0, -1 or x; the answer names those that are numbers.
        ReadOnlySpan<byte> field = bytes[at..];
        int equals = field.IndexOf((byte)'=');
        if (equals < 0
            || !FixNumber.TryReadLong(field[..equals], out long tag)
            || tag is < int.MinValue or > int.MaxValue)
        {
            return MessageFault.Reject(RejectReasons.InvalidTagNumber);
        }

        bool isTag = tag is > 0 and <= 9_999_999 && field[0] != '0';
        int reason = isTag ? RejectReasons.IncorrectDataFormat : RejectReasons.InvalidTagNumber;
        return MessageFault.Reject(reason, (int)tag);
    }

    private MessageDefinition? Find(ReadOnlySpan<byte> msgType)
    {
        bool isOfTransport = rules.Transport is not null && MsgTypes.IsAdmin(msgType);
        return (isOfTransport ? rules.Transport! : rules.Application).FindMessage(msgType);
    }

    private MessageFault CheckRequired(FieldSet header, FieldSet body, FieldSet trailer, int stamp)
    {
        int missing = FirstMissing(header, 0, stamp);
        if (missing == 0)
            missing = FirstMissing(body, 0, stamp);
        if (missing == 0)
            missing = FirstMissing(trailer, 0, stamp);
        return missing == 0 ? MessageFault.None : MessageFault.Reject(RejectReasons.RequiredTagMissing, missing);
    }

    private int FirstMissing(FieldSet set, int depth, int stamp)
    {
        int[] seen = _seen[depth]!;
        for (int i = 0; i < set.Required.Count; i++)
        {
            int tag = set.Required[i];
            if (tag >= TagsMax || seen[tag] != stamp)
                return tag;
        }

        return 0;
    }

    // Value there, field known, allowed here, only once, written right, one of the values.
    private MessageFault CheckField(in FixFields fields, bool belongs, bool isTransport, int depth, int stamp)
    {
        int tag = fields.Tag;
        ReadOnlySpan<byte> value = fields.Value;
        if (value.IsEmpty)
            return MessageFault.Reject(RejectReasons.TagWithoutValue, tag);
        FieldDefinition? field = isTransport ? null : rules.Application.FindField(tag);
        field ??= rules.Session.FindField(tag);
        if (!belongs)
        {
            bool excused = !rules.ChecksUnknownFields || (tag >= FirstUserTag && !rules.ChecksUserFields);
            int reason = field is null ? RejectReasons.InvalidTagNumber : RejectReasons.TagNotDefinedForType;
            if (!excused)
                return MessageFault.Reject(reason, tag);
        }

        if (tag < TagsMax)
        {
            int[] seen = _seen[depth]!;
            if (seen[tag] == stamp)
                return MessageFault.Reject(RejectReasons.TagRepeated, tag);
            seen[tag] = stamp;
        }

        if (field is null || tag is Tags.MsgType or Tags.BeginString or Tags.BodyLength or Tags.CheckSum)
            return MessageFault.None;
        if (!FieldFormats.Fits(field.Format, value))
            return MessageFault.Reject(RejectReasons.IncorrectDataFormat, tag);
        return field.Allows(value) ? MessageFault.None : MessageFault.Reject(RejectReasons.ValueIncorrect, tag);
    }

    // The walk is at the NumInGroup field; afterwards it is at the first field behind the group.
    private MessageFault CheckGroup(
        ref FixFields fields, GroupDefinition group, bool isTransport, int depth, out bool more)
    {
        more = false;
        if (!FixNumber.TryReadLong(fields.Value, out long announced) || announced < 0)
            return MessageFault.Reject(RejectReasons.GroupCountIncorrect, group.CountTag);
        if (depth == DepthMax)
            return MessageFault.Reject(RejectReasons.Other, group.CountTag);
        long entries = 0;
        int stamp = 0;
        more = fields.MoveNext();
        while (more)
        {
            int tag = fields.Tag;
            if (!group.Entry.TryGet(tag, out GroupDefinition? nested))
                break;
            if (tag == group.Entry.First)
            {
                if (entries > 0 && FirstMissing(group.Entry, depth, stamp) is not 0 and int missing)
                    return MessageFault.Reject(RejectReasons.RequiredTagMissing, missing);
                entries++;
                stamp = NextStamp(depth);
            }
            else if (entries == 0)
            {
                return MessageFault.Reject(RejectReasons.GroupOutOfOrder, group.CountTag);
            }

            MessageFault fault = CheckField(fields, belongs: true, isTransport, depth, stamp);
            if (!fault.IsNone)
                return fault;
            if (nested is null)
            {
                more = fields.MoveNext();
                continue;
            }

            fault = CheckGroup(ref fields, nested, isTransport, depth + 1, out more);
            if (!fault.IsNone)
                return fault;
        }

        if (entries != announced)
            return MessageFault.Reject(RejectReasons.GroupCountIncorrect, group.CountTag);
        int absent = entries > 0 ? FirstMissing(group.Entry, depth, stamp) : 0;
        return absent == 0 ? MessageFault.None : MessageFault.Reject(RejectReasons.RequiredTagMissing, absent);
    }

    private int NextStamp(int depth)
    {
        _seen[depth] ??= new int[TagsMax];
        if (++_stamp != int.MaxValue)
            return _stamp;

        // Once in two thousand million entries the stamps begin anew.
        foreach (int[]? seen in _seen)
            seen?.AsSpan().Clear();
        return _stamp = 1;
    }
}
