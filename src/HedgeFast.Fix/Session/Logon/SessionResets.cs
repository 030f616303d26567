using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;

namespace HedgeFast.Fix.Session.Logon;

/// <summary>Resets of both sequences by logons with 141=Y within a connection, ours and the peer's.</summary>
internal sealed class SessionResets(
    FixSessionSettings settings,
    FixRole role,
    SessionClock clock,
    Outbox outbox,
    SessionLife life,
    InboundSequence sequence,
    RecoveryState recovery,
    LogonSender sender)
{
    private const long MinuteNanos = 60_000_000_000;

    private readonly RateLimiter _peerResets = new(settings.PeerResetsPerMinute, MinuteNanos);
    private long _deadline;

    /// <summary>Whether our reset awaits its confirmation; until then, messages arrive under the old numbers.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Whether that confirmation is overdue.</summary>
    public bool IsOverdue => IsPending && clock.Mono >= _deadline;

    /// <summary>Forgets a reset of the last connection.</summary>
    public void Clear() => IsPending = false;

    /// <summary>Starts both sequences at 1 and requests the peer's confirmation.</summary>
    /// <returns>Whether the logon left; if not, the session is disconnected.</returns>
    public bool Start()
    {
        recovery.StartAnew();
        IsPending = true;
        _deadline = clock.Mono + settings.LogonTimeoutNanos;
        return sender.Send(settings.HeartbeatSeconds, reset: true, counted: 0);
    }

    /// <summary>Starts both sequences at 1 as the peer's first logon asks.</summary>
    public void StartForPeer()
    {
        recovery.StartAnew();

        // An initiator's logon is out already: under the new numbers it was the first message.
        if (role == FixRole.Initiator)
            outbox.SkipTo(2, clock.Utc);
    }

    /// <summary>Processes a logon that arrives while logged on.</summary>
    public void ReceiveLogon(in FixMessage message)
    {
        LogonTerms terms = LogonTerms.Read(message, settings, role);
        if (terms.Reset && life.State != FixSessionState.LoggedOn)
            return;
        if (!terms.Reset || message.PossDup)
        {
            // A replayed logon only fills its place; a second one without a reset changes nothing.
            if (!IsPending)
                sequence.Count(message);
            return;
        }

        if (Refusal(terms) is { } refusal)
        {
            life.StartLogout(Encoding.ASCII.GetBytes(refusal), SessionEnd.ProtocolError);
            return;
        }

        // Both sides start again at 1 without a new connection, as venues that never close do once a day.
        if (IsPending)
        {
            IsPending = false;
        }
        else if (clock.Mono < _peerResets.NextAllowed)
        {
            life.StartLogout("Too many resets"u8, SessionEnd.ProtocolError);
            return;
        }
        else
        {
            _peerResets.Add(clock.Mono);
            recovery.StartAnew();
            if (!sender.Send(terms.Granted(settings), reset: true, counted: 1))
                return;
        }

        life.Established(terms.Granted(settings));
        sequence.Advance(message);
    }

    private string? Refusal(in LogonTerms terms)
    {
        if (terms.Fault is not null)
            return terms.Fault;
        bool isRefused = settings.PeerReset == PeerResetRule.Refuse && !IsPending;
        return isRefused ? "ResetSeqNumFlag (141) is not accepted" : null;
    }
}
