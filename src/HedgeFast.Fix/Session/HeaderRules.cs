using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Checks header and body, not the sequence. The header in the session layer's order: BeginString, CompIDs, MsgType,
/// SendingTime.
/// </summary>
internal sealed class HeaderRules
{
    private readonly byte[] _beginString;
    private readonly byte[] _sender;
    private readonly byte[] _target;
    private readonly long _maxSkewNanos;
    private readonly bool _requiresOrigSendingTime;
    private readonly bool _deliversFaultyReports;
    private readonly MessageValidator? _validator;

    public HeaderRules(FixSessionSettings settings, MessageValidator? validator = null)
    {
        _beginString = Encoding.ASCII.GetBytes(settings.BeginString);
        _sender = Encoding.ASCII.GetBytes(settings.SenderCompId);
        _target = Encoding.ASCII.GetBytes(settings.TargetCompId);
        _maxSkewNanos = settings.MaxSendingTimeSkewNanos;
        _requiresOrigSendingTime = settings.RequiresOrigSendingTime;
        _deliversFaultyReports = settings.DeliversFaultyReports;
        _validator = validator;
    }

    /// <summary>Whether the message belongs to this session: its BeginString, and our CompIDs swapped.</summary>
    public bool IsOurs(in FixMessage message) => IsOurVersion(message) && AreIdsOurs(message);

    /// <summary>Whether BeginString is the session's.</summary>
    public bool IsOurVersion(in FixMessage message) => message.BeginString.SequenceEqual(_beginString);

    /// <summary>First fault of the header of a message of our version that has a number, or none.</summary>
    /// <remarks>
    /// A fault that leaves CompIDs and number certain is tolerated in a message about orders: with the message a fill
    /// would be lost.
    /// </remarks>
    public MessageFault Check(in FixMessage message, long nowUtc)
    {
        MessageFault fault = FirstFault(message, nowUtc, out bool concernsIdentity);
        if (fault.IsNone || concernsIdentity || !_deliversFaultyReports || !MsgTypes.TellsOfOrders(message.MsgType))
            return fault;
        if (!AreIdsOurs(message))
            return MessageFault.RejectAndLogout(RejectReasons.CompIdProblem);
        bool endsSession = fault.Cost == FaultCost.RejectAndLogout;
        return fault with { Cost = endsSession ? FaultCost.DeliverAndLogout : FaultCost.Tolerated };
    }

    /// <summary>First fault of the body against the dictionary, or none; without a dictionary always none.</summary>
    public MessageFault CheckBody(in FixMessage message) =>
        _validator is null ? MessageFault.None : _validator.Check(message);

    /// <summary>First fault of header and body, or none.</summary>
    public MessageFault CheckWhole(in FixMessage message, long nowUtc)
    {
        MessageFault fault = Check(message, nowUtc);
        return fault.IsNone ? CheckBody(message) : fault;
    }

    private bool AreIdsOurs(in FixMessage message) =>
        message.SenderCompId.SequenceEqual(_target) && message.TargetCompId.SequenceEqual(_sender);

    private MessageFault FirstFault(in FixMessage message, long nowUtc, out bool concernsIdentity)
    {
        concernsIdentity = false;
        if (message.MisplacedTag != 0)
            return MessageFault.Reject(RejectReasons.OutOfOrder, message.MisplacedTag);
        concernsIdentity = true;
        if (message.SenderCompId.IsEmpty)
            return Absent(Tags.SenderCompID, message.HasSenderCompId);
        if (message.TargetCompId.IsEmpty)
            return Absent(Tags.TargetCompID, message.HasTargetCompId);
        if (!AreIdsOurs(message))
            return MessageFault.RejectAndLogout(RejectReasons.CompIdProblem);
        concernsIdentity = false;
        bool isKnown = _validator?.Knows(message.MsgType) ?? MsgTypes.IsDefined(message.MsgType);
        return isKnown ? CheckTimes(message, nowUtc) : MessageFault.Reject(RejectReasons.InvalidMsgType);
    }

    private static MessageFault Absent(int tag, bool isThere) =>
        MessageFault.Reject(isThere ? RejectReasons.TagWithoutValue : RejectReasons.RequiredTagMissing, tag);

    private MessageFault CheckTimes(in FixMessage message, long nowUtc)
    {
        if (message.SendingTime.IsEmpty)
            return Absent(Tags.SendingTime, message.HasSendingTime);
        if (!FixTimestamp.TryRead(message.SendingTime, out long sent))
            return MessageFault.Reject(RejectReasons.IncorrectDataFormat, Tags.SendingTime);

        // A gap fill may lack OrigSendingTime: it replaces messages of many times.
        bool mayLackOriginal = !_requiresOrigSendingTime || message.Type == MsgTypes.SequenceReset;
        if (message.PossDup && !(mayLackOriginal && message.OrigSendingTime.IsEmpty))
        {
            if (message.OrigSendingTime.IsEmpty)
                return MessageFault.Reject(RejectReasons.RequiredTagMissing, Tags.OrigSendingTime);
            if (!FixTimestamp.TryRead(message.OrigSendingTime, out long original))
                return MessageFault.Reject(RejectReasons.IncorrectDataFormat, Tags.OrigSendingTime);
            if (original > sent)
                return MessageFault.RejectAndLogout(RejectReasons.SendingTimeAccuracy);
        }

        if (_maxSkewNanos > 0 && (sent < nowUtc - _maxSkewNanos || sent > nowUtc + _maxSkewNanos))
            return MessageFault.RejectAndLogout(RejectReasons.SendingTimeAccuracy);
        return MessageFault.None;
    }
}
