namespace HedgeFast.Core.Feed;

/// <summary>
/// The latest credible exchange time: a line from the first stamp that moves with the monotonic clock.
/// </summary>
/// <remarks>
/// Later stamps cannot push the line. Stamps beyond it are accepted once several agree for a while, as a price jump is.
/// </remarks>
/// <param name="clock">The feed's clock.</param>
/// <param name="slackNanos">How far a stamp may lie beyond the line, nanoseconds at the speed 1.</param>
internal struct ClockLine(ClockRule clock, long slackNanos)
{
    /// <summary>
    /// Largest step of a recording that is played without pauses and without a known end, nanoseconds.
    /// </summary>
    public const long StepNanos = 3_600_000_000_000;

    private readonly ClockRule _clock = clock;

    // Slower than real time is no reason to believe less than real time.
    private readonly double _rate = Math.Max(1, clock.Speed);
    private readonly double _slack = slackNanos * Math.Max(1, clock.Speed);
    private bool _begun;

    private readonly bool IsUnpaced => _clock.Kind == ClockKind.Recording && _clock.Speed == ClockRule.Unpaced;

    /// <summary>Start of the line, monotonic nanoseconds.</summary>
    public long ReceiveNanos { get; private set; }

    /// <summary>Exchange time at the start, UTC nanoseconds.</summary>
    public long ExchangeNanos { get; private set; }

    /// <summary>Start of a run of stamps beyond the line, monotonic nanoseconds.</summary>
    public long RunReceiveNanos { get; private set; }

    /// <summary>Exchange time at the start of the run, UTC nanoseconds.</summary>
    public long RunExchangeNanos { get; private set; }

    /// <summary>Number of stamps in the run.</summary>
    public int Run { get; private set; }

    /// <summary>Whether a stamp is accepted.</summary>
    /// <param name="exchangeNanos">The stamp, UTC nanoseconds; not negative.</param>
    /// <param name="receiveNanos">Receive time of the stamp, monotonic nanoseconds.</param>
    public bool Accepts(long exchangeNanos, long receiveNanos)
    {
        if (!_begun)
            Begin(exchangeNanos, receiveNanos);
        if (IsUnpaced)
            return AcceptsStep(exchangeNanos, receiveNanos);
        double ahead = exchangeNanos - ExchangeNanos - (_rate * (receiveNanos - ReceiveNanos));
        if (!(ahead <= _slack))
            return Confirms(exchangeNanos, receiveNanos);
        Run = 0;
        return true;
    }

    private void Begin(long exchangeNanos, long receiveNanos) =>
        (ExchangeNanos, ReceiveNanos, Run, _begun) = (exchangeNanos, receiveNanos, 0, true);

    private bool AcceptsStep(long exchangeNanos, long receiveNanos)
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
            Run = 1;
            RunExchangeNanos = exchangeNanos;
            RunReceiveNanos = receiveNanos;
            return false;
        }

        if (++Run < QuoteGuard.JumpQuotes || receiveNanos - RunReceiveNanos < QuoteGuard.JumpNanos)
            return false;
        Begin(exchangeNanos, receiveNanos);
        return true;
    }
}
