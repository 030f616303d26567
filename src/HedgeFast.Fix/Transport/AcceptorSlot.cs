using System.Net;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Transport;

/// <summary>One session that may log on, with its store and the place for its one connection.</summary>
internal sealed class AcceptorSlot : IDisposable
{
    private readonly HeaderRules _rules;
    private readonly IMessageStore _store;

    public AcceptorSlot(FixSessionSettings settings, IFixApplication application, IMessageStore store)
    {
        _rules = new HeaderRules(settings);
        _store = store;
        Connection = new FixConnection(Math.Max(settings.MaxMessageBytes, PendingLogon.MaxLogonBytes));
        Session = new FixSession(settings, FixRole.Acceptor, store, application, Connection);
        Connection.Bind(Session);
    }

    public FixConnection Connection { get; }

    /// <summary>Where the connection came from while its logon is not judged yet; null else.</summary>
    public IPAddress? Source { get; set; }

    public FixSession Session { get; }

    public bool Matches(in FixMessage logon) => _rules.IsOurs(logon);

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Close("disposed");
        Session.OnDisconnected("disposed");
        _store.Dispose();
    }
}
