using HedgeFast.Core.Book;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Synthetic;

/// <summary>
/// A made-up tape: the price is a martingale whose logarithm moves by a volatility that may itself wander, as the exponential of an Ornstein-Uhlenbeck process (Scott 1987),
/// so that days can be compared that nobody has recorded. Quotes come at random, independently of each other; bid and ask stand one tick apart and show the same size.
/// </summary>
internal sealed record SyntheticPath
{
    private const double SecondsPerYear = 365.0 * 86_400;
    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>Length, days. Positive.</summary>
    public double Days { get; init; } = 3;

    /// <summary>Mean time from one quote to the next, seconds. Positive.</summary>
    public double StepSeconds { get; init; } = 5;

    /// <summary>Volatility a year to which it returns, a fraction. Positive.</summary>
    public double Volatility { get; init; } = 0.58;

    /// <summary>How much the logarithm of the volatility moves in a year; 0 keeps it where it is. Not negative.</summary>
    public double VolOfVol { get; init; }

    /// <summary>Time in which half of a departure of the volatility is gone, days. Positive.</summary>
    public double HalfLifeDays { get; init; } = 1;

    /// <summary>Lots shown on either side. Positive.</summary>
    public long Lots { get; init; } = 20_000;

    /// <summary>The path of a seed: the same numbers for the same seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="from">Where it begins: time and middle.</param>
    /// <param name="instrument">What is quoted.</param>
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
            double volatility = Volatility * Math.Exp(departure), variance = volatility * volatility * gapSeconds / SecondsPerYear;
            seconds += gapSeconds;
            logPrice += (Math.Sqrt(variance) * random.Normal()) - (0.5 * variance);
            departure *= Math.Pow(0.5, gapSeconds / (86_400 * HalfLifeDays));
            if (VolOfVol > 0)
                departure += VolOfVol * Math.Sqrt(gapSeconds / SecondsPerYear) * random.Normal();
        }

        return MarketTape.Of($"synthetic, seed {seed}", [.. quotes]);
    }
}
