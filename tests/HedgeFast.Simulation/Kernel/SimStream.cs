using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>One end of a stream.</summary>
internal sealed class SimStream : StreamSocket
{
    // What two kernels hold between them, at most.
    private const int KernelBytes = 4 * 1024 * 1024;

    private readonly SimLink _link;
    private readonly SimNetwork _network;
    private readonly bool _isClient;
    private ProcessGate? _gate;
    private bool _breaksOnClose;
    private bool _hasEndedSending;

    /// <param name="link">The stream.</param>
    /// <param name="isClient">Whether this end connected.</param>
    /// <param name="gate">The process; null until it accepts.</param>
    /// <param name="port">Our port.</param>
    public SimStream(SimLink link, bool isClient, ProcessGate? gate, int port)
    {
        _link = link;
        _network = link.Network;
        _isClient = isClient;
        _gate = gate;
        Port = port;
    }

    /// <inheritdoc/>
    public override IPEndPoint? Remote => IsClosed || State != ConnectState.Connected || ResetError is not null
        ? null
        : new IPEndPoint(_isClient ? _link.ServerSide!.Address : _link.ClientSide.Address, Peer!.Port);

    /// <inheritdoc/>
    public override IPEndPoint? Local =>
        IsClosed || State == ConnectState.Failed ? null : new IPEndPoint(Host.Address, Port);

    /// <inheritdoc/>
    public override bool IsReadable
    {
        get
        {
            Pass();
            return In.Readable > 0 || In.HasEnded || ResetError is not null;
        }
    }

    /// <inheritdoc/>
    public override int Available
    {
        get
        {
            Pass();
            return In.Readable;
        }
    }

    public SimLink Link => _link;

    public int Port { get; }

    public ConnectState State { get; set; }

    /// <summary>Why the connect failed; null otherwise.</summary>
    public string? ConnectError { get; set; }

    /// <summary>The error that ended the stream; null without one.</summary>
    public SocketError? ResetError { get; set; }

    /// <summary>Whether the process has closed it, or its host forgot it.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Longest time that sent bytes may be under way, nanoseconds; 0 for any.</summary>
    public long UnacknowledgedNanosMax { get; set; }

    public bool IsLive => !IsClosed && ResetError is null && State == ConnectState.Connected;

    public SimHost Host => _isClient ? _link.ClientSide : _link.ServerSide!;

    public SimPipe In => _isClient ? _link.ToClient : _link.ToServer;

    public SimPipe Out => _isClient ? _link.ToServer : _link.ToClient;

    private SimStream? Peer => _isClient ? _link.Server : _link.Client;

    /// <inheritdoc/>
    public override ConnectState Connecting(out string? error)
    {
        Pass();
        error = ConnectError;
        return State;
    }

    /// <inheritdoc/>
    public override int Receive(Span<byte> free, out SocketError error)
    {
        Pass();
        error = SocketError.Success;
        int readable = In.Readable;
        if (readable > 0)
        {
            int split = _link.Faults.SplitsReads;
            if (split > 0 && free.Length > 0)
            {
                int most = 1 + _network.Draw.Below(split);
                if (most < Math.Min(readable, free.Length))
                {
                    free = free[..most];
                    _network.Tally.Add(MachineFault.SplitRead);
                }
            }

            int taken = In.Take(free);
            _network.Read?.Invoke(_link, _isClient, free[..taken]);
            return taken;
        }

        if (ResetError is { } reset)
            error = reset;
        else if (State != ConnectState.Connected)
            error = SocketError.NotConnected;
        else if (!In.HasEnded)
            error = SocketError.WouldBlock;
        return 0;
    }

    /// <inheritdoc/>
    public override int Send(ReadOnlySpan<byte> bytes, out SocketError error)
    {
        Pass();
        error = ResetError ?? (_hasEndedSending ? SocketError.Shutdown
            : State == ConnectState.Connected ? SocketError.Success
            : SocketError.NotConnected);
        if (error != SocketError.Success || bytes.IsEmpty)
            return 0;
        int limit = _link.Faults.SendLimitBytes;
        int room = limit > 0 ? limit - Out.Unread : KernelBytes - Out.Unread;
        if (_link.Faults.BlocksSends || room <= 0 || (limit == 0 && room < bytes.Length))
        {
            _network.Tally.Add(MachineFault.BlockedSend);
            error = SocketError.WouldBlock;
            return 0;
        }

        if (room < bytes.Length)
        {
            _network.Tally.Add(MachineFault.PartialSend);
            bytes = bytes[..room];
        }

        _network.Send(Out, bytes);
        return bytes.Length;
    }

    /// <inheritdoc/>
    public override void EndSending()
    {
        Pass();
        if (!IsLive)
            throw new SocketException((int)SocketError.NotConnected);
        if (_hasEndedSending)
            return;
        _hasEndedSending = true;
        _network.SendEnd(Out);
    }

    /// <inheritdoc/>
    public override void BreakOnClose()
    {
        Pass();
        _breaksOnClose = true;
    }

    /// <inheritdoc/>
    public override void Wait(long nanos) => Pass();

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (IsClosed)
            return;
        Pass();
        Close();
    }

    /// <summary>A process takes the stream from its listener.</summary>
    public void AcceptedBy(ProcessGate gate, long unacknowledgedNanosMax)
    {
        _gate = gate;
        UnacknowledgedNanosMax = unacknowledgedNanosMax;
    }

    /// <summary>Closes as a kernel does for its process: unread bytes are answered by a reset.</summary>
    public void Close()
    {
        if (IsClosed)
            return;
        bool wasLive = IsLive;
        IsClosed = true;
        if (State == ConnectState.Pending)
        {
            State = ConnectState.Failed;
            _link.IsGone = true;
            _network.Forget(_link);
            return;
        }

        if (wasLive)
        {
            if (_breaksOnClose || In.Readable > 0)
                _network.SendReset(Out);
            else if (!_hasEndedSending)
                _network.SendEnd(Out);
        }

        In.Drop();
        _network.Forget(_link);
    }

    /// <summary>Closes as a host without power does: not a word leaves.</summary>
    public void Vanish()
    {
        if (IsClosed)
            return;
        IsClosed = true;
        In.Drop();
        _network.Forget(_link);
    }

    private void Pass()
    {
        _gate!.Pass();
        ObjectDisposedException.ThrowIf(IsClosed, this);
    }
}
