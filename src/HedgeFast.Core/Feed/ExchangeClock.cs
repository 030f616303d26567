using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Checks exchange times against this machine's UTC clock, or in a recording the monotonic clock from its begin. One
/// thread only.
/// </summary>
/// <remarks>No sender can move either clock, and nothing of a stamp is kept before the check.</remarks>
internal sealed class ExchangeClock
{
    /// <summary>Largest distance of a recording's first stamp from its configured begin, nanoseconds: a day.</summary>
    public const long StartWindowNanos = 86_400_000_000_000;

    /// <summary>Lag beyond which a stamp is of another clock and not late, nanoseconds: an hour.</summary>
    public const long LateNanosMax = 3_600_000_000_000;

    /// <summary>Window of the least lag, nanoseconds; the window before it counts too.</summary>
    public const long LagWindowNanos = 10_000_000_000;

    private const long NoLag = long.MaxValue;

    private readonly ClockRule _settings;
    private readonly long _staleNanos;
    private readonly long _toleranceNanos;
    private readonly long _oldestNanos;
    private readonly long _latestNanos;
    private ClockLine _line;
    private bool _begun;
    private long _utcOffset;
    private long _leastLag = NoLag;
    private long _leastLagBefore = NoLag;
    private long _windowEndNanos = long.MinValue;
    private bool _isInTime;

    /// <summary>A clock without stamps.</summary>
    /// <param name="settings">Which clock.</param>
    /// <param name="staleNanos">Age from which a quote is stale, nanoseconds.</param>
    /// <exception cref="ArgumentException">No clock is named, or a recording without its begin.</exception>
    public ExchangeClock(ClockRule settings, long staleNanos)
    {
        if (settings.Kind == ClockKind.None)
            throw new ArgumentException("the feed has no clock; name live or recording", nameof(settings));
        if (settings is { Kind: ClockKind.Recording, StartNanos: <= 0 })
        {
            throw new ArgumentException(
                "the feed's clock is that of a recording, but nothing says when that begins; give book.asOf",
                nameof(settings));
        }

        _settings = settings;
        _staleNanos = staleNanos;
        _toleranceNanos = Math.Min(settings.ToleranceNanos, staleNanos);
        _oldestNanos = settings.StartNanos - StartWindowNanos;
        _latestNanos = settings.EndNanos > 0
            ? settings.EndNanos + _toleranceNanos
            : settings.StartNanos + StartWindowNanos;
        _line = new ClockLine(settings, _toleranceNanos);
    }

    /// <summary>Whether the stamps are a recording's.</summary>
    public bool IsRecording => _settings.Kind == ClockKind.Recording;

    /// <summary>Whether this machine's UTC clock is needed.</summary>
    public bool IsLive => _settings.Kind == ClockKind.Live;

    /// <summary>
    /// Sets UTC less the monotonic clock, nanoseconds. A step beyond the tolerance restarts the measure of lag.
    /// </summary>
    /// <returns>Whether the wall clock has stepped.</returns>
    public bool SetUtc(long offsetNanos, bool isFirst)
    {
        bool stepped = !isFirst && Math.Abs(offsetNanos - _utcOffset) > _toleranceNanos;
        _utcOffset = offsetNanos;
        if (stepped)
            (_leastLag, _leastLagBefore) = (NoLag, NoLag);
        return stepped;
    }

    /// <summary>Notes an interruption: a repeated state proves no age before the next numbered quote.</summary>
    public void Interrupt() => _isInTime = false;

    /// <summary>Distance of a stamp ahead of the clock, nanoseconds; in a recording ahead of its begin.</summary>
    public long AheadNanos(long exchangeNanos, long receiveNanos) =>
        exchangeNanos - (IsLive ? receiveNanos + _utcOffset : _settings.StartNanos);

    /// <summary>Whether a live stamp lies further behind this machine's UTC clock than a hedgeable quote may.</summary>
    public bool IsLate(long exchangeNanos, long receiveNanos) =>
        IsLive && -AheadNanos(exchangeNanos, receiveNanos) > _staleNanos + _toleranceNanos;

    /// <summary>The market's time for moves of a price: exchange time in a recording, receive time live.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long MarketNanos(long exchangeNanos, long receiveNanos) => IsRecording ? exchangeNanos : receiveNanos;

    /// <summary>Judges the stamp of a quote.</summary>
    /// <param name="exchangeNanos">The stamp, UTC nanoseconds; not negative.</param>
    /// <param name="receiveNanos">Receive time of the stamp, monotonic nanoseconds.</param>
    /// <param name="isRefresh">Whether the quote repeats a state, with the stamp of that state.</param>
    /// <param name="isTraded">Whether the instrument may be hedged in; a quoted option only gives a volatility, which
    /// has an age of its own.</param>
    public QuoteFault Judge(long exchangeNanos, long receiveNanos, bool isRefresh, bool isTraded)
    {
        if (IsRecording)
            return IsOfRecording(exchangeNanos, receiveNanos) ? QuoteFault.None : QuoteFault.WrongTime;

        long lag = receiveNanos + _utcOffset - exchangeNanos;
        if (lag < -_toleranceNanos)
            return QuoteFault.WrongTime;
        if (isRefresh)
            return lag <= _staleNanos + _toleranceNanos || _isInTime || !isTraded ? QuoteFault.None : QuoteFault.Stale;
        return JudgeLag(lag, receiveNanos);
    }

    private QuoteFault JudgeLag(long lag, long receiveNanos)
    {
        if (receiveNanos >= _windowEndNanos)
        {
            _leastLagBefore = _leastLag == NoLag ? _leastLagBefore : _leastLag;
            (_leastLag, _windowEndNanos) = (NoLag, receiveNanos + LagWindowNanos);
        }

        _isInTime = lag <= _staleNanos + _toleranceNanos;
        if (!_isInTime)
            return lag > LateNanosMax ? QuoteFault.WrongTime : QuoteFault.Stale;

        // What has grown by too much is counted too, so that one stamp ahead is forgotten with its window.
        _leastLag = Math.Min(_leastLag, lag);
        _isInTime = lag - Math.Min(_leastLag, _leastLagBefore) <= _staleNanos;
        return _isInTime ? QuoteFault.None : QuoteFault.Stale;
    }

    private bool IsOfRecording(long exchangeNanos, long receiveNanos)
    {
        if (exchangeNanos < _oldestNanos || ((!_begun || _settings.EndNanos > 0) && exchangeNanos > _latestNanos))
            return false;
        _begun = true;
        return _line.Accepts(exchangeNanos, receiveNanos);
    }
}
