using HedgeFast.Core.Book;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Synthetic;

/// <summary>Generates a tape: a martingale price with a volatility that may vary in time.</summary>
/// <remarks>
/// The logarithm of the volatility is an Ornstein-Uhlenbeck process (Scott 1987). Quotes arrive at random and
/// independently; bid and ask are one tick apart and show the same size.
/// </remarks>
internal sealed record SyntheticPath
{
    private const double SecondsPerYear = 365.0 * 86_400;
    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>Length, days. Positive.</summary>
    public double Days { get; init; } = 3;

    /// <summary>Mean time from one quote to the next, seconds. Positive.</summary>
    public double StepSeconds { get; init; } = 5;

    /// <summary>Mean level of the volatility, a fraction a year. Positive.</summary>
    public double Volatility { get; init; } = 0.58;

    /// <summary>
    /// Volatility of the volatility's logarithm, a year; 0 keeps the volatility constant. Not negative.
    /// </summary>
    public double VolOfVol { get; init; }

    /// <summary>Half-life of a deviation of the volatility, days. Positive.</summary>
    public double HalfLifeDays { get; init; } = 1;

    /// <summary>Lots shown at bid and at ask. Positive.</summary>
    public long Lots { get; init; } = 20_000;

    /// <summary>Generates the path of a seed; the same seed gives the same path.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="from">Time and mid at the start.</param>
    /// <param name="instrument">The quoted instrument.</param>
    public MarketTape Make(ulong seed, in TapeQuote from, Instrument instrument)
    {
        var random = new SplitMix64(seed);
        var quotes = new List<TapeQuote>((int)(1.05 * Days * 86_400 / StepSeconds) + 16);
        double logPrice = Math.Log(0.5 * instrument.TickSize * (from.BidTicks + from.AskTicks));
        double seconds = 0, departure = 0;
        while (seconds <= Days * 86_400)
        {
            long nanos = (long)(seconds * NanosPerSecond);
            long bid = (long)Math.Floor(Math.Exp(logPrice) / instrument.TickSize);
            quotes.Add(new TapeQuote(from.RecvNanos + nanos, from.ExchangeNanos + nanos, bid, Lots, bid + 1, Lots));

            double gapSeconds = -StepSeconds * Math.Log(random.Fraction());
            double volatility = Volatility * Math.Exp(departure);
            double variance = volatility * volatility * gapSeconds / SecondsPerYear;
            seconds += gapSeconds;
            logPrice += (Math.Sqrt(variance) * random.Normal()) - (0.5 * variance);
            departure *= Math.Pow(0.5, gapSeconds / (86_400 * HalfLifeDays));
            if (VolOfVol > 0)
                departure += VolOfVol * Math.Sqrt(gapSeconds / SecondsPerYear) * random.Normal();
        }

        return MarketTape.Of($"synthetic, seed {seed}", [.. quotes]);
    }
}
