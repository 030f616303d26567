using System.Globalization;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Compare;

/// <summary>
/// Runs the engine over the same tapes with each policy, fitted to the risk of the configured fixed band.
/// </summary>
/// <remarks>
/// A search changes one parameter of the policy (move, risk aversion, interval) until its risk over all tapes is that
/// of the fixed band; the costs are compared.
/// </remarks>
/// <param name="settings">Resolved settings; the first underlying is hedged in the first instrument.</param>
/// <param name="book">The options.</param>
/// <param name="volatilities">Volatilities of the options; null takes the book's.</param>
/// <param name="tapes">The paths; at least one.</param>
/// <param name="measure">The risk that every policy is fitted to.</param>
/// <param name="matching">Makes the matching book of a run; null trades at the touch alone.</param>
internal sealed class PolicyComparison(
    HedgeSettings settings, OptionBook book, OptionVolatilities? volatilities, IReadOnlyList<MarketTape> tapes,
    EqualRisk measure = EqualRisk.Profit, Func<IMatchingBook>? matching = null)
{
    // A policy whose risk stays further from the fixed band's than this fraction has another risk.
    private const double Comparable = 0.02;

    // The search ends at this relative difference: it moves the cost by no more.
    private const double Tolerance = 0.001;

    // A bracket this narrow, in logarithms, without a comparable risk: the policy can't reach that risk.
    private const double Narrow = 0.02;

    private const int Trials = 14;
    private const double Widest = 1e6;
    private const double Far = 1e5;
    private const double SecondsPerYear = 365.0 * 86_400;

    /// <summary>Runs the configured fixed band, then every other policy at the same risk.</summary>
    public IEnumerable<PolicyResult> Run()
    {
        UnderlyingSettings configured = settings.Underlyings[0];
        UnderlyingSettings fixedBand = configured with { Policy = configured.Policy with { Kind = PolicyKind.Fixed } };
        PolicyResult reference = Run(
            string.Create(CultureInfo.InvariantCulture, $"fixed, half-width {configured.BandHalfWidth:G4}"), fixedBand);
        yield return reference;

        // Each search has a start and a power: risk would grow with the parameter to that power, were the book's gamma
        // and the market constant. Zakamouline and Leland start far up: with a great risk aversion or a short interval
        // their delta is so far from the true one that risk falls as the parameter grows, and a search would turn the
        // wrong way.
        PolicySettings policy = configured.Policy;
        yield return Fit(
            reference, "gamma, move", policy.MoveFraction, 1, PolicyKind.Gamma, (p, x) => p with { MoveFraction = x });
        yield return Fit(
            reference, "whalley-wilmott, 1/risk aversion", 1 / policy.RiskAversion, 1.0 / 3, PolicyKind.WhalleyWilmott,
            (p, x) => p with { RiskAversion = 1 / x });
        yield return Fit(
            reference, "zakamouline, 1/risk aversion", Far / policy.RiskAversion, 1.0 / 2, PolicyKind.Zakamouline,
            (p, x) => p with { RiskAversion = 1 / x });
        yield return Fit(reference, "timed, seconds", policy.IntervalNanos * 1e-9, 1.0 / 2, PolicyKind.Timed, Interval);
        yield return Fit(
            reference, "leland, seconds", 100 * LelandSecondsMin(), 1.0 / 2, PolicyKind.Leland, Interval,
            LelandSecondsMin());
        yield return Search(
            reference, "fixed to the centre, half-width", configured.BandHalfWidth, 1, 0,
            x => fixedBand with { BandHalfWidth = x, TradeTo = TradeTo.Centre });

        static PolicySettings Interval(PolicySettings p, double seconds) =>
            p with { IntervalNanos = Math.Max(1, (long)(seconds * 1e9)) };
    }

    /// <summary>Runs one policy over every tape.</summary>
    public PolicyResult Run(string name, UnderlyingSettings underlying)
    {
        var paths = new PathResult[tapes.Count];
        Parallel.For(0, paths.Length, i => paths[i] = Run(tapes[i], underlying));
        return new PolicyResult(name, paths);
    }

    /// <summary>Finds the fixed band whose cost a policy's cost is compared with.</summary>
    /// <param name="result">The policy.</param>
    /// <param name="reference">The configured fixed band.</param>
    /// <returns>
    /// <paramref name="reference"/> where both have the same risk, otherwise a fixed band fitted to the policy's risk.
    /// </returns>
    public PolicyResult FixedLike(PolicyResult result, PolicyResult reference)
    {
        if (result.Started == 0 || Math.Abs((result.Risk(measure) / reference.Risk(measure)) - 1) <= Comparable)
            return reference;
        UnderlyingSettings configured = settings.Underlyings[0];
        return Search(
            result, "fixed, half-width", configured.BandHalfWidth, 1, 0,
            x => configured with { BandHalfWidth = x, Policy = configured.Policy with { Kind = PolicyKind.Fixed } });
    }

    private PathResult Run(MarketTape tape, UnderlyingSettings underlying)
    {
        var engine = new InlineEngine(
            settings with { Underlyings = [underlying, .. settings.Underlyings.Skip(1)] }, book,
            matching?.Invoke() ?? new MatchingBook(), volatilities);
        LoopCounters counters = engine.Loop.Counters;
        UnderlyingCounters shown = counters.Underlyings[underlying.Index];
        Instrument hedge = settings.Instruments[underlying.HedgeInstrument];
        double costBefore = double.NaN, lastPrice = double.NaN, off = 0, unhedged = 0;
        double profit = 0, squaredProfit = 0, squaredUnhedged = 0;
        long ordersBefore = 0;
        foreach (ref readonly TapeQuote quote in tape.Quotes)
        {
            engine.Quote(quote);
            if (shown.IsMeasured == 0)
                continue;
            if (double.IsNaN(costBefore))
            {
                costBefore = engine.Market.Cost;
                ordersBefore = counters.Orders;
            }

            // The tape's price, which our own trading does not move.
            double price = 0.5 * hedge.TickSize * (quote.BidTicks + quote.AskTicks);
            if (!double.IsNaN(lastPrice))
            {
                double gain = off * (price - lastPrice), gainUnhedged = unhedged * (price - lastPrice);
                profit += gain;
                squaredProfit += gain * gain;
                squaredUnhedged += gainUnhedged * gainUnhedged;
            }

            unhedged = (underlying.HedgeRatio * shown.OptionDelta) - underlying.TargetDelta;
            off = unhedged + (engine.Loop.Ledger.FilledLots(hedge.Index) * hedge.DeltaPerLot(price));
            lastPrice = price;
        }

        if (shown.Measured == 0)
            return PathResult.NeverHedged(engine.Loop.StateHash());
        return new PathResult
        {
            Samples = shown.Measured,
            MeanOff = shown.SumHedged / shown.Measured,
            MeanSquaredOff = shown.SumSquaredHedged / shown.Measured,
            Profit = profit,
            SquaredProfit = squaredProfit,
            SquaredUnhedged = squaredUnhedged,
            Cost = engine.Market.Cost - costBefore,
            Orders = counters.Orders - ordersBefore,
            StateHash = engine.Loop.StateHash(),
        };
    }

    // Leland's A = sqrt(2/pi) k / (s sqrt dt) is an expansion in a small number. Below the interval at which A is 1 a
    // long position would have an imaginary volatility, and a short one a volatility more than doubled: there risk
    // grows as the interval shrinks, and nothing can be fitted.
    private double LelandSecondsMin()
    {
        UnderlyingSettings underlying = settings.Underlyings[0];
        Instrument hedge = settings.Instruments[underlying.HedgeInstrument];
        ref readonly TapeQuote first = ref tapes[0].Quotes[0];
        double halfSpread = underlying.Costs.HalfSpreadFraction
            ?? (first.AskTicks - first.BidTicks) / (double)(first.AskTicks + first.BidTicks);
        double roundTrip = 2 * Math.Max(0, halfSpread + hedge.TakerFee);
        return 2 / Math.PI * Math.Pow(roundTrip / underlying.Policy.Volatility, 2) * SecondsPerYear;
    }

    private PolicyResult Fit(
        PolicyResult reference, string name, double start, double power, PolicyKind kind,
        Func<PolicySettings, double, PolicySettings> with, double lowest = 0)
    {
        UnderlyingSettings configured = settings.Underlyings[0];
        return Search(
            reference, name, start, power, lowest,
            x => configured with { Policy = with(configured.Policy with { Kind = kind }, x) });
    }

    // Risk grows with every parameter searched here, nearly as a power: a secant of the logarithms converges in a few
    // runs, inside a bracket that no step leaves. The run nearest to the reference is kept.
    private PolicyResult Search(
        PolicyResult reference, string name, double start, double power, double lowest,
        Func<double, UnderlyingSettings> at)
    {
        double low = Math.Log(Math.Max(lowest, start / Widest)), high = Math.Log(start * Widest), x = Math.Log(start);
        double lastX = double.NaN, lastOff = double.NaN, bestX = double.NaN, bestOff = double.NaN;
        PolicyResult? best = null;
        for (int trial = 0; trial < Trials; trial++)
        {
            PolicyResult result =
                Run(string.Create(CultureInfo.InvariantCulture, $"{name} {Math.Exp(x):G4}"), at(Math.Exp(x)));
            double off = Off(result);

            // Where a smaller parameter brought more risk, the least risk lies above.
            if (off < 0 || (off > bestOff && x < bestX))
                low = x;
            else
                high = x;
            if (best is null || Math.Abs(off) < Math.Abs(bestOff))
                (best, bestX, bestOff) = (result, x, off);
            if (Math.Abs(off) < Tolerance || (high - low < Narrow && Math.Abs(bestOff) > Comparable))
                break;

            double slope = (off - lastOff) / (x - lastX);
            (lastX, lastOff) = (x, off);
            double next = x - (off / (slope >= 0.2 * power && slope <= 5 * power ? slope : power));
            x = next > low && next < high ? next : 0.5 * (low + high);
        }

        return best!;

        // A policy without a complete hedge is infinitely far.
        double Off(PolicyResult result) => result.Started == 0 || reference.Started == 0
            ? double.PositiveInfinity
            : Math.Log(result.Risk(measure) / reference.Risk(measure));
    }
}
