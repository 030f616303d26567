using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>Counts orders in a row to the same side of one instrument.</summary>
/// <remarks>RTS 6, article 15(3): a repeated automated execution stops until an operator re-enables it by
/// name.</remarks>
internal sealed class SameSideRun(LimitSettings settings)
{
    private long _count;
    private long _windowStartNanos;
    private long _lots;
    private long _limitTicks;
    private long _filledLots;
    private long _causeNanos;
    private long _sentNanos = long.MinValue / 2;
    private long _windowStartUtcNanos;
    private long _sentUtcNanos;
    private bool _isCarried;

    /// <summary>Resumes the orders in a row of the run before. The next order that is checked turns their times into
    /// stamps of this run.</summary>
    public void Carry(in CarriedRun run)
    {
        _count = run.Count;
        _windowStartUtcNanos = run.WindowStartUtcNanos;
        _sentUtcNanos = run.SentUtcNanos;
        _lots = run.Lots;
        _limitTicks = run.LimitTicks;
        _isCarried = true;
    }

    /// <summary>The orders in a row that the next run resumes from; null without any.</summary>
    public CarriedRun? ToCarried(int instrument) => _count == 0 ? null : new CarriedRun
    {
        Count = _count,
        WindowStartUtcNanos = _windowStartUtcNanos,
        SentUtcNanos = _sentUtcNanos,
        Lots = _lots,
        LimitTicks = _limitTicks,
        Instrument = instrument,
    };

    /// <summary>Turns resumed times into stamps of this run; called before an order is checked.</summary>
    public void Meet(in OrderCheck order)
    {
        if (!_isCarried)
            return;
        _isCarried = false;
        _windowStartNanos = order.NowNanos - Math.Max(0, order.ExchangeNanos - _windowStartUtcNanos);
        _sentNanos = order.NowNanos - Math.Max(0, order.ExchangeNanos - _sentUtcNanos);
    }

    /// <summary>Whether the order repeats the last one: of the same cause and position, or within a time.</summary>
    public bool IsDuplicate(in OrderCheck order, long withinNanos) =>
        order.Lots == _lots
            && order.LimitTicks == _limitTicks
            && ((order.CauseNanos == _causeNanos && order.FilledLots == _filledLots) || order.NowNanos
                - _sentNanos < withinNanos);

    /// <summary>Whether the order would be one too many to the same side within the window.</summary>
    public bool IsTooLong(in OrderCheck order) => Continues(order) && _count >= settings.MaxRepeats;

    /// <summary>Counts an order that leaves.</summary>
    public void Add(in OrderCheck order)
    {
        if (!Continues(order))
            (_count, _windowStartNanos, _windowStartUtcNanos) = (0, order.NowNanos, order.ExchangeNanos);
        _count++;
        _lots = order.Lots;
        _limitTicks = order.LimitTicks;
        _filledLots = order.FilledLots;
        _causeNanos = order.CauseNanos;
        _sentNanos = order.NowNanos;
        _sentUtcNanos = order.ExchangeNanos;
    }

    /// <summary>Forgets the orders so far.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_count);
        digest.Add(_windowStartNanos);
        digest.Add(_lots);
        digest.Add(_limitTicks);
        digest.Add(_filledLots);
        digest.Add(_causeNanos);
        digest.Add(_sentNanos);
        digest.Add(_windowStartUtcNanos);
        digest.Add(_sentUtcNanos);
        digest.Add(_isCarried ? 1 : 0);
    }

    private bool Continues(in OrderCheck order) =>
        _count > 0
            && Math.Sign(order.Lots) == Math.Sign(_lots)
            && order.NowNanos - _windowStartNanos < settings.RepeatWindowNanos;
}
