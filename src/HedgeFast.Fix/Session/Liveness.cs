namespace HedgeFast.Fix.Session;

/// <summary>
/// Heartbeats and silences: when a heartbeat, a test request or the end is due. Monotonic clock alone.
/// </summary>
internal sealed class Liveness(double testRequestAfter, double disconnectAfter)
{
    private long _intervalNanos;
    private long _doubtNanos;
    private long _deadNanos;
    private long _lastSent;
    private long _lastReceived;
    private bool _asked;

    /// <summary>Starts both silences now. An interval of 0 seconds means no heartbeats and no doubts.</summary>
    public void Start(int heartbeatSeconds, long nowMono)
    {
        _intervalNanos = heartbeatSeconds * 1_000_000_000L;
        _doubtNanos = (long)(_intervalNanos * testRequestAfter);
        _deadNanos = (long)(_intervalNanos * disconnectAfter);
        _lastSent = _lastReceived = nowMono;
        _asked = false;
    }

    public long IntervalNanos => _intervalNanos;

    public long LastSent => _lastSent;

    public long LastReceived => _lastReceived;

    /// <summary>A message left; no heartbeat is due for one interval.</summary>
    public void Sent(long nowMono) => _lastSent = nowMono;

    /// <summary>A valid message arrived. Garbled bytes don't count.</summary>
    public void Received(long nowMono)
    {
        _lastReceived = nowMono;
        _asked = false;
    }

    /// <summary>
    /// Whether a heartbeat is due: nothing left for an interval. The last quarter before a silent peer is dead needs
    /// none.
    /// </summary>
    public bool HeartbeatDue(long nowMono) =>
        _intervalNanos > 0
            && nowMono - _lastSent >= _intervalNanos
            && !(_asked && _lastReceived + _deadNanos - nowMono <= _intervalNanos / 4);

    /// <summary>Whether a test request is due after a silence; true once per silence.</summary>
    public bool TestRequestDue(long nowMono)
    {
        if (_intervalNanos == 0 || _asked || nowMono - _lastReceived < _doubtNanos)
            return false;
        _asked = true;
        return true;
    }

    /// <summary>Whether the peer stayed silent after the test request.</summary>
    public bool IsDead(long nowMono) => _intervalNanos > 0 && _asked && nowMono - _lastReceived >= _deadNanos;
}
