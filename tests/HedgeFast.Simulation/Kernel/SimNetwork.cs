using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>The network of a world: hosts, streams that keep order, datagrams that need not.</summary>
/// <param name="timeline">True time.</param>
/// <param name="draw">The network's randomness.</param>
internal sealed partial class SimNetwork(Timeline timeline, Draw draw)
{
    // What Linux waits for an answer to its connect, with six retries.
    private const long ConnectNanosMax = 127_000_000_000;
    private const string NoSuchName = "the name can't be resolved";

    private readonly List<SimHost> _hosts = [];
    private readonly List<SimLink> _links = [];
    private readonly List<SimDatagramWriter> _writers = [];
    private readonly EventQueue _events = new();
    private readonly List<NetworkEvent> _held = [];
    private readonly Dictionary<int, NetworkFaults> _faultsByPort = [];
    private NetworkFaults _faults = new();
    private int _linksMade;

    /// <summary>A stream's bytes as a process handed them over: link, whether from the client, bytes.</summary>
    public Action<SimLink, bool, ReadOnlySpan<byte>>? Sent { get; set; }

    /// <summary>A stream's bytes as the other side may read them: link, whether from the client, bytes.</summary>
    public Action<SimLink, bool, ReadOnlySpan<byte>>? Arrived { get; set; }

    /// <summary>A stream's bytes as a process reads them: link, whether the client reads, bytes.</summary>
    public Action<SimLink, bool, ReadOnlySpan<byte>>? Read { get; set; }

    /// <summary>Digest of all bytes sent; null for none.</summary>
    public Digest? Digest { get; set; }

    /// <summary>Faults of every port that has none of its own.</summary>
    public NetworkFaults Faults
    {
        get => _faults;
        set
        {
            _faults = value;
            ApplyFaults();
        }
    }

    /// <summary>Faults put in so far.</summary>
    public FaultTally Tally { get; } = new();

    /// <summary>When the next byte, connect or end arrives; <see cref="long.MaxValue"/> for none.</summary>
    public long NextNanos => MayRelease() ? timeline.Now : _events.NextNanos;

    /// <summary>Streams that at least one side has not closed.</summary>
    public IReadOnlyList<SimLink> Links => _links;

    internal Timeline Timeline => timeline;

    internal Draw Draw => draw;

    /// <summary>The network as a process of a host sees it; the host is made at its first process.</summary>
    /// <param name="host">A name, or an IPv4 address, which is then the host's.</param>
    /// <param name="gate">The process.</param>
    public Network Of(string host, ProcessGate gate)
    {
        SimHost made = HostOf(host) ?? Make(host);
        made.Gate = gate;
        made.IsDark = false;
        return new SimHostNetwork(this, made, gate);
    }

    /// <summary>The address of a host.</summary>
    public IPAddress AddressOf(string host) => (HostOf(host) ?? Make(host)).Address;

    /// <summary>Sets faults that hold for one port of servers, in place of <see cref="Faults"/>.</summary>
    /// <param name="port">The port.</param>
    /// <param name="faults">The faults; null for those of all others again.</param>
    public void SetFaults(int port, NetworkFaults? faults)
    {
        if (faults is null)
            _faultsByPort.Remove(port);
        else
            _faultsByPort[port] = faults;
        ApplyFaults();
    }

    /// <summary>The faults of a port.</summary>
    public NetworkFaults FaultsAt(int port) => _faultsByPort.TryGetValue(port, out NetworkFaults? own) ? own : _faults;

    /// <summary>A host's process ends: its kernel closes all that it had open.</summary>
    public void Die(string host)
    {
        if (HostOf(host) is not { } dead)
            return;
        dead.Gate = null;
        while (dead.Listeners.Count > 0)
            dead.Listeners[^1].Close();
        while (dead.Readers.Count > 0)
            dead.Readers[^1].Close();
        foreach (SimStream end in EndsOf(dead))
            end.Close();
    }

    /// <summary>A host loses its power: its peers learn nothing until they send.</summary>
    public void LosePower(string host)
    {
        if (HostOf(host) is not { } dark)
            return;
        dark.Gate = null;
        dark.IsDark = true;
        while (dark.Listeners.Count > 0)
            dark.Listeners[^1].Vanish();
        while (dark.Readers.Count > 0)
            dark.Readers[^1].Close();
        foreach (SimStream end in EndsOf(dark))
            end.Vanish();
    }

    /// <summary>Ends every open stream now.</summary>
    /// <param name="reset">Whether both sides meet a reset, and bytes under way are lost; else both ends follow the
    /// bytes.</param>
    public void CutAll(bool reset)
    {
        for (int i = _links.Count - 1; i >= 0; i--)
            Cut(_links[i], reset);
    }

    /// <summary>Ends a stream now, as <see cref="CutAll"/> does.</summary>
    public void Cut(SimLink link, bool reset)
    {
        if (link.IsCut || !link.IsOpen)
            return;
        link.IsCut = true;
        Tally.Add(reset ? MachineFault.ResetLink : MachineFault.EndedLink);
        if (!reset)
        {
            SendEnd(link.ToServer);
            SendEnd(link.ToClient);
            return;
        }

        link.ToServer.Lose(0);
        link.ToClient.Lose(0);
        link.Client!.ResetError ??= SocketError.ConnectionReset;
        link.Server!.ResetError ??= SocketError.ConnectionReset;
        link.IsGone = true;
    }

    /// <summary>Moves what is due.</summary>
    /// <returns>Events that happened.</returns>
    public int Deliver()
    {
        int done = 0;
        if (MayRelease())
            Release();
        while (_events.NextNanos <= timeline.Now)
        {
            Happen(_events.Take());
            done++;
        }

        return done;
    }

    /// <summary>The address of a name; null for a name without one.</summary>
    internal IPAddress? Resolve(SimHost host, string name)
    {
        if (IPAddress.TryParse(name, out IPAddress? address))
            return address;
        if (name == "localhost")
            return host.Address;
        if (!_faults.FailsLookups)
            return HostOf(name)?.Address;
        Tally.Add(MachineFault.FailedLookup);
        return null;
    }

    internal SimStream Connect(SimHost host, ProcessGate gate, string name, int port, long unacknowledgedNanosMax)
    {
        NetworkFaults faults = FaultsAt(port);
        bool isAddress = IPAddress.TryParse(name, out IPAddress? address);
        bool isHere = isAddress ? host.Is(address!) : name == "localhost";
        SimHost? server = isHere ? host : HostOf(name);
        var link = new SimLink(this, host, server, port, ++_linksMade);
        var client = new SimStream(link, isClient: true, gate, host.TakePort())
        {
            UnacknowledgedNanosMax = unacknowledgedNanosMax,
        };
        link.Client = client;
        if (!isAddress && !isHere && (server is null || faults.FailsLookups))
        {
            if (faults.FailsLookups)
                Tally.Add(MachineFault.FailedLookup);
            client.State = ConnectState.Failed;
            client.ConnectError = NoSuchName;
            link.IsGone = true;
            return client;
        }

        _links.Add(link);
        if (server is null || faults.BlackHolesConnects)
        {
            if (faults.BlackHolesConnects)
                Tally.Add(MachineFault.LostConnect);
        }
        else
        {
            _events.Add(link.ToServer.ArrivalAfter(Latency(faults)), NetworkEventKind.Knock, link);
        }

        _events.Add(timeline.Now + ConnectNanosMax, NetworkEventKind.GiveUp, link);
        return client;
    }

    internal void Forget(SimLink link)
    {
        if (link.Client is { IsClosed: false } || link.Server is { IsClosed: false })
            return;
        _links.Remove(link);
    }

    internal long Latency(NetworkFaults faults) =>
        faults.LatencyNanos + (faults.JitterNanos > 0 ? draw.Between(0, faults.JitterNanos) : 0);

    private void ApplyFaults()
    {
        foreach (SimLink link in _links)
            link.Faults = FaultsAt(link.Port);
        foreach (SimDatagramWriter writer in _writers)
            writer.Faults = FaultsAt(writer.ToPort);
    }

    private SimHost? HostOf(string name)
    {
        foreach (SimHost host in _hosts)
        {
            if (host.Name == name)
                return host;
        }

        if (!IPAddress.TryParse(name, out IPAddress? address))
            return null;
        foreach (SimHost host in _hosts)
        {
            if (host.Address.Equals(address))
                return host;
        }

        return null;
    }

    private SimHost Make(string name)
    {
        if (!IPAddress.TryParse(name, out IPAddress? address))
            address = new IPAddress([10, 0, 0, (byte)(_hosts.Count + 1)]);
        var host = new SimHost(name, address);
        _hosts.Add(host);
        return host;
    }

    private List<SimStream> EndsOf(SimHost host)
    {
        var ends = new List<SimStream>();
        foreach (SimLink link in _links)
        {
            if (link.ClientSide == host && link.Client is { } client)
                ends.Add(client);
            if (link.ServerSide == host && link.Server is { } server)
                ends.Add(server);
        }

        return ends;
    }
}
