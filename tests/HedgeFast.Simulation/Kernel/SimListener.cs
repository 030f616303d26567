using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>A port that is listened on.</summary>
internal sealed class SimListener(SimNetwork network, SimHost host, ProcessGate gate, int port) : ListeningSocket
{
    private readonly Queue<SimStream> _waiting = new();
    private bool _isClosed;

    /// <inheritdoc/>
    public override int Port => port;

    /// <inheritdoc/>
    public override StreamSocket? Accept(out bool accepted, long unacknowledgedNanosMax = 0)
    {
        gate.Pass();
        ObjectDisposedException.ThrowIf(_isClosed, this);
        accepted = _waiting.TryDequeue(out SimStream? stream);
        if (stream is null)
            return null;
        stream.AcceptedBy(gate, unacknowledgedNanosMax);
        if (stream.ResetError is null)
            return stream;
        stream.Close();
        return null;
    }

    /// <inheritdoc/>
    public override void Wait(IReadOnlyList<StreamSocket> streams, long nanos) => gate.Pass();

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_isClosed)
            return;
        gate.Pass();
        Close();
    }

    /// <summary>A connection waits to be accepted.</summary>
    public void Enqueue(SimStream stream) => _waiting.Enqueue(stream);

    /// <summary>Closes; those who wait meet a reset.</summary>
    public void Close()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        host.Listeners.Remove(this);
        while (_waiting.TryDequeue(out SimStream? stream))
        {
            if (stream.IsLive)
                network.SendReset(stream.Out);
            stream.Vanish();
        }
    }

    /// <summary>Closes without a word.</summary>
    public void Vanish()
    {
        _isClosed = true;
        host.Listeners.Remove(this);
        while (_waiting.TryDequeue(out SimStream? stream))
            stream.Vanish();
    }
}
