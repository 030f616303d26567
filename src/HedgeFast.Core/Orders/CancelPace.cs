using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Paces cancels while a venue's throttle holds them back. Owned by the desk's requests.</summary>
/// <remarks>
/// After a cancel that did not leave a single one is tried every 10 ms, and twice as many after each try that left
/// whole. So cancels leave as fast as the venue lets them, and the rest does not flood the order port.
/// </remarks>
internal sealed class CancelPace
{
    private const long TryEveryNanos = 10_000_000;
    private const int UnboundedFrom = 4096;

    private long _nextNanos;
    private int _allowed;
    private int _taken;
    private bool _heldBack;

    /// <summary>Claims the right to send one cancel.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <param name="turns">Turns that count where the cancel has to wait; positive.</param>
    /// <returns>False when the cancel has to wait.</returns>
    public bool TryTake(long nowNanos, int turns = 1)
    {
        if (_allowed != 0 && nowNanos >= _nextNanos)
            Widen(nowNanos);
        if (_allowed == 0)
            return true;
        bool mayLeave = _taken < _allowed;
        _taken += mayLeave ? 1 : turns;
        return mayLeave;
    }

    /// <summary>Notes a cancel that did not leave.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void OnNotSent(long nowNanos)
    {
        _heldBack = true;
        if (_allowed != 0)
            return;
        _allowed = 1;
        _taken = 1;
        _nextNanos = nowNanos + TryEveryNanos;
    }

    /// <summary>Adds everything that later answers depend on; nothing while there is no bound.</summary>
    public void AddTo(ref StateDigest digest)
    {
        if (_allowed == 0)
            return;
        digest.Add(_nextNanos);
        digest.Add(((long)_allowed << 32) | (uint)_taken);
        digest.Add(_heldBack ? 1 : 0);
    }

    private void Widen(long nowNanos)
    {
        _allowed = _heldBack ? 1 : _allowed * 2;
        _nextNanos = nowNanos + TryEveryNanos;
        _taken = 0;
        _heldBack = false;
        if (_allowed >= UnboundedFrom)
            _allowed = 0;
    }
}
