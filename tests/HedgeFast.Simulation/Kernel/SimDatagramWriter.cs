using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>A socket that sends datagrams to one address or group.</summary>
internal sealed class SimDatagramWriter : DatagramWriter
{
    private readonly SimNetwork _network;
    private readonly ProcessGate _gate;
    private bool _isClosed;

    public SimDatagramWriter(SimNetwork network, SimHost host, ProcessGate gate, DatagramBinding binding)
    {
        _network = network;
        _gate = gate;
        Host = host;
        To = binding.Group ?? binding.Host;
        IsToGroup = binding.Group is not null;
        ToPort = binding.Port;
        Port = host.TakePort();
        Faults = network.FaultsAt(ToPort);
        network.Register(this);
    }

    public SimHost Host { get; }

    public int Port { get; }

    public IPAddress To { get; }

    public int ToPort { get; }

    public bool IsToGroup { get; }

    public NetworkFaults Faults { get; set; }

    public long ArrivesAt { get; set; }

    /// <summary>Whether an earlier datagram met no listener, which the next send reports.</summary>
    public bool IsRefused { get; set; }

    /// <inheritdoc/>
    public override SocketError Send(ReadOnlySpan<byte> datagram)
    {
        _gate.Pass();
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (datagram.Length > DatagramReader.BytesMax - 29)
            return SocketError.MessageSize;
        if (IsRefused)
        {
            IsRefused = false;
            return SocketError.ConnectionRefused;
        }

        _network.Send(this, datagram);
        return SocketError.Success;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_isClosed)
            return;
        _gate.Pass();
        _isClosed = true;
        _network.Forget(this);
    }
}
