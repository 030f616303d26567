using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>
/// The last orders of one instrument as long as they went to the same side: an engine that buys and buys and buys has
/// lost its way, or is told so by a person (RTS 6, article 15(3): a repeated automated execution stops until it is
/// re-enabled by name).
/// </summary>
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

    /// <summary>
    /// Goes on with a run of the process before. Its times become stamps of this process with the first order that is
    /// asked about.
    /// </summary>
    public void Carry(in CarriedRun run) =>
        (_count, _windowStartUtcNanos, _sentUtcNanos, _lots, _limitTicks, _isCarried) =
            (run.Count, run.WindowStartUtcNanos, run.SentUtcNanos, run.Lots, run.LimitTicks, true);

    /// <summary>The run as it is left to the next process; null when there is none.</summary>
    public CarriedRun? ToCarried(int instrument) => _count == 0 ? null : new CarriedRun
    {
        Count = _count,
        WindowStartUtcNanos = _windowStartUtcNanos,
        SentUtcNanos = _sentUtcNanos,
        Lots = _lots,
        LimitTicks = _limitTicks,
        Instrument = instrument,
    };

    /// <summary>An order is about to be asked about: before the other questions.</summary>
    public void Meet(in OrderCheck order)
    {
        if (!_isCarried)
            return;
        _isCarried = false;
        _windowStartNanos = order.NowNanos - Math.Max(0, order.ExchangeNanos - _windowStartUtcNanos);
        _sentNanos = order.NowNanos - Math.Max(0, order.ExchangeNanos - _sentUtcNanos);
    }

    /// <summary>
    /// Whether the order is the last one again: of the same cause and from the same position, or within a time.
    /// </summary>
    public bool IsDuplicate(in OrderCheck order, long withinNanos) =>
        order.Lots == _lots
            && order.LimitTicks == _limitTicks
            && ((order.CauseNanos == _causeNanos && order.FilledLots == _filledLots) || order.NowNanos
                - _sentNanos < withinNanos);

    /// <summary>Whether this would be one to the same side too many within the window.</summary>
    public bool IsTooLong(in OrderCheck order) => Continues(order) && _count >= settings.MaxRepeats;

    /// <summary>Takes an order that goes out.</summary>
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

    /// <summary>Begins anew.</summary>
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
