using System.Globalization;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;
using HedgeFast.Venue;

namespace HedgeFast.Compare;

/// <summary>
/// Runs the same engine over the same tape with one policy after another, each made as risky as the configured fixed band: the parameter of a policy (move, risk aversion,
/// interval) is searched until its residual delta, as a root mean square off the target, is that of the fixed band. What is left to compare is cost.
/// </summary>
internal sealed class PolicyComparison(HedgeSettings settings, OptionBook book, OptionVolatilities? volatilities, Tape tape)
{
    // Halvings of the logarithm of a parameter: from a factor of a million on both sides to a tenth of a percent.
    private const int Halvings = 14;
    private const double Widest = 1e6;

    /// <summary>The fixed band as configured, then every other policy at the same residual risk.</summary>
    public IEnumerable<PolicyResult> Run()
    {
        UnderlyingSettings configured = settings.Underlyings[0];
        UnderlyingSettings fixedBand = configured with { Policy = configured.Policy with { Kind = PolicyKind.Fixed } };
        PolicyResult reference = Run(string.Create(CultureInfo.InvariantCulture, $"fixed, half-width {configured.BandHalfWidth:G4}"), fixedBand);
        yield return reference;

        PolicySettings policy = configured.Policy;
        yield return Fit(reference, "gamma, move", policy.MoveFraction, PolicyKind.Gamma, (p, x) => p with { MoveFraction = x });
        yield return Fit(reference, "whalley-wilmott, 1/risk aversion", 1 / policy.RiskAversion, PolicyKind.WhalleyWilmott, (p, x) => p with { RiskAversion = 1 / x });
        yield return Fit(reference, "zakamouline, 1/risk aversion", 1 / policy.RiskAversion, PolicyKind.Zakamouline, (p, x) => p with { RiskAversion = 1 / x });
        yield return Fit(reference, "timed, seconds", policy.IntervalNanos * 1e-9, PolicyKind.Timed, Interval);
        yield return Fit(reference, "leland, seconds", policy.IntervalNanos * 1e-9, PolicyKind.Leland, Interval);
        yield return FitFixed(reference, "fixed to the centre, half-width");

        static PolicySettings Interval(PolicySettings p, double seconds) => p with { IntervalNanos = Math.Max(1, (long)(seconds * 1e9)) };
    }

    /// <summary>One run.</summary>
    public PolicyResult Run(string name, UnderlyingSettings underlying)
    {
        var engine = new InlineEngine(settings with { Underlyings = [underlying, .. settings.Underlyings.Skip(1)] }, book, volatilities);
        LoopCounters counters = engine.Loop.Counters;
        PositionLedger ledger = engine.Loop.Ledger;
        double costBefore = double.NaN, lastPrice = double.NaN, lastNet = 0, lastOption = 0;
        long ordersBefore = 0;
        var hedged = new Moments();
        var unhedged = new Moments();
        foreach (ref readonly TapeQuote quote in tape.Quotes)
        {
            engine.Quote(quote);
            if (counters.Measured == 0)
                continue;
            if (double.IsNaN(costBefore))
                (costBefore, ordersBefore) = (ledger.SpreadCost + ledger.FeeCost, counters.Orders);
            if (!double.IsNaN(lastPrice) && counters.Price != lastPrice)
            {
                hedged.Add(lastNet * (counters.Price - lastPrice));
                unhedged.Add(lastOption * (counters.Price - lastPrice));
            }

            (lastPrice, lastNet, lastOption) = (counters.Price, counters.NetDelta, counters.OptionDelta);
        }

        double mean = counters.SumHedged / counters.Measured;
        double square = counters.SumSquaredHedged / counters.Measured;
        double risk = Math.Sqrt(Math.Max(0, square - (2 * mean * underlying.TargetDelta) + (underlying.TargetDelta * underlying.TargetDelta)));
        return new PolicyResult(name, risk, Math.Sqrt(Math.Max(0, square - (mean * mean))), ledger.SpreadCost + ledger.FeeCost - costBefore, counters.Orders - ordersBefore,
            HedgeEffectiveness.VarianceReduction(unhedged.Variance, hedged.Variance) ?? double.NaN, engine.Loop.StateHash());
    }

    private PolicyResult Fit(PolicyResult reference, string name, double start, PolicyKind kind, Func<PolicySettings, double, PolicySettings> with)
    {
        UnderlyingSettings configured = settings.Underlyings[0];
        return Search(reference, name, start, x => configured with { Policy = with(configured.Policy with { Kind = kind }, x) });
    }

    private PolicyResult FitFixed(PolicyResult reference, string name)
    {
        UnderlyingSettings configured = settings.Underlyings[0];
        return Search(reference, name, configured.BandHalfWidth, x => configured with
        {
            BandHalfWidth = x,
            TradeTo = TradeTo.Centre,
            Policy = configured.Policy with { Kind = PolicyKind.Fixed },
        });
    }

    // Residual risk grows with every parameter searched here; the run nearest to the reference is kept.
    private PolicyResult Search(PolicyResult reference, string name, double start, Func<double, UnderlyingSettings> at)
    {
        double low = Math.Log(start / Widest), high = Math.Log(start * Widest);
        PolicyResult? best = null;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = 0.5 * (low + high);
            PolicyResult result = Run(string.Create(CultureInfo.InvariantCulture, $"{name} {Math.Exp(middle):G4}"), at(Math.Exp(middle)));
            if (best is null || Distance(result) < Distance(best))
                best = result;
            if (result.ResidualRisk < reference.ResidualRisk)
                low = middle;
            else
                high = middle;
        }

        return best!;

        double Distance(PolicyResult result) => double.IsNaN(result.ResidualRisk) ? double.PositiveInfinity : Math.Abs(result.ResidualRisk - reference.ResidualRisk);
    }
}
