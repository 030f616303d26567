using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;

namespace HedgeFast.Core.Hedge;

/// <summary>The latest quote and the state of every instrument's market. Owned by the loop.</summary>
public sealed class HedgeMarket
{
    private readonly InstrumentState[] _states;

    /// <summary>Nothing has been quoted yet.</summary>
    public HedgeMarket(IReadOnlyList<Instrument> instruments)
    {
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

    /// <summary>One instrument, by dense index.</summary>
    public ref InstrumentState this[int instrument] => ref _states[instrument];

    /// <summary>The mid of the last quote; null before the first.</summary>
    public double? LastMid(int instrument) => _states[instrument].ExchangeNanos == 0 ? null : _states[instrument].Mid;

    /// <summary>A quote becomes the latest of its instrument.</summary>
    /// <returns>Whether it replaced one of the same batch.</returns>
    public bool ApplyQuote(in MarketEvent quote)
    {
        ref InstrumentState state = ref _states[quote.Instrument];
        state.BidTicks = quote.BidTicks;
        state.AskTicks = quote.AskTicks;
        state.BidLots = quote.BidLots;
        state.AskLots = quote.AskLots;
        state.ReceiveNanos = quote.ReceiveNanos;
        state.ExchangeNanos = Math.Max(state.ExchangeNanos, quote.ExchangeNanos);
        state.Channel = quote.Channel;
        state.Fault = QuoteFault.None;
        state.IsClosed = false;
        state.SpentUntilNanos = long.MinValue;
        bool replaced = state.QuotedInBatch;
        state.QuotedInBatch = true;
        return replaced;
    }

    /// <summary>An instrument, or every instrument of a channel, cannot be hedged in for now.</summary>
    public void ApplyFault(in MarketEvent market)
    {
        for (int i = 0; i < _states.Length; i++)
        {
            ref InstrumentState state = ref _states[i];
            bool meant = market.Instrument == i || (market.Instrument < 0 && (state.Channel == market.Channel || state.Fault == QuoteFault.NeverQuoted));
            if (!meant)
                continue;
            state.IsClosed = market.Kind == MarketEventKind.Closed;
            state.Fault = state.IsClosed ? QuoteFault.Halted : market.Fault;
        }
    }
}
