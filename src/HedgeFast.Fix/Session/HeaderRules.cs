using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>Checks the standard header in the order of the FIX session layer: BeginString, CompIDs, MsgType, SendingTime. The sequence comes after.</summary>
internal sealed class HeaderRules
{
    private readonly byte[] _beginString;
    private readonly byte[] _sender;
    private readonly byte[] _target;
    private readonly long _maxSkewNanos;

    public HeaderRules(FixSessionSettings settings)
    {
        _beginString = Encoding.ASCII.GetBytes(settings.BeginString);
        _sender = Encoding.ASCII.GetBytes(settings.SenderCompId);
        _target = Encoding.ASCII.GetBytes(settings.TargetCompId);
        _maxSkewNanos = settings.MaxSendingTimeSkewNanos;
    }

    /// <summary>Whether the message belongs to this session: same BeginString, and the other side's CompIDs are ours swapped.</summary>
    public bool IsOurs(in FixMessage message) =>
        message.BeginString.SequenceEqual(_beginString) && message.SenderCompId.SequenceEqual(_target) && message.TargetCompId.SequenceEqual(_sender);

    /// <summary>First fault of the header, or none.</summary>
    public HeaderFault Check(in FixMessage message, long nowUtc)
    {
        if (!message.BeginString.SequenceEqual(_beginString)) return new(HeaderFaultCost.Disconnect, 0, Tags.BeginString, "Incorrect BeginString");
        if (message.SeqNum == 0) return new(HeaderFaultCost.Disconnect, RejectReasons.RequiredTagMissing, Tags.MsgSeqNum, "Required tag missing: MsgSeqNum (34)");
        if (message.SenderCompId.IsEmpty) return new(HeaderFaultCost.RejectAndLogout, RejectReasons.RequiredTagMissing, Tags.SenderCompID, "Required tag missing");
        if (message.TargetCompId.IsEmpty) return new(HeaderFaultCost.RejectAndLogout, RejectReasons.RequiredTagMissing, Tags.TargetCompID, "Required tag missing");
        if (!message.SenderCompId.SequenceEqual(_target)) return new(HeaderFaultCost.RejectAndLogout, RejectReasons.CompIdProblem, Tags.SenderCompID, "CompID problem");
        if (!message.TargetCompId.SequenceEqual(_sender)) return new(HeaderFaultCost.RejectAndLogout, RejectReasons.CompIdProblem, Tags.TargetCompID, "CompID problem");
        if (!MsgTypes.IsDefined(message.MsgType)) return new(HeaderFaultCost.Reject, RejectReasons.InvalidMsgType, Tags.MsgType, "Invalid MsgType");
        return CheckTimes(message, nowUtc);
    }

    private HeaderFault CheckTimes(in FixMessage message, long nowUtc)
    {
        if (message.SendingTime.IsEmpty) return new(HeaderFaultCost.Reject, RejectReasons.RequiredTagMissing, Tags.SendingTime, "Required tag missing");
        if (!FixTimestamp.TryRead(message.SendingTime, out long sent)) return new(HeaderFaultCost.Reject, RejectReasons.IncorrectDataFormat, Tags.SendingTime, "Incorrect data format");

        // A gap fill may come without OrigSendingTime: it stands for messages that have many.
        if (message.PossDup && (message.Type != MsgTypes.SequenceReset || !message.OrigSendingTime.IsEmpty))
        {
            if (message.OrigSendingTime.IsEmpty) return new(HeaderFaultCost.Reject, RejectReasons.RequiredTagMissing, Tags.OrigSendingTime, "Required tag missing");
            if (!FixTimestamp.TryRead(message.OrigSendingTime, out long original)) return new(HeaderFaultCost.Reject, RejectReasons.IncorrectDataFormat, Tags.OrigSendingTime, "Incorrect data format");
            if (original > sent) return new(HeaderFaultCost.RejectAndLogout, RejectReasons.SendingTimeAccuracy, Tags.OrigSendingTime, "OrigSendingTime after SendingTime");
        }

        if (_maxSkewNanos > 0 && Math.Abs(nowUtc - sent) > _maxSkewNanos) return new(HeaderFaultCost.RejectAndLogout, RejectReasons.SendingTimeAccuracy, Tags.SendingTime, "SendingTime accuracy problem");
        return HeaderFault.None;
    }
}
