using HedgeFast.Fix.Session.Outgoing;
using HedgeFast.Fix.Session.Recovery;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// State of the session from connect to disconnect, with its deadlines and the one transition to the end.
/// </summary>
internal sealed class SessionLife(
    FixSessionSettings settings,
    SessionClock clock,
    IMessageStore store,
    Outbox outbox,
    SessionMessages messages,
    Liveness liveness,
    SyncProbe probe,
    RecoveryState recovery,
    SessionCounters counters,
    ApplicationCalls application)
{
    private long _deadline;
    private SessionEnd _logoutKind;
    private string? _peerLogoutText;

    /// <summary>Current state.</summary>
    public FixSessionState State { get; private set; }

    /// <summary>Reason of the last disconnect; null before the first.</summary>
    public string? LastReason { get; private set; }

    /// <summary>Kind of the last disconnect.</summary>
    public SessionEnd LastEnd { get; private set; }

    /// <summary>Starts a connection, whose logon is awaited.</summary>
    public void Connect()
    {
        State = FixSessionState.AwaitingLogon;
        _deadline = clock.Mono + settings.LogonTimeoutNanos;
        liveness.Start(0, clock.Mono);
    }

    /// <summary>Both logons are accepted.</summary>
    public void Established(int heartbeatSeconds)
    {
        State = FixSessionState.LoggedOn;
        counters.Logons++;
        liveness.Start(heartbeatSeconds, clock.Mono);
        probe.Restart(isLoggedOn: true);
        application.LogonIsDue();
    }

    /// <summary>Ends a connection whose logon or logout is overdue.</summary>
    /// <returns>Whether it ended.</returns>
    public bool EndIfOverdue()
    {
        if (State == FixSessionState.LoggedOn || clock.Mono < _deadline)
            return false;
        if (State == FixSessionState.AwaitingLogon)
            Down(SessionEnd.Lost, "no logon in time");
        else
            Down(_logoutKind, "no logout answer in time");
        return true;
    }

    /// <summary>Begins an orderly end; see <c>RequestLogout</c> of the session.</summary>
    public void RequestLogout()
    {
        if (State == FixSessionState.LoggedOn)
            StartLogout(default, SessionEnd.LoggedOut);
        else if (State == FixSessionState.AwaitingLogon)
            Down(SessionEnd.LoggedOut, "logout requested before logon");
    }

    /// <summary>Sends a logout and awaits the answer.</summary>
    public void StartLogout(ReadOnlySpan<byte> text, SessionEnd kind)
    {
        messages.Logout(text);
        State = FixSessionState.LogoutSent;
        _logoutKind = kind;
        _deadline = clock.Mono + settings.LogoutTimeoutNanos;
    }

    /// <summary>The peer's logout is answered; the peer closes, or the time-out does.</summary>
    public void LogoutAnswered(string text)
    {
        _peerLogoutText = text;
        _logoutKind = SessionEnd.LoggedOut;
        State = FixSessionState.LogoutAnswered;
        _deadline = clock.Mono + settings.LogoutTimeoutNanos;
    }

    /// <summary>The answer to our logout arrived.</summary>
    public void LogoutCompleted() => Down(_logoutKind, "logged out");

    /// <summary>Closes the connection from our side.</summary>
    public void Down(SessionEnd kind, string reason)
    {
        if (State == FixSessionState.Disconnected)
            return;
        outbox.Close(reason);
        End(kind, reason);
    }

    /// <summary>The one transition to Disconnected.</summary>
    public void End(SessionEnd kind, string reason)
    {
        if (State == FixSessionState.Disconnected)
            return;
        bool isLogoutUnderWay = State is FixSessionState.LogoutSent or FixSessionState.LogoutAnswered;
        if (isLogoutUnderWay && kind == SessionEnd.Lost)
            kind = _logoutKind;
        State = FixSessionState.Disconnected;
        if (_peerLogoutText is not null)
            reason = $"logged out by the other side: {_peerLogoutText}";
        _peerLogoutText = null;
        LastEnd = kind;
        LastReason = reason;
        recovery.Forget();
        outbox.Clear();
        probe.Restart(isLoggedOn: false);
        application.CancelLogon();
        if (settings.ResetOnDisconnect || (settings.ResetOnLogout && kind == SessionEnd.LoggedOut))
            store.Reset();
        application.OnLogout(reason);
    }
}
