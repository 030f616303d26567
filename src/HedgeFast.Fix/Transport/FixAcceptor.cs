using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// Listens, and serves the configured sessions, each over at most one connection. One thread calls
/// <see cref="DoWork"/>.
/// </summary>
/// <remarks>A second connection under the same identity is closed; the first is not disturbed.</remarks>
public sealed class FixAcceptor : IDisposable
{
    // While messages flow, the listener is asked only now and then: asking costs a system call.
    private const int CallsBetweenAccepts = 64;

    // Every connection is served between two lots of them, so that a peer that speaks at once is heard before it could
    // give way.
    private const int AcceptsAtOnce = 4;

    private readonly FixAcceptorSettings _settings;
    private readonly TransportClock _clock;
    private readonly SourceGuard _guard;
    private readonly TlsIdentity? _tls;
    private readonly ListeningSocket _listener;
    private readonly AcceptorSlot[] _slots;
    private readonly FixSession[] _sessions;
    private readonly List<PendingLogon> _pending;
    private readonly List<StreamSocket> _waitingOn = [];
    private int _callsSinceAccept;
    private int _firstSlot;

    /// <summary>Opens the stores and listens.</summary>
    /// <param name="settings">Where and for whom.</param>
    /// <param name="application">Whom all sessions serve.</param>
    /// <param name="machine">Clocks, network and disk.</param>
    /// <param name="stores">
    /// Makes the store of a session, which is then owned here; null opens the one that its settings name.
    /// </param>
    /// <exception cref="IOException">
    /// The address can't be listened on, or a store can't be opened. The message names it.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A setting is out of its range, or two sessions have the same ids.
    /// </exception>
    public FixAcceptor(
        FixAcceptorSettings settings,
        IFixApplication application,
        Machine machine,
        Func<FixSessionSettings, IMessageStore>? stores = null)
    {
        settings.Check();
        _settings = settings;
        _clock = new TransportClock(machine.Time);
        _guard = new SourceGuard(settings);
        _tls = settings.Tls is null ? null : new TlsIdentity(settings.Tls);
        _pending = new List<PendingLogon>(settings.MaxPending);
        _slots = new AcceptorSlot[settings.Sessions.Count];
        _listener = Listen(settings, machine.Network);
        try
        {
            for (int i = 0; i < _slots.Length; i++)
            {
                FixSessionSettings session = settings.Sessions[i];
                SettingsRules.Check(session);
                IMessageStore store = stores?.Invoke(session) ?? FileMessageStore.Open(session, machine.Disk);
                _slots[i] = new AcceptorSlot(session, application, store);
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        _sessions = Array.ConvertAll(_slots, slot => slot.Session);
        BoundPort = _listener.Port;
    }

    /// <summary>The port listened on.</summary>
    public int BoundPort { get; }

    /// <summary>All sessions, connected or not, in the order of the settings.</summary>
    public IReadOnlyList<FixSession> Sessions => _sessions;

    /// <summary>Whether at least one session is logged on.</summary>
    public bool AnyLoggedOn
    {
        get
        {
            foreach (AcceptorSlot slot in _slots)
            {
                if (slot.Session.IsLoggedOn)
                    return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Connections refused: unknown identity, second of one, wrong certificate, too slow, or too many.
    /// </summary>
    public long RefusedConnections { get; private set; }

    /// <summary>Reason of the last refusal; null before the first. The peer does not learn it.</summary>
    public string? LastRefusal { get; private set; }

    /// <summary>Socket counters of <paramref name="session"/>.</summary>
    public SocketCounters CountersOf(FixSession session) =>
        _slots[Array.IndexOf(_sessions, session)].Connection.Counters;

    /// <summary>
    /// Accepts and reads connections, serves all sessions, delivers at most <paramref name="messageLimit"/> messages;
    /// the rest stays buffered.
    /// </summary>
    /// <remarks>Waits only when idle, and no longer than <see cref="FixAcceptorSettings.IdleWaitNanos"/>.</remarks>
    /// <returns>How much was done; 0 means idle.</returns>
    public int DoWork(int messageLimit)
    {
        long nowMono = _clock.Mono, nowUtc = _clock.Utc;
        int done = 0;

        // A different session is first each time, so that none of them uses up the limit for ever.
        if (++_firstSlot >= _slots.Length)
            _firstSlot = 0;
        for (int i = 0; i < _slots.Length; i++)
        {
            AcceptorSlot slot = _slots[(_firstSlot + i) % _slots.Length];
            long before = slot.Session.Counters.Received;
            done += slot.Connection.DoWork(messageLimit, nowMono, nowUtc);
            if (slot.Source is not null)
                Judge(slot, nowMono);
            messageLimit -= (int)(slot.Session.Counters.Received - before);
        }

        for (int i = _pending.Count - 1; i >= 0; i--)
            done += Identify(i, nowMono, nowUtc);
        if (done > 0 && ++_callsSinceAccept < CallsBetweenAccepts)
            return done;
        _callsSinceAccept = 0;
        done += Accept(nowMono);
        if (done == 0 && _settings.IdleWaitNanos > 0)
            Wait();
        return done;
    }

    /// <summary>Cuts all connections without a logout, as a broken cable does. The sessions may log on again.</summary>
    public void DropConnections()
    {
        foreach (AcceptorSlot slot in _slots)
            slot.Connection.Abort("dropped on request");
        foreach (PendingLogon pending in _pending)
            pending.Dispose();
        _pending.Clear();
    }

    /// <summary>Logs all sessions out in order; <see cref="DoWork"/> carries it on. They may log on again.</summary>
    public void RequestLogout()
    {
        foreach (AcceptorSlot slot in _slots)
            slot.Session.RequestLogout();
    }

    /// <summary>Closes everything at once, without a logout.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (PendingLogon pending in _pending)
            pending.Dispose();
        _pending.Clear();
        foreach (AcceptorSlot? slot in _slots)
            slot?.Dispose();
    }

    private static ListeningSocket Listen(FixAcceptorSettings settings, Network network)
    {
        try
        {
            return network.Listen(settings.Host, settings.Port);
        }
        catch (SocketException e)
        {
            bool isTaken = e.SocketErrorCode == SocketError.AddressAlreadyInUse;
            string what = isTaken ? "the port is taken" : e.SocketErrorCode.ToString();
            throw new IOException($"Can't listen on {settings.Host}:{settings.Port}: {what}", e);
        }
    }

    private void Wait()
    {
        _waitingOn.Clear();
        foreach (PendingLogon pending in _pending)
            _waitingOn.Add(pending.Stream);
        foreach (AcceptorSlot slot in _slots)
        {
            if (slot.Connection.Stream is { } stream)
                _waitingOn.Add(stream);
        }

        _listener.Wait(_waitingOn, _settings.IdleWaitNanos);
    }

    private int Accept(long nowMono)
    {
        int accepted = 0;
        while (accepted < AcceptsAtOnce
            && _listener.Accept(out _, _settings.UnacknowledgedNanosMax) is { } stream)
        {
            accepted++;
            IPAddress source = SourceGuard.KeyOf(stream);
            bool isPaused = _guard.IsPaused(source, nowMono);
            if (isPaused || !IsAllowed(stream))
            {
                RefusedConnections++;
                LastRefusal = isPaused ? $"{source} is paused after refused logons" : "not from an allowed network";
                stream.Dispose();
                continue;
            }

            MakeRoom(source);
            var pending = new PendingLogon(stream, source, nowMono + _settings.PendingTimeoutNanos);
            if (_tls is null)
                pending.Open(null);
            _pending.Add(pending);
        }

        return accepted;
    }

    // An address that opens silent connections crowds out its own first; the pending ones are in order of arrival.
    private void MakeRoom(IPAddress source)
    {
        int ofSource = _pending.Count(pending => pending.Source.Equals(source));
        bool isFull = _pending.Count == _settings.MaxPending;
        if (ofSource < _settings.MaxPendingOfOne && !isFull)
            return;
        IPAddress crowd = ofSource >= _settings.MaxPendingOfOne ? source
            : _pending.CountBy(pending => pending.Source).MaxBy(count => count.Value).Key;
        int victim = _pending.FindIndex(pending => pending.Source.Equals(crowd) && pending.IsSilent);
        if (victim < 0)
            victim = _pending.FindIndex(pending => pending.Source.Equals(crowd));
        Close(victim, "too many connections without a logon, the oldest gave way");
    }

    private bool IsAllowed(StreamSocket stream)
    {
        if (_settings.AllowedNetworks.Count == 0)
            return true;
        if (stream.Remote is not { } peer)
            return false;
        IPAddress address = peer.Address.IsIPv4MappedToIPv6 ? peer.Address.MapToIPv4() : peer.Address;
        return _settings.AllowedNetworks.Any(network => network.Contains(address));
    }

    // A whole logon of a known session that has no connection opens it; anything else but patience within the limits
    // closes.
    private int Identify(int index, long nowMono, long nowUtc)
    {
        PendingLogon pending = _pending[index];
        if (pending.IsOverdue(nowMono))
            return Close(index, "no logon in time");
        if (pending.Channel is null)
        {
            if (!pending.IsReadable || !_guard.TryHandshake(pending.Source, nowMono))
                return 0;
            _tls!.Refresh();
            pending.Open(_tls);
        }

        ByteChannel channel = pending.Channel!;
        if (!pending.TryReceive())
        {
            return channel.IsRefused || channel.Failure is null
                ? Refuse(index, channel.Failure ?? "too large a logon", nowMono) : Close(index, channel.Failure);
        }

        FrameStatus status = pending.Input.Peek(out FixMessage message);
        if (status == FrameStatus.NeedMore && pending.Input.GarbledCount == 0)
            return 0;
        if (status != FrameStatus.Message || message.Type != MsgTypes.Logon)
            return Refuse(index, "the first message was not a logon", nowMono);
        foreach (AcceptorSlot slot in _slots)
        {
            if (!slot.Matches(message))
                continue;
            if (slot.Connection.IsOpen)
                return Close(index, $"a second connection of {slot.Session.TargetCompId}");
            if (!IsItsCertificate(slot.Session, channel))
            {
                return Refuse(index,
                    $"a logon as {slot.Session.TargetCompId} under a certificate that is not its own", nowMono);
            }

            _pending.RemoveAt(index);
            pending.Input.MoveTo(slot.Connection.Input);
            slot.Source = pending.Source;
            slot.Connection.Open(channel, nowMono, nowUtc);
            return 1;
        }

        return Refuse(index, "a logon of an unknown client", nowMono);
    }

    private bool IsItsCertificate(FixSession session, ByteChannel channel) =>
        !_settings.PeerPins.TryGetValue(session.TargetCompId, out IReadOnlyList<string>? pins)
        || pins.Count == 0
        || pins.Contains(channel.PeerPin, StringComparer.OrdinalIgnoreCase);

    // The outcome of a logon counts for its address.
    private void Judge(AcceptorSlot slot, long nowMono)
    {
        if (slot.Session.State == FixSessionState.AwaitingLogon)
            return;
        if (slot.Session.State != FixSessionState.Disconnected)
            _guard.Welcomed(slot.Source!);
        else if (slot.Session.LastEnd == SessionEnd.LogonRefused)
            _guard.Refused(slot.Source!, nowMono);
        slot.Source = null;
    }

    private int Refuse(int index, string why, long nowMono)
    {
        _guard.Refused(_pending[index].Source, nowMono);
        return Close(index, why);
    }

    private int Close(int index, string why)
    {
        RefusedConnections++;
        LastRefusal = why;
        _pending[index].Dispose();
        _pending.RemoveAt(index);
        return 1;
    }
}
