using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Judges exchange times against a clock that no sender can move: this machine's UTC clock, or in a recording the
/// monotonic clock from the recording's own begin. Nothing of a stamp is kept before it has passed. One thread only.
/// </summary>
internal sealed class ExchangeClock
{
    /// <summary>
    /// The first stamp of a recording lies within this of where it is said to begin, nanoseconds: a day.
    /// </summary>
    public const long StartWindowNanos = 86_400_000_000_000;

    /// <summary>A stamp further behind than this is another clock's and not a late one, nanoseconds: an hour.</summary>
    public const long LateNanosMax = 3_600_000_000_000;

    /// <summary>The least lag is looked for over this time and the same before it, nanoseconds.</summary>
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

    /// <summary>A clock that has not seen a stamp.</summary>
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

        (_settings, _staleNanos) = (settings, staleNanos);
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
    /// UTC less the monotonic clock, nanoseconds. Another value by more than the tolerance begins the measure of lag
    /// anew.
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

    /// <summary>
    /// The connection was lost, or what comes may have waited: a repeated state proves no age before a numbered quote
    /// has.
    /// </summary>
    public void Interrupt() => _isInTime = false;

    /// <summary>How far a stamp lies ahead of the clock, nanoseconds; of a recording, ahead of its begin.</summary>
    public long AheadNanos(long exchangeNanos, long receiveNanos) =>
        exchangeNanos - (IsLive ? receiveNanos + _utcOffset : _settings.StartNanos);

    /// <summary>
    /// Whether a stamp of a live market lies further behind this machine's UTC clock than any quote may that is hedged
    /// on.
    /// </summary>
    public bool IsLate(long exchangeNanos, long receiveNanos) =>
        IsLive && -AheadNanos(exchangeNanos, receiveNanos) > _staleNanos + _toleranceNanos;

    /// <summary>
    /// The time that moves of a price are held against: a recording's own, else that of this machine.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long MarketNanos(long exchangeNanos, long receiveNanos) => IsRecording ? exchangeNanos : receiveNanos;

    /// <summary>Judges the stamp of a quote.</summary>
    /// <param name="exchangeNanos">The stamp, UTC nanoseconds; not negative.</param>
    /// <param name="receiveNanos">When it came, monotonic nanoseconds.</param>
    /// <param name="isRefresh">Whether it repeats a state, with the stamp of that state.</param>
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
        return _line.Takes(exchangeNanos, receiveNanos);
    }
}
