using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Venue.Tape;

namespace HedgeFast.WarmUp;

/// <summary>
/// The market of a rehearsal. Around the middle of the book's strikes the price changes between two levels and trembles by a few ticks on each. The distance of the levels
/// is swept from a thousandth to a quarter of the price, so that, whatever the width of the band, some moves break it and some do not.
/// </summary>
internal static class RehearsalTape
{
    /// <summary>Rows played a second: seldom enough that a cold engine decides on most of them one by one.</summary>
    public const int RowsPerSecond = 8_000;

    private const int RowsPerLevel = 8;
    private const int LevelsPerAmplitude = 16;
    private const int Amplitudes = 9;
    private const double SmallestAmplitude = 0.0005;

    // All rows lie above zero, and none beyond what the feed believes.
    private const double MiddleTicksMin = 2 * RowsPerLevel;
    private const double MiddleTicksMax = QuoteGuard.Bound / 2;

    // The terms of the options age in steps of the valuation time; this many rows make one, so that the preparing of new terms is rehearsed too.
    private const int RowsPerTimeStep = 16;
    private const long RowNanosMax = 100_000_000;

    // One row in eight shows less than any hedge needs: the order fills in part and the rest of it is cancelled.
    private const long Depth = 1_000_000_000;
    private const long ShallowDepth = 2;

    /// <summary>A tape of the instrument that hedges an underlying.</summary>
    /// <param name="hedge">The instrument.</param>
    /// <param name="underlying">What it hedges.</param>
    /// <param name="book">The options; their strikes say where the price is.</param>
    /// <param name="startNanos">Exchange time of the first row, UTC nanoseconds since 1970.</param>
    /// <param name="rows">How long it is; positive.</param>
    public static MarketTape Make(
        Instrument hedge, UnderlyingSettings underlying, OptionBook book, long startNanos, int rows)
    {
        double middle = Math.Clamp(MiddleStrike(book, underlying.Index) / hedge.TickSize, MiddleTicksMin, MiddleTicksMax);
        long rowNanos = Math.Clamp(underlying.TimeStepNanos / RowsPerTimeStep, 1, RowNanosMax);
        var quotes = new TapeQuote[rows];
        for (int row = 0; row < rows; row++)
        {
            int level = row / RowsPerLevel;
            double amplitude = SmallestAmplitude * (1 << (level / LevelsPerAmplitude % Amplitudes));
            long bid = (long)(middle * (1 + (level % 2 == 0 ? amplitude : -amplitude))) + (row % RowsPerLevel);
            long lots = level % 8 == 7 ? ShallowDepth : Depth;
            long nanos = startNanos + (row * rowNanos);
            quotes[row] = new TapeQuote(nanos, nanos, bid, lots, bid + 1, lots);
        }

        return MarketTape.Of("rehearsal", quotes);
    }

    // Zero and negative strikes, which a normal model allows, say nothing of a level that ticks can be counted from.
    private static double MiddleStrike(OptionBook book, int underlying)
    {
        var strikes = new List<double>();
        foreach (ExpiryGroup slice in book.Slices)
        {
            if (slice.Underlying == underlying)
                strikes.AddRange(book.Strikes.Slice(slice.Start, slice.Count));
        }

        strikes.RemoveAll(strike => !(strike > 0));
        strikes.Sort();
        return strikes.Count > 0 ? strikes[strikes.Count / 2] : 0;
    }
}
