using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Venue.Tape;

namespace HedgeFast.WarmUp;

/// <summary>
/// Generates the tape of a rehearsal: a price that alternates between two levels around the middle strike.
/// </summary>
/// <remarks>
/// The distance of the levels is swept from a thousandth to a quarter of the price, so that some moves break a band of
/// any width and some do not. On each level the price moves by a few ticks.
/// </remarks>
internal static class RehearsalTape
{
    /// <summary>Rows a second: so few that a cold engine decides on most of them singly.</summary>
    public const int RowsPerSecond = 8_000;

    private const int RowsPerLevel = 8;
    private const int LevelsPerAmplitude = 16;
    private const int Amplitudes = 9;
    private const double SmallestAmplitude = 0.0005;

    // All prices are positive and within the bound of the quote guard.
    private const double MiddleTicksMin = 2 * RowsPerLevel;
    private const double MiddleTicksMax = QuoteGuard.Bound / 2;

    // The options age by steps of the valuation time; this many rows make one step, so that the solver is rehearsed
    // too.
    private const int RowsPerTimeStep = 16;
    private const long RowNanosMax = 100_000_000;

    // One row in eight shows less size than any hedge needs: the order fills in part and the rest is cancelled.
    private const long Depth = 1_000_000_000;
    private const long ShallowDepth = 2;

    /// <summary>Generates the tape of the instrument that hedges an underlying.</summary>
    /// <param name="hedge">The instrument.</param>
    /// <param name="underlying">The underlying.</param>
    /// <param name="book">The options; the middle of their strikes is the price.</param>
    /// <param name="startNanos">Exchange time of the first row, UTC nanoseconds since 1970.</param>
    /// <param name="rows">Number of rows; positive.</param>
    public static MarketTape Make(
        Instrument hedge, UnderlyingSettings underlying, OptionBook book, long startNanos, int rows)
    {
        double strike = MiddleStrike(book, underlying.Index);
        double middle = Math.Clamp(strike / hedge.TickSize, MiddleTicksMin, MiddleTicksMax);
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

    // Zero and negative strikes, which a normal model allows, give no price level.
    private static double MiddleStrike(OptionBook book, int underlying)
    {
        var strikes = new List<double>();
        foreach (ExpiryGroup slice in book.Groups)
        {
            if (slice.Underlying == underlying)
                strikes.AddRange(book.Strikes.Slice(slice.Start, slice.Count));
        }

        strikes.RemoveAll(strike => !(strike > 0));
        strikes.Sort();
        return strikes.Count > 0 ? strikes[strikes.Count / 2] : 0;
    }
}
