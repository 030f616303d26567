using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>A host of the network: its address, ports and sockets.</summary>
internal sealed class SimHost(string name, IPAddress address)
{
    private const int FirstFreePort = 40_000;
    private const int LastFreePort = 60_999;

    private int _nextPort = FirstFreePort;

    public string Name => name;

    public IPAddress Address => address;

    /// <summary>The process that runs now; null without one.</summary>
    public ProcessGate? Gate { get; set; }

    /// <summary>Whether it has no power: it answers nothing.</summary>
    public bool IsDark { get; set; }

    public List<SimListener> Listeners { get; } = [];

    public List<SimDatagramReader> Readers { get; } = [];

    public SimListener? ListenerAt(int port)
    {
        foreach (SimListener listener in Listeners)
        {
            if (listener.Port == port)
                return listener;
        }

        return null;
    }

    /// <summary>A port for a client or a listener that names none.</summary>
    public int TakePort()
    {
        do
        {
            _nextPort = _nextPort == LastFreePort ? FirstFreePort : _nextPort + 1;
        }
        while (ListenerAt(_nextPort) is not null);
        return _nextPort;
    }

    /// <summary>Whether a name or address is this host.</summary>
    public bool Is(string host) =>
        host == name || host == "localhost" || (IPAddress.TryParse(host, out IPAddress? named) && Is(named));

    /// <summary>Whether an address is this host's.</summary>
    public bool Is(IPAddress named) =>
        named.Equals(address) || IPAddress.IsLoopback(named) || named.Equals(IPAddress.Any)
        || named.Equals(IPAddress.IPv6Any);
}

/// <summary>The network as one process of a host sees it.</summary>
internal sealed class SimHostNetwork(SimNetwork network, SimHost host, ProcessGate gate) : Network
{
    /// <inheritdoc/>
    public override IPAddress Resolve(string name)
    {
        gate.Pass();
        return network.Resolve(host, name) ?? throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <inheritdoc/>
    public override StreamSocket Connect(string name, int port, long unacknowledgedNanosMax = 0)
    {
        gate.Pass();
        return network.Connect(host, gate, name, port, unacknowledgedNanosMax);
    }

    /// <inheritdoc/>
    public override ListeningSocket Listen(string name, int port)
    {
        gate.Pass();
        if (!host.Is(name))
            throw new SocketException((int)SocketError.AddressNotAvailable);
        if (port != 0 && host.ListenerAt(port) is not null)
            throw new SocketException((int)SocketError.AddressAlreadyInUse);
        var listener = new SimListener(network, host, gate, port == 0 ? host.TakePort() : port);
        host.Listeners.Add(listener);
        return listener;
    }

    /// <inheritdoc/>
    public override DatagramReader ReadDatagrams(DatagramBinding binding)
    {
        gate.Pass();
        if (!host.Is(binding.Host))
            throw new SocketException((int)SocketError.AddressNotAvailable);
        foreach (SimDatagramReader other in host.Readers)
        {
            if (other.Port == binding.Port && (other.Group is null || binding.Group is null))
                throw new SocketException((int)SocketError.AddressAlreadyInUse);
        }

        var reader = new SimDatagramReader(network, host, gate, binding);
        host.Readers.Add(reader);
        return reader;
    }

    /// <inheritdoc/>
    public override DatagramWriter WriteDatagrams(DatagramBinding binding)
    {
        gate.Pass();
        return new SimDatagramWriter(network, host, gate, binding);
    }
}
