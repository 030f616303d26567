using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>Calls the application about its session; every OnLogout follows an OnLogon.</summary>
internal sealed class ApplicationCalls(IFixApplication application, FixSession session)
{
    private bool _isLogonDue;
    private bool _isAnnounced;

    /// <summary>Whether a logon waits to be announced.</summary>
    public bool IsLogonDue => _isLogonDue;

    /// <summary>Both logons are exchanged; the application hears of it once the session is synchronised.</summary>
    public void LogonIsDue() => _isLogonDue = true;

    /// <summary>Drops an announcement that is due: the connection ended first.</summary>
    public void CancelLogon() => _isLogonDue = false;

    /// <summary>Announces the logon that is due.</summary>
    public void OnLogon()
    {
        _isLogonDue = false;
        _isAnnounced = true;
        application.OnLogon(session);
    }

    /// <summary>Announces the end of a connection whose logon was announced.</summary>
    public void OnLogout(string reason)
    {
        if (!_isAnnounced)
            return;
        _isAnnounced = false;
        application.OnLogout(session, reason);
    }

    /// <summary>Delivers a message.</summary>
    public void OnMessage(in FixMessage message) => application.OnMessage(session, message);
}
