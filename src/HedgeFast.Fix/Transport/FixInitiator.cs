using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// Initiator of a session: connects, logs on, reconnects after every loss. One thread calls <see cref="DoWork"/>.
/// </summary>
public sealed class FixInitiator : IFixTransport
{
    private const long MinuteNanos = 60_000_000_000;

    private readonly FixEndpoint _endpoint;
    private readonly TlsIdentity? _tls;
    private readonly Network _network;
    private readonly TransportClock _clock;
    private readonly IMessageStore _store;
    private readonly bool _ownsStore;
    private readonly FixConnection _connection;
    private readonly ReconnectPacing _pacing;
    private readonly RateLimiter _logons;
    private readonly IReadOnlyList<FixHost> _hosts;
    private readonly long _connectTimeoutNanos;
    private PendingConnect? _pending;
    private long _retryAt = long.MinValue;
    private long _connectDeadline;
    private long _logonsSeen;
    private long _logonsAtConnect;
    private int _host;
    private bool _logoutRequested;

    /// <summary>A session not yet connected; the first <see cref="DoWork"/> begins.</summary>
    /// <param name="settings">The session, as we see it.</param>
    /// <param name="endpoint">Where to.</param>
    /// <param name="application">Whom it serves.</param>
    /// <param name="machine">Clocks, network and disk.</param>
    /// <param name="store">
    /// The store, which stays the caller's; null opens the one that <paramref name="settings"/> name.
    /// </param>
    /// <param name="random">Source of the jitter between attempts; null makes one seeded from the clock.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="IOException">The store can't be opened.</exception>
    public FixInitiator(
        FixSessionSettings settings,
        FixEndpoint endpoint,
        IFixApplication application,
        Machine machine,
        IMessageStore? store = null,
        Random? random = null)
    {
        SettingsRules.Check(settings);
        endpoint.Check();
        _endpoint = endpoint;
        _tls = endpoint.Tls is null ? null : new TlsIdentity(endpoint.Tls);
        _hosts = endpoint.Hosts;
        _logons = new RateLimiter(endpoint.LogonsPerMinute, MinuteNanos);
        _network = machine.Network;
        _clock = new TransportClock(machine.Time);
        _pacing = new ReconnectPacing(endpoint, random ?? new Random((int)machine.Time.GetTimestamp()));
        _connectTimeoutNanos = settings.LogonTimeoutNanos;
        _ownsStore = store is null;
        _store = store ?? FileMessageStore.Open(settings, machine.Disk);
        _connection = new FixConnection(settings.MaxMessageBytes);
        Session = new FixSession(
            settings with { FillSecret = machine.FillSecret }, FixRole.Initiator, _store, application, _connection);
        _connection.Bind(Session);
    }

    /// <summary>The session.</summary>
    public FixSession Session { get; }

    /// <summary>Socket counters.</summary>
    public SocketCounters Counters => _connection.Counters;

    /// <summary>Whether a connection is open, logged on or not.</summary>
    public bool IsConnected => _connection.IsOpen;

    /// <summary>Whether the session has ended after <see cref="RequestLogout"/>; nothing reconnects then.</summary>
    public bool IsLoggedOut => _logoutRequested && !_connection.IsOpen && _pending is null;

    /// <summary>Why the last connection or attempt ended; null before the first end.</summary>
    public string? LastError { get; private set; }

    /// <summary>
    /// Whether a refusal is final: certificate, logon, or a sequence number too low or too high. Nothing reconnects
    /// until <see cref="Resume"/>.
    /// </summary>
    /// <remarks>Another try would change nothing and may get the port closed.</remarks>
    public bool IsRefused { get; private set; }

    /// <summary>Stage of the connection, as of the last <see cref="DoWork"/>.</summary>
    public FixLink Link { get; private set; }

    /// <summary>
    /// Wait before the next logon may leave, nanoseconds; 0 when only the connection itself is awaited.
    /// </summary>
    public long WaitNanos => Link is FixLink.Pausing or FixLink.LogonsUsedUp
        ? Math.Max(0, Math.Max(_retryAt, _logons.NextAllowed) - _clock.Mono)
        : 0;

    /// <summary>Host of the connection, or of the next attempt.</summary>
    public FixHost Host => _hosts[_host];

    /// <summary>
    /// Connects, reads, serves the session, delivers at most <paramref name="messageLimit"/> messages; the rest stays
    /// buffered.
    /// </summary>
    /// <remarks>Waits only when idle, and no longer than <see cref="FixEndpoint.IdleWaitNanos"/>.</remarks>
    /// <returns>How much was done; 0 means idle.</returns>
    public int DoWork(int messageLimit)
    {
        long nowMono = _clock.Mono, nowUtc = _clock.Utc;
        if (!_connection.IsOpen)
        {
            Link = NextStep(nowMono, nowUtc);
            return Link == FixLink.Connecting ? Connect(nowMono, nowUtc) : 0;
        }

        Link = FixLink.Connected;
        int done = _connection.DoWork(messageLimit, nowMono, nowUtc);
        if (Session.Counters.Logons != _logonsSeen)
        {
            _logonsSeen = Session.Counters.Logons;
            _pacing.Succeeded();
        }

        if (!_connection.IsOpen)
            Ended(nowMono);
        else if (done == 0 && _endpoint.IdleWaitNanos > 0)
            _connection.Wait(_endpoint.IdleWaitNanos);
        return done;
    }

    /// <inheritdoc/>
    public bool Resume()
    {
        if (!IsRefused || _logoutRequested)
            return false;
        IsRefused = false;
        return true;
    }

    /// <summary>
    /// Ends the session in order: a logout goes out, <see cref="DoWork"/> carries it on, and nothing reconnects
    /// afterwards.
    /// </summary>
    public void RequestLogout()
    {
        if (_logoutRequested)
            return;
        _logoutRequested = true;
        _pending?.Dispose();
        _pending = null;
        Session.RequestLogout();
    }

    /// <summary>
    /// Cuts the connection without a logout, as a broken cable does. It reconnects after the usual pause.
    /// </summary>
    public void DropConnection()
    {
        if (!_connection.IsOpen)
            return;
        _connection.Abort("dropped on request");
        Ended(_clock.Mono);
    }

    /// <summary>Closes the connection at once, without a logout, and the store when it was opened here.</summary>
    public void Dispose()
    {
        _logoutRequested = true;
        _pending?.Dispose();
        _pending = null;
        _connection.Close("disposed");
        Session.OnDisconnected("disposed");
        if (_ownsStore)
            _store.Dispose();
    }

    // A connection that ended before its logon counts against its host.
    private void Ended(long nowMono)
    {
        LastError = Session.LastReason;
        IsRefused = Session.LastEnd is SessionEnd.SequenceTooLow or SessionEnd.SequenceTooHigh
            || (Session.LastEnd == SessionEnd.LogonRefused && !IsTransient(LastError));
        if (Session.Counters.Logons == _logonsAtConnect)
            NextHost();
        _retryAt = nowMono + _pacing.Next();
    }

    private bool IsTransient(string? refusal) =>
        refusal is not null
        && _endpoint.TransientRefusals.Any(part => refusal.Contains(part, StringComparison.OrdinalIgnoreCase));

    private void NextHost() => _host = (_host + 1) % _hosts.Count;

    // The obstacle to the next logon, the longest wait first.
    private FixLink NextStep(long nowMono, long nowUtc)
    {
        if (_logoutRequested)
            return FixLink.LoggedOut;
        if (IsRefused)
            return FixLink.Refused;
        if (!Session.IsInHours(nowUtc))
            return FixLink.OutOfHours;
        if (_pending is not null)
            return FixLink.Connecting;
        if (nowMono < _logons.NextAllowed)
            return FixLink.LogonsUsedUp;
        return nowMono < _retryAt ? FixLink.Pausing : FixLink.Connecting;
    }

    private int Connect(long nowMono, long nowUtc)
    {
        if (_pending is null)
        {
            _tls?.Refresh();
            _pending = new PendingConnect(_network, Host, _tls, _endpoint.UnacknowledgedNanosMax);
            _connectDeadline = nowMono + _connectTimeoutNanos;
        }

        ByteChannel? channel = _pending.TryTake();
        if (channel is not null)
        {
            _pending = null;
            _logons.Add(nowMono);
            _logonsAtConnect = Session.Counters.Logons;
            _connection.Open(channel, nowMono, nowUtc);

            // It may have ended at once: out of hours, or a password that can't be read.
            if (!_connection.IsOpen)
                Ended(nowMono);
            return 1;
        }

        string? error = _pending.Error ?? (nowMono >= _connectDeadline ? $"connect to {Host} timed out" : null);
        if (error is null)
            return 0;
        IsRefused = _pending.IsRefused;
        _pending.Dispose();
        _pending = null;
        LastError = error;
        Counters.ConnectFailures++;
        NextHost();
        _retryAt = nowMono + _pacing.Next();
        return 1;
    }
}
