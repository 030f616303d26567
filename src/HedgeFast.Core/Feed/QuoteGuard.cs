using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using static HedgeFast.Core.Feed.TickProtocol;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Decides which quotes are hedgeable and holds each instrument's fault until a full fresh quote. One thread only.
/// </summary>
/// <remarks>Instruments are addressed by their position in the constructor's list.</remarks>
public sealed class QuoteGuard
{
    /// <summary>Largest acceptable price or size, in ticks or lots: 2^51.</summary>
    /// <remarks>The sum of bid and ask then stays below 2^53 and is exact as a double.</remarks>
    public const long Bound = 1L << 51;

    /// <summary>
    /// Consecutive good quotes around a new level that confirm a jump beyond the instrument's MaxMoveFraction...
    /// </summary>
    public const int JumpQuotes = 5;

    /// <summary>
    /// ...and the least time from the first of them to the last, nanoseconds: a burst of equal mistakes is still one
    /// mistake.
    /// </summary>
    public const long JumpNanos = 250_000_000;

    /// <summary>
    /// Time in which the reference mid follows good quotes by at most MaxMoveFraction of itself, nanoseconds.
    /// </summary>
    /// <remarks>So a row of small steps gets no further than the market does.</remarks>
    public const long FollowNanos = 10_000_000_000;

    /// <summary>Least base of a move, ticks, where prices may be zero or negative.</summary>
    /// <remarks>A fraction of a price near zero means nothing.</remarks>
    public const long SignedMoveBaseTicks = 1_000;

    private readonly State[] _states;
    private readonly long _exchangeStaleNanos;
    private readonly ExchangeClock? _clock;
    private readonly long _confirmFirstNanos;

    /// <summary>Every instrument starts as never quoted.</summary>
    /// <param name="instruments">The instruments.</param>
    /// <param name="exchangeStaleNanos">A quote whose exchange time lies further than this behind that of an earlier
    /// one is old, nanoseconds.</param>
    public QuoteGuard(IReadOnlyList<Instrument> instruments, long exchangeStaleNanos = long.MaxValue)
        : this(instruments, exchangeStaleNanos, null, 0)
    {
    }

    /// <summary>The same, with exchange times and first quotes judged too.</summary>
    /// <param name="instruments">The instruments.</param>
    /// <param name="exchangeStaleNanos">A quote whose exchange time lies further than this behind that of an earlier
    /// one is old, nanoseconds.</param>
    /// <param name="clock">Checks exchange times; null accepts all.</param>
    /// <param name="confirmFirstNanos">Delay after which another quote must confirm an instrument's first one; 0
    /// accepts the first at once.</param>
    internal QuoteGuard(
        IReadOnlyList<Instrument> instruments, long exchangeStaleNanos, ExchangeClock? clock, long confirmFirstNanos)
    {
        _exchangeStaleNanos = exchangeStaleNanos;
        _clock = clock;
        _confirmFirstNanos = confirmFirstNanos;
        _states = new State[instruments.Count];
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i].MaxMove = instruments[i].MaxMoveFraction;
            _states[i].IsTraded = instruments[i].MaxMoveFraction < double.MaxValue;
            _states[i].Signed = instruments[i].AllowsNegativePrice;
            _states[i].Fault = QuoteFault.NeverQuoted;
        }
    }

    /// <summary>Sets the reference of an instrument's first quote to the last mark of the run before.</summary>
    /// <param name="position">The instrument.</param>
    /// <param name="midTicks">Mid, ticks.</param>
    internal void Carry(int position, double midTicks)
    {
        if (double.IsFinite(midTicks) && Math.Abs(midTicks) <= Bound)
            (_states[position].Reference, _states[position].HasGood) = (2 * midTicks, true);
    }

    /// <summary>Fault of the instrument; <see cref="QuoteFault.None"/> when hedgeable.</summary>
    public QuoteFault FaultOf(int position) => _states[position].Fault;

    /// <summary>
    /// Checks a quote: <see cref="QuoteFault.None"/> makes the instrument hedgeable, any other fault forbids the quote
    /// and the instrument.
    /// </summary>
    /// <param name="position">The instrument.</param>
    /// <param name="quote">The quote's frame.</param>
    /// <param name="receiveNanos">Monotonic receive time.</param>
    /// <param name="changed">Whether the instrument's fault has changed.</param>
    public QuoteFault Judge(int position, in TickFrame quote, long receiveNanos, out bool changed)
    {
        ref State state = ref _states[position];
        QuoteFault fault = state.Status != 0 ? QuoteFault.Halted : FaultOfPrices(in quote, state.Signed);
        if (fault is QuoteFault.NoPrice or QuoteFault.Zero && !state.IsTraded && IsOneSided(in quote))
            fault = QuoteFault.None;
        if (fault == QuoteFault.None && _clock is not null)
            fault = _clock.Judge(quote.ExchangeNanos, receiveNanos, quote.IsRefresh, state.IsTraded);
        if (fault == QuoteFault.None
            && state.ExchangeNanos - quote.ExchangeNanos > _exchangeStaleNanos
            && !GoesBack(ref state, quote.ExchangeNanos, receiveNanos))
        {
            fault = QuoteFault.Stale;
        }

        if (fault == QuoteFault.None)
        {
            fault = FaultOfMove(ref state, in quote, receiveNanos);
        }
        else
        {
            // Only an unbroken run of quotes confirms a jump.
            state.JumpRun = 0;
        }

        changed = state.Fault != fault;
        state.Fault = fault;
        return fault;
    }

    /// <summary>
    /// Makes the instrument not hedgeable; true when the fault is new. A halted instrument stays halted, the stronger
    /// reason.
    /// </summary>
    public bool Forbid(int position, QuoteFault fault)
    {
        ref State state = ref _states[position];
        state.JumpRun = 0;
        state.ExchangeNanos = 0;
        if (state.Status != 0 || state.Fault == fault)
            return false;
        state.Fault = fault;
        return true;
    }

    /// <summary>Refuses a quote that may have waited; true when the fault is new.</summary>
    internal bool Refuse(int position, QuoteFault fault)
    {
        ref State state = ref _states[position];
        state.JumpRun = 0;
        if (state.Status != 0 || state.Fault == fault)
            return false;
        state.Fault = fault;
        return true;
    }

    /// <summary>Applies a trading status; true when the instrument is newly halted, in auction or closed.</summary>
    /// <remarks>An instrument opened again waits for a full fresh quote.</remarks>
    public bool SetStatus(int position, TradingStatus status)
    {
        ref State state = ref _states[position];
        TradingStatus stop = status == TradingStatus.Open ? 0 : status;
        // A halt that becomes an auction is the same reason; only the step into or out of closed is news.
        bool news = stop != 0
            && (state.Status == 0 || state.Status == TradingStatus.Closed != (stop == TradingStatus.Closed));
        state.Status = stop;
        if (stop != 0)
            state.Fault = QuoteFault.Halted;
        state.JumpRun = 0;
        return news;
    }

    private static QuoteFault FaultOfPrices(in TickFrame quote, bool signed)
    {
        long bid = quote.BidTicks, ask = quote.AskTicks, bidLots = quote.BidLots, askLots = quote.AskLots;

        // The order of these tests is the order of the documentation: the marker is also a negative number, a negative
        // number may also be out of bounds.
        bool plain = (ulong)(bid - 1) < Bound
            && (ulong)(ask - 1) < Bound
            && (ulong)(bidLots - 1) < Bound
            && (ulong)(askLots - 1) < Bound
            && bid <= ask
            && quote.ExchangeNanos >= 0;
        return plain ? QuoteFault.None : Classify(bid, ask, bidLots, askLots, quote.ExchangeNanos, signed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static QuoteFault Classify(long bid, long ask, long bidLots, long askLots, long exchangeNanos, bool signed)
    {
        if (bid == NoPrice || ask == NoPrice || bidLots == NoPrice || askLots == NoPrice)
            return QuoteFault.NoPrice;
        if (bidLots < 0 || askLots < 0 || (!signed && (bid < 0 || ask < 0)))
            return QuoteFault.Negative;
        if (bidLots == 0 || askLots == 0 || (!signed && (bid == 0 || ask == 0)))
            return QuoteFault.Zero;
        if (bid > Bound
            || bid < -Bound
            || ask > Bound
            || ask < -Bound
            || bidLots > Bound
            || askLots > Bound
            || exchangeNanos < 0)
        {
            return QuoteFault.Absurd;
        }

        return bid > ask ? QuoteFault.Crossed : QuoteFault.None;
    }

    // One side of an option is worth knowing: far out of the money there is no bid. A side is missing without lots
    // or price, or where a bid is zero.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOneSided(in TickFrame quote)
    {
        bool hasBid = IsSide(quote.BidTicks, quote.BidLots), hasAsk = IsSide(quote.AskTicks, quote.AskLots);
        bool isPlain = IsSideOrNone(quote.BidTicks, quote.BidLots) && IsSideOrNone(quote.AskTicks, quote.AskLots);
        return hasBid != hasAsk && isPlain && quote.ExchangeNanos >= 0;
    }

    private static bool IsSide(long ticks, long lots) => (ulong)(ticks - 1) < Bound && (ulong)(lots - 1) < Bound;

    private static bool IsSideOrNone(long ticks, long lots) =>
        IsSide(ticks, lots) || ticks is 0 or NoPrice || lots is 0 or NoPrice;

    // Mids are kept doubled, as bid plus ask, to stay whole.
    private QuoteFault FaultOfMove(ref State state, in TickFrame quote, long receiveNanos)
    {
        if (!state.IsTraded)
        {
            // No move of an option's price is too large, so nothing is followed.
            state.ExchangeNanos = Math.Max(state.ExchangeNanos, quote.ExchangeNanos);
            state.HasGood = true;
            state.JumpRun = 0;
            return QuoteFault.None;
        }

        long mid = quote.BidTicks + quote.AskTicks;
        long marketNanos = _clock?.MarketNanos(quote.ExchangeNanos, receiveNanos) ?? receiveNanos;
        if (!state.HasGood)
        {
            if (_confirmFirstNanos > 0 && state.IsTraded && !ConfirmsFirst(ref state, mid, marketNanos))
                return QuoteFault.Unconfirmed;
            state.Reference = mid;
        }
        else
        {
            double most = state.MaxMove * SizeOf(state.Reference, state.Signed), move = mid - state.Reference;
            if (!(Math.Abs(move) <= most))
            {
                if (!Confirms(ref state, mid, receiveNanos))
                    return QuoteFault.Absurd;
                state.Reference = mid;
            }
            else
            {
                // Written so that a time that does not advance moves nothing.
                double reach = most * (Math.Max(0, marketNanos - state.FollowedNanos) * (1.0 / FollowNanos));
                state.Reference = Math.Abs(move) <= reach ? mid : state.Reference + Math.CopySign(reach, move);
            }
        }

        state.FollowedNanos = marketNanos;
        state.ExchangeNanos = Math.Max(state.ExchangeNanos, quote.ExchangeNanos);
        state.HasGood = true;
        state.JumpRun = 0;
        return QuoteFault.None;
    }

    private static double SizeOf(double reference, bool signed)
    {
        double size = Math.Abs(reference);
        return signed ? Math.Max(size, 2.0 * SignedMoveBaseTicks) : size;
    }

    private static bool Within(long mid, long reference, double fraction, bool signed) =>
        Math.Abs((double)(mid - reference)) <= fraction * SizeOf(reference, signed);

    // Any number of quotes in a burst are one: it is the time between two that agree that makes them two.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ConfirmsFirst(ref State state, long mid, long marketNanos)
    {
        if (state.JumpRun == 0 || !Within(mid, state.JumpMid, state.MaxMove, state.Signed))
        {
            state.JumpRun = 1;
            state.JumpMid = mid;
            state.JumpSince = marketNanos;
            return false;
        }

        return marketNanos - state.JumpSince >= _confirmFirstNanos;
    }

    // A recording may be played again from its begin, and a stamp of it may have been too far ahead: several quotes
    // that agree on an earlier time are right. A live feed is held against UTC, which leaves no room for that.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoesBack(ref State state, long exchangeNanos, long receiveNanos)
    {
        if (_clock is not { IsRecording: true })
            return false;
        if (state.BackRun == 0 || Math.Abs(exchangeNanos - state.BackNanos) > _exchangeStaleNanos)
            (state.BackRun, state.BackSince) = (0, receiveNanos);

        (state.BackRun, state.BackNanos) = (state.BackRun + 1, exchangeNanos);
        if (state.BackRun < JumpQuotes || receiveNanos - state.BackSince < JumpNanos)
            return false;
        (state.BackRun, state.ExchangeNanos) = (0, exchangeNanos);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Confirms(ref State state, long mid, long receiveNanos)
    {
        if (state.JumpRun == 0 || !Within(mid, state.JumpMid, state.MaxMove, state.Signed))
        {
            state.JumpRun = 1;
            state.JumpMid = mid;
            state.JumpSince = receiveNanos;
            return false;
        }

        state.JumpRun++;
        return state.JumpRun >= JumpQuotes && receiveNanos - state.JumpSince >= JumpNanos;
    }

    private struct State
    {
        // What moves are measured against, doubled ticks, and the market's time at which it last followed.
        public double Reference;
        public long FollowedNanos;

        // The latest of the good quotes since the channel was last interrupted: after that an exchange may have set its
        // clock.
        public long ExchangeNanos;
        public long JumpMid;
        public long JumpSince;
        public long BackNanos;
        public long BackSince;
        public double MaxMove;
        public int JumpRun;
        public int BackRun;
        public QuoteFault Fault;
        public TradingStatus Status;
        public bool HasGood;
        public bool Signed;
        public bool IsTraded;
    }
}
