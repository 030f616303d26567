using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>A socket that receives datagrams.</summary>
internal sealed class SimDatagramReader : DatagramReader
{
    // As the production's socket asks of its kernel.
    private const int KernelBytes = 4 * 1024 * 1024;

    private readonly SimNetwork _network;
    private readonly SimHost _host;
    private readonly ProcessGate _gate;
    private readonly DatagramBinding _binding;
    private readonly Queue<SimDatagram> _waiting = new();
    private readonly byte[] _sender = new byte[SenderBytes];
    private SimDatagram? _current;
    private int _waitingBytes;
    private bool _isClosed;

    public SimDatagramReader(SimNetwork network, SimHost host, ProcessGate gate, DatagramBinding binding)
    {
        _network = network;
        _host = host;
        _gate = gate;
        _binding = binding;
        Port = binding.Port == 0 ? host.TakePort() : binding.Port;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Sender => _sender;

    /// <inheritdoc/>
    public override IPEndPoint? Local => _isClosed ? null : new IPEndPoint(Group ?? _host.Address, Port);

    public int Port { get; }

    public IPAddress? Group => _binding.Group;

    /// <inheritdoc/>
    public override bool TryReceive(out ReadOnlySpan<byte> datagram, out SocketError error)
    {
        _gate.Pass();
        ObjectDisposedException.ThrowIf(_isClosed, this);
        datagram = default;
        error = SocketError.WouldBlock;
        if (_current is not null)
            _network.GiveBack(_current);
        if (!_waiting.TryDequeue(out _current))
            return false;
        _waitingBytes -= _current.Length;
        WriteSender(_current.From.Address, _current.FromPort);
        datagram = _current.Bytes;
        error = SocketError.Success;
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_isClosed)
            return;
        _gate.Pass();
        Close();
    }

    /// <summary>The kernel drops the socket.</summary>
    public void Close()
    {
        _isClosed = true;
        _host.Readers.Remove(this);
        if (_current is not null)
            _network.GiveBack(_current);
        _current = null;
        while (_waiting.TryDequeue(out SimDatagram? waiting))
            _network.GiveBack(waiting);
    }

    /// <summary>Whether a datagram to an address and port from a host comes here.</summary>
    public bool Takes(IPAddress to, int port, SimHost from)
    {
        if (port != Port)
            return false;
        if (Group is null)
            return IPAddress.IsLoopback(to) ? from == _host : to.Equals(_host.Address);
        if (!Group.Equals(to))
            return false;
        if (_binding.Sources.Count == 0)
            return true;
        foreach (IPAddress source in _binding.Sources)
        {
            if (source.Equals(from.Address))
                return true;
        }

        return false;
    }

    /// <summary>A datagram arrives; one for which the kernel has no room is lost.</summary>
    public bool TryArrive(SimDatagram datagram)
    {
        if (_waitingBytes + datagram.Length > KernelBytes)
            return false;
        _waitingBytes += datagram.Length;
        _waiting.Enqueue(datagram);
        return true;
    }

    // struct sockaddr_in and sockaddr_in6 of Linux.
    private void WriteSender(IPAddress address, int port)
    {
        Array.Clear(_sender);
        BinaryPrimitives.WriteUInt16BigEndian(_sender.AsSpan(2), (ushort)port);
        bool is4 = address.AddressFamily == AddressFamily.InterNetwork;
        BinaryPrimitives.WriteUInt16LittleEndian(_sender, is4 ? (ushort)2 : (ushort)10);
        address.TryWriteBytes(_sender.AsSpan(is4 ? 4 : 8), out _);
    }
}

/// <summary>A datagram under way or waiting.</summary>
internal sealed record SimDatagram(byte[] Buffer)
{
    public int Length { get; set; }

    public SimHost From { get; set; } = null!;

    public int FromPort { get; set; }

    public SimDatagramWriter Writer { get; set; } = null!;

    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
}
