using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Tape;

/// <summary>An instrument that follows the tape: its quote and its trading status at each row.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="tape">The instrument that the tape was recorded of.</param>
/// <param name="basis">Its quote above the tape's, a fraction.</param>
/// <param name="halts">Halts of all instruments.</param>
internal sealed class TapeListing(Instrument instrument, Instrument tape, double basis, IReadOnlyList<TapeHalt> halts)
{
    private readonly TapeHalt[] _halts = [.. halts.Where(halt => halt.Instrument == instrument.Index)];
    private readonly bool _isTape = instrument.Index == tape.Index;

    /// <summary>The instrument's terms.</summary>
    public Instrument Instrument => instrument;

    /// <summary>Its trade prints.</summary>
    public TradePrints Prints { get; } = new();

    /// <summary>Whether trading was halted at the last row.</summary>
    public bool IsHalted { get; private set; }

    /// <summary>Whether the halt that ended at the last row reinstates the orders it cancelled.</summary>
    public bool Reinstates { get; private set; }

    /// <summary>Moves to a row.</summary>
    /// <returns>Whether the trading status has changed.</returns>
    public bool MoveTo(int row)
    {
        bool before = IsHalted;
        IsHalted = Reinstates = false;
        foreach (TapeHalt halt in _halts)
        {
            Reinstates |= row == halt.ToRow && halt.Reinstates;
            IsHalted |= row >= halt.FromRow && row < halt.ToRow;
        }

        return IsHalted != before;
    }

    /// <summary>Its quote at a row; a derived one is rounded outwards to its ticks and as deep in money.</summary>
    public TopOfBook QuoteAt(in TapeQuote row)
    {
        if (_isTape)
            return new TopOfBook(row.BidTicks, row.BidLots, row.AskTicks, row.AskLots);
        double ratio = (1 + basis) * tape.TickSize / instrument.TickSize;
        return new TopOfBook(
            (long)Math.Floor(row.BidTicks * ratio), Lots(row.BidLots, row.BidTicks * tape.TickSize),
            (long)Math.Ceiling(row.AskTicks * ratio), Lots(row.AskLots, row.AskTicks * tape.TickSize));
    }

    private long Lots(long tapeLots, double price)
    {
        if (tapeLots <= 0)
            return 0;
        return Math.Max(1, (long)(tape.Notional(tapeLots, price) / instrument.Notional(1, price)));
    }
}
