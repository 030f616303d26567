using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// The pace of cancels where a venue's throttle lets only so many leave: after one that did not leave, a single one is
/// tried every 10 ms, twice as many after each try that left whole. So cancels go out as fast as the venue takes them,
/// and the order port is not flooded with the rest. Owned by the order desk.
/// </summary>
internal sealed class CancelPace
{
    private const long TryEveryNanos = 10_000_000;
    private const int UnboundedFrom = 4096;

    private long _nextNanos;
    private int _allowed;
    private int _taken;
    private bool _heldBack;

    /// <summary>Takes the right to send one cancel.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <returns>False when the cancel has to wait.</returns>
    public bool TryTake(long nowNanos)
    {
        if (_allowed == 0)
            return true;
        if (nowNanos >= _nextNanos)
        {
            _allowed = _heldBack ? 1 : _allowed * 2;
            (_nextNanos, _taken, _heldBack) = (nowNanos + TryEveryNanos, 0, false);
            if (_allowed >= UnboundedFrom)
                _allowed = 0;
        }

        return _allowed == 0 || _taken++ < _allowed;
    }

    /// <summary>A cancel did not leave.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void OnNotSent(long nowNanos)
    {
        _heldBack = true;
        if (_allowed == 0)
            (_allowed, _taken, _nextNanos) = (1, 1, nowNanos + TryEveryNanos);
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
}
