using System.Net;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Transport;

/// <summary>A session that may log on, with its store and its one connection.</summary>
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

    /// <summary>Address of the connection while its logon is undecided; null otherwise.</summary>
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
