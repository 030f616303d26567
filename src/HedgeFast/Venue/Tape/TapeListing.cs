using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Tape;

/// <summary>An instrument that follows the tape: its quote at each row, and when it is halted.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="tape">The instrument that the tape was recorded of; the same, or another.</param>
/// <param name="basis">How far above the tape it is quoted, a fraction.</param>
/// <param name="halts">Halts, its own among them.</param>
internal sealed class TapeListing(Instrument instrument, Instrument tape, double basis, IReadOnlyList<TapeHalt> halts)
{
    private readonly TapeHalt[] _halts = [.. halts.Where(halt => halt.Instrument == instrument.Index)];
    private readonly bool _isTape = instrument.Index == tape.Index;

    /// <summary>The instrument.</summary>
    public Instrument Instrument => instrument;

    /// <summary>What of its moves is printed as traded.</summary>
    public TradePrints Prints { get; } = new();

    /// <summary>Whether it was halted at the last row.</summary>
    public bool IsHalted { get; private set; }

    /// <summary>Whether the halt that ended at the last row brings back the orders it cancelled.</summary>
    public bool Reinstates { get; private set; }

    /// <summary>Goes to a row.</summary>
    /// <returns>Whether its status is another one than before.</returns>
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

    /// <summary>Its quote at a row. A derived one is as wide as the tape, rounded outwards to its own ticks, and as deep in money.</summary>
    public TopOfBook QuoteAt(in TapeQuote row)
    {
        if (_isTape)
            return new TopOfBook(row.BidTicks, row.BidLots, row.AskTicks, row.AskLots);
        double ratio = (1 + basis) * tape.TickSize / instrument.TickSize;
        return new TopOfBook(
            (long)Math.Floor(row.BidTicks * ratio), Lots(row.BidLots, row.BidTicks * tape.TickSize),
            (long)Math.Ceiling(row.AskTicks * ratio), Lots(row.AskLots, row.AskTicks * tape.TickSize));
    }

    private long Lots(long tapeLots, double price) => tapeLots <= 0 ? 0 : Math.Max(1, (long)(tape.Notional(tapeLots, price) / instrument.Notional(1, price)));
}
