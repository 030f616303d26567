using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Outgoing;

/// <summary>
/// Keeps one session within its <see cref="SendLimits"/>. Remembers the type of the message begun last until it's sent.
/// </summary>
internal sealed class SendGate
{
    private readonly RateLimiter? _orders;
    private readonly RateLimiter? _cancels;
    private readonly OpenRequests? _status;
    private RateLimiter? _window;
    private bool _isStatus;

    public SendGate(SendLimits? limits)
    {
        if (limits is null)
            return;
        if (limits.OrdersMax > 0)
            _orders = new RateLimiter(limits.OrdersMax, limits.WindowNanos);
        if (limits.CancelsMax > 0)
            _cancels = new RateLimiter(limits.CancelsMax, limits.WindowNanos);
        if (limits.StatusRequestsMax > 0)
            _status = new OpenRequests(limits.StatusRequestsMax, limits.StatusTimeoutNanos);
    }

    /// <summary>A message of this type was begun.</summary>
    public void Begin(scoped ReadOnlySpan<byte> msgType)
    {
        _window = msgType is [MsgTypes.OrderCancelRequest or (byte)'q'] ? _cancels : _orders;
        _isStatus = IsStatusRequest(msgType);
    }

    /// <summary>Whether the limits allow it now.</summary>
    public bool IsOpen(long nowMono) =>
        (_window is null || nowMono >= _window.NextAllowed)
        && (!_isStatus || _status is null || _status.HasRoom(nowMono));

    /// <summary>Counts it as sent.</summary>
    public void Sent(long nowMono)
    {
        _window?.Add(nowMono);
        if (_isStatus)
            _status?.Add(nowMono);
    }

    /// <summary>Ends the open status request that a received message answers.</summary>
    public void Received(in FixMessage message)
    {
        if (_status is null)
            return;
        if (IsStatusAnswer(message))
            _status.RemoveOldest();
    }

    /// <summary>Drops the open status requests: their answers are lost with the connection.</summary>
    public void Disconnected() => _status?.Clear();

    private static bool IsStatusRequest(ReadOnlySpan<byte> msgType) =>
        msgType is [MsgTypes.OrderStatusRequest] or [(byte)'A', (byte)'F'];

    // One report ends a single request; a mass request ends with its last report (912=Y), or with an empty one (911=0).
    private static bool IsStatusAnswer(in FixMessage message)
    {
        if (message.Type == MsgTypes.BusinessMessageReject)
            return message.TryGet(Tags.RefMsgType, out ReadOnlySpan<byte> type) && IsStatusRequest(type);
        if (message.Type != MsgTypes.ExecutionReport)
            return false;
        if (!message.TryGet(Tags.MassStatusReqID, out _))
            return (message.TryGetChar(Tags.ExecType, out byte exec) && exec == 'I') || IsFix42Status(message);
        const int totNumReports = 911, lastRptRequested = 912;
        return (message.TryGetChar(lastRptRequested, out byte last) && last == 'Y')
            || (message.TryGetLong(totNumReports, out long total) && total == 0);
    }

    // FIX.4.2 has no ExecType I: ExecTransType 3 marks a status.
    private static bool IsFix42Status(in FixMessage message)
    {
        const int execTransType = 20;
        return message.TryGetChar(execTransType, out byte kind) && kind == '3';
    }
}
