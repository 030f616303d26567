using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Hedge;

/// <summary>The latest quote and the state of every instrument's market. Owned by the loop.</summary>
public sealed class MarketState
{
    /// <summary>
    /// The loop's own tolerance of exchange times beyond the monotonic stamps, nanoseconds: a minute, times a
    /// recording's speed.
    /// </summary>
    /// <remarks>The feed's bound is narrower; this one holds whatever passes there, and in any journal.</remarks>
    public const long SlackNanos = 60_000_000_000;

    private readonly InstrumentState[] _states;
    private readonly bool _isBounded;
    private ClockLine _line;

    /// <summary>A state without quotes.</summary>
    /// <param name="instruments">The instruments, by dense index.</param>
    /// <param name="clock">The feed's clock; null or none bounds nothing, as in a journal that is older than the
    /// bound.</param>
    public MarketState(IReadOnlyList<Instrument> instruments, ClockRule? clock = null)
    {
        clock ??= ClockRule.None;
        _isBounded = clock.Kind != ClockKind.None;
        _line = new ClockLine(clock, SlackNanos);
        _states = new InstrumentState[instruments.Count];
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = new InstrumentState
            {
                TickSize = instruments[i].TickSize,
                Fault = QuoteFault.NeverQuoted,
                PriceBaseTicks = instruments[i].AllowsNegativePrice ? QuoteGuard.SignedMoveBaseTicks : 0,
            };
        }
    }

    /// <summary>Number of instruments.</summary>
    public int Count => _states.Length;

    /// <summary>Number of quotes refused for their exchange time.</summary>
    public long WrongTimes { get; private set; }

    /// <summary>One instrument, by dense index.</summary>
    public ref InstrumentState this[int instrument] => ref _states[instrument];

    /// <summary>The mid of the last quote; null before the first.</summary>
    public double? LastMid(int instrument) => _states[instrument].ExchangeNanos == 0 ? null : _states[instrument].Mid;

    /// <summary>
    /// Applies a quote, or refuses one with a wrong exchange time and forbids hedging in the instrument until a right
    /// one.
    /// </summary>
    /// <param name="quote">The quote.</param>
    /// <param name="replaced">Whether the quote replaced one of the same batch.</param>
    /// <returns>Whether the quote was applied.</returns>
    public bool TryApplyQuote(in MarketEvent quote, out bool replaced)
    {
        ref InstrumentState state = ref _states[quote.Instrument];
        replaced = false;
        if (_isBounded && !_line.Accepts(quote.ExchangeNanos, quote.ReceiveNanos))
        {
            WrongTimes++;
            state.Fault = QuoteFault.WrongTime;
            return false;
        }

        state.BidTicks = quote.BidTicks;
        state.AskTicks = quote.AskTicks;
        state.BidLots = quote.BidLots;
        state.AskLots = quote.AskLots;
        state.ReceiveNanos = quote.ReceiveNanos;

        // Small steps back are jitter. A large one means that the time before was wrong, which must not last.
        if (quote.ExchangeNanos > state.ExchangeNanos || state.ExchangeNanos - quote.ExchangeNanos > SlackNanos)
            state.ExchangeNanos = quote.ExchangeNanos;
        state.Channel = quote.Channel;
        state.Fault = QuoteFault.None;
        state.IsClosed = false;
        replaced = state.QuotedInBatch;
        state.QuotedInBatch = true;
        return true;
    }

    /// <summary>Adds the bound of exchange times; nothing without one, as in the state hashes of older
    /// journals.</summary>
    public void AddClockTo(ref StateDigest digest)
    {
        if (!_isBounded)
            return;
        digest.Add(_line.ReceiveNanos);
        digest.Add(_line.ExchangeNanos);
        digest.Add(_line.RunReceiveNanos);
        digest.Add(_line.RunExchangeNanos);
        digest.Add(_line.Run);
    }

    /// <summary>Adds the quote of an instrument, by dense index.</summary>
    public void AddQuoteTo(ref StateDigest digest, int instrument)
    {
        ref InstrumentState state = ref _states[instrument];
        digest.Add(state.BidTicks);
        digest.Add(state.AskTicks);
        digest.Add((long)state.Fault);
    }

    /// <summary>Applies a fault to an instrument, or to every instrument of a channel.</summary>
    public void ApplyFault(in MarketEvent market)
    {
        for (int i = 0; i < _states.Length; i++)
        {
            ref InstrumentState state = ref _states[i];
            bool meant = market.Instrument == i
                || (market.Instrument < 0
                    && (state.Channel == market.Channel || state.Fault == QuoteFault.NeverQuoted));
            if (!meant)
                continue;
            state.IsClosed = market.Kind == MarketEventKind.Closed;
            state.Fault = state.IsClosed ? QuoteFault.Halted : market.Fault;
        }
    }
}
