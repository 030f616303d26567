namespace HedgeFast.Core.Feed;

/// <summary>
/// The latest exchange time that can be: it begins with the first stamp and goes on with the monotonic clock, so that
/// no row of stamps can push it. What lies beyond is believed once several stamps agree on it over a while, as a price
/// jump is.
/// </summary>
/// <param name="clock">The feed's clock.</param>
/// <param name="slackNanos">How far a stamp may lie beyond the line, nanoseconds at the speed 1.</param>
internal struct ClockLine(ClockRule clock, long slackNanos)
{
    /// <summary>
    /// Largest step of a recording that is played without pauses and whose end nobody knows, nanoseconds.
    /// </summary>
    public const long StepNanos = 3_600_000_000_000;

    private readonly ClockRule _clock = clock;

    // Slower than real time is no reason to believe less than real time.
    private readonly double _rate = Math.Max(1, clock.Speed);
    private readonly double _slack = slackNanos * Math.Max(1, clock.Speed);
    private bool _begun;

    private readonly bool IsUnpaced => _clock.Kind == ClockKind.Recording && _clock.Speed == ClockRule.Unpaced;

    /// <summary>Where the line begins, monotonic nanoseconds.</summary>
    public long ReceiveNanos { get; private set; }

    /// <summary>Exchange time there, UTC nanoseconds.</summary>
    public long ExchangeNanos { get; private set; }

    /// <summary>Where a run of stamps beyond the line begins, monotonic nanoseconds.</summary>
    public long RunReceiveNanos { get; private set; }

    /// <summary>Exchange time there, UTC nanoseconds.</summary>
    public long RunExchangeNanos { get; private set; }

    /// <summary>Stamps of that run.</summary>
    public int Run { get; private set; }

    /// <summary>Whether a stamp is believed.</summary>
    /// <param name="exchangeNanos">The stamp, UTC nanoseconds; not negative.</param>
    /// <param name="receiveNanos">When it came, monotonic nanoseconds.</param>
    public bool Takes(long exchangeNanos, long receiveNanos)
    {
        if (!_begun)
            Begin(exchangeNanos, receiveNanos);
        if (IsUnpaced)
            return TakesStep(exchangeNanos, receiveNanos);
        double ahead = exchangeNanos - ExchangeNanos - (_rate * (receiveNanos - ReceiveNanos));
        if (!(ahead <= _slack))
            return Confirms(exchangeNanos, receiveNanos);
        Run = 0;
        return true;
    }

    private void Begin(long exchangeNanos, long receiveNanos) =>
        (ExchangeNanos, ReceiveNanos, Run, _begun) = (exchangeNanos, receiveNanos, 0, true);

    private bool TakesStep(long exchangeNanos, long receiveNanos)
    {
        bool isNear = _clock.EndNanos > 0
            ? exchangeNanos <= _clock.EndNanos + _slack
            : exchangeNanos - ExchangeNanos <= StepNanos;
        if (!isNear)
            return Confirms(exchangeNanos, receiveNanos);
        Begin(exchangeNanos, receiveNanos);
        return true;
    }

    private bool Confirms(long exchangeNanos, long receiveNanos)
    {
        double apart = exchangeNanos - RunExchangeNanos - (_rate * (receiveNanos - RunReceiveNanos));
        if (Run == 0 || !(Math.Abs(apart) <= Math.Max(_slack, IsUnpaced ? StepNanos : 0)))
        {
            (Run, RunExchangeNanos, RunReceiveNanos) = (1, exchangeNanos, receiveNanos);
            return false;
        }

        if (++Run < QuoteGuard.JumpQuotes || receiveNanos - RunReceiveNanos < QuoteGuard.JumpNanos)
            return false;
        Begin(exchangeNanos, receiveNanos);
        return true;
    }
}
