namespace HedgeFast.Fix.Session;

/// <summary>From the connection to its end: where the session stands, what time brings about, and the one transition to the end.</summary>
internal sealed class SessionLife(FixSession session, IFixApplication application, IFixOutput output)
{
    private readonly FixSessionSettings _settings = session.Settings;
    private readonly SessionHours _hours = new(session.Settings.Schedule);
    private long _deadline;
    private long _openedAt;
    private bool _isAnnounced;
    private bool _isAnnouncementDue;
    private SessionEnd _logoutKind;
    private string? _peerLogoutText;

    public FixSessionState State { get; private set; }

    public string? LastReason { get; private set; }

    public SessionEnd LastEnd { get; private set; }

    public Liveness Liveness { get; } = new(session.Settings.TestRequestAfterIntervals, session.Settings.DisconnectAfterIntervals);

    /// <summary>Whether the session may be up at this time.</summary>
    public bool IsInHours(long nowUtc) => _hours.IsOpen(nowUtc);

    /// <summary>A connection stands.</summary>
    public void Connect()
    {
        State = FixSessionState.AwaitingLogon;
        _deadline = session.NowMono + _settings.LogonTimeoutNanos;
        Liveness.Start(0, session.NowMono);
        session.Inbound.Logons.Clear();
        session.Gate.Open();
        if (!_hours.IsOpen(session.NowUtc))
        {
            Down(SessionEnd.OutOfHours, "outside the hours of the session");
            return;
        }

        _openedAt = _hours.Opened;
        if (!_hours.Owns(session.Store)) session.Store.Reset();
        if (session.Role == FixRole.Initiator) session.Inbound.Logons.Open();
    }

    /// <summary>What time brings about; returns how much was done.</summary>
    public int PassTime()
    {
        if (State == FixSessionState.Disconnected) return 0;
        int done = session.Outbox.Flush();
        done += AdvanceAnswer();
        if (State != FixSessionState.LoggedOn && session.NowMono >= _deadline)
        {
            if (State == FixSessionState.AwaitingLogon) Down(SessionEnd.Lost, "no logon in time");
            else Down(_logoutKind, "no logout answer in time");
            return 1;
        }

        if (session.Inbound.Logons.IsResetOverdue)
        {
            Down(SessionEnd.ProtocolError, "our reset was not confirmed in time");
            return 1;
        }

        if (Liveness.IsDead(session.NowMono))
        {
            Down(SessionEnd.Lost, $"nothing received for {_settings.DisconnectAfterIntervals} heartbeat intervals");
            return 1;
        }

        if (State == FixSessionState.LoggedOn)
        {
            if (Liveness.TestRequestDue(session.NowMono)) session.Probe.Send();
            if (Liveness.HeartbeatDue(session.NowMono)) session.Messages.Heartbeat(default);
            if (!_hours.IsOpen(session.NowUtc) || _hours.Opened != _openedAt) StartLogout("End of session"u8, SessionEnd.OutOfHours);
        }

        Settle();
        if (done == 0) session.Store.Maintain();
        return done;
    }

    /// <summary>Begins an orderly end; see <see cref="FixSession.RequestLogout"/>.</summary>
    public void RequestLogout()
    {
        if (State == FixSessionState.LoggedOn) StartLogout(default, SessionEnd.LoggedOut);
        else if (State == FixSessionState.AwaitingLogon) Down(SessionEnd.LoggedOut, "logout requested before logon");
    }

    /// <summary>Logon accepted by both sides.</summary>
    public void Established(int heartbeatSeconds)
    {
        State = FixSessionState.LoggedOn;
        session.Counters.Logons++;
        Liveness.Start(heartbeatSeconds, session.NowMono);
        session.Probe.Restart(isLoggedOn: true);
        _isAnnouncementDue = true;
    }

    /// <summary>Goes on with the answer to a resend request; returns how much was sent.</summary>
    public int AdvanceAnswer()
    {
        int done = session.Answer.Advance(session.NowMono, session.NowUtc);
        if (done > 0) Liveness.Sent(session.NowMono);
        return done;
    }

    /// <summary>Sends a logout and waits for the answer.</summary>
    public void StartLogout(ReadOnlySpan<byte> text, SessionEnd kind)
    {
        session.Messages.Logout(text);
        State = FixSessionState.LogoutSent;
        _logoutKind = kind;
        _deadline = session.NowMono + _settings.LogoutTimeoutNanos;
    }

    /// <summary>The other side's logout is answered; it closes, or the time-out does.</summary>
    public void LogoutAnswered(string text)
    {
        _peerLogoutText = text;
        _logoutKind = SessionEnd.LoggedOut;
        State = FixSessionState.LogoutAnswered;
        _deadline = session.NowMono + _settings.LogoutTimeoutNanos;
    }

    /// <summary>The answer to our logout is there.</summary>
    public void LogoutCompleted() => Down(_logoutKind, "logged out");

    /// <summary>Ends the connection from our side.</summary>
    public void Down(SessionEnd kind, string reason)
    {
        if (State == FixSessionState.Disconnected) return;
        output.Close(reason);
        End(kind, reason);
    }

    /// <summary>What follows from the messages taken: our resend request before our answers, then the probe, then the announcement.</summary>
    public void Settle()
    {
        if (State is FixSessionState.Disconnected or FixSessionState.AwaitingLogon) return;
        if (session.Gate.IsRequestDue(session.NowMono)) session.Inbound.RequestResend();
        if (session.Outbox.IsOverrun)
        {
            Down(SessionEnd.Lost, session.StoreFailure is { } why
                ? $"the message store takes nothing more: {why}" : "the other side doesn't read: the output has been full for too long");
            return;
        }

        if (State != FixSessionState.LoggedOn) return;
        if (session.Gate.HasGap) session.Probe.WeHaveGap();
        else if (!session.Answer.IsActive) session.Probe.SendIfDue(Liveness.IntervalNanos);
        if (!_isAnnouncementDue || !session.IsSynchronised) return;
        (_isAnnouncementDue, _isAnnounced) = (false, true);
        application.OnLogon(session);
    }

    /// <summary>The one transition to Disconnected.</summary>
    public void End(SessionEnd kind, string reason)
    {
        if (State == FixSessionState.Disconnected) return;
        if (State is FixSessionState.LogoutSent or FixSessionState.LogoutAnswered && kind == SessionEnd.Lost) kind = _logoutKind;
        State = FixSessionState.Disconnected;
        if (_peerLogoutText is not null) reason = $"logged out by the other side: {_peerLogoutText}";
        _peerLogoutText = null;
        (LastEnd, LastReason) = (kind, reason);
        session.Gate.Close();
        session.Answer.Stop();
        session.Outbox.Clear();
        session.Inbound.ForgetHeld();
        session.SendGate.Disconnected();
        session.Probe.Restart(isLoggedOn: false);
        _isAnnouncementDue = false;
        if (_settings.ResetOnDisconnect || (_settings.ResetOnLogout && kind == SessionEnd.LoggedOut)) session.Store.Reset();
        if (!_isAnnounced) return;
        _isAnnounced = false;
        application.OnLogout(session, reason);
    }
}
