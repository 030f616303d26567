using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.American;

/// <summary>One American option, as <see cref="AmericanFormula"/> evaluates it.</summary>
/// <param name="Sign">1 for a call, -1 for a put.</param>
/// <param name="Price">S, price of what it is exercised into. Positive.</param>
/// <param name="Strike">K. Positive.</param>
/// <param name="Rate">r a year.</param>
/// <param name="Carry">b a year; 0 for a future.</param>
/// <param name="Years">T. Positive.</param>
/// <param name="Volatility">sigma a year. Positive.</param>
internal readonly record struct AmericanCase(
    double Sign, double Price, double Strike, double Rate, double Carry, double Years, double Volatility)
{
    /// <summary>Rates, volatility and time of the put that it is: a call on S at K is a put on K at S with r and q
    /// exchanged (McDonald and Schroder 1998).</summary>
    public AmericanMarket Market => Sign > 0
        ? new AmericanMarket(Rate - Carry, Rate, Volatility, Years)
        : new AmericanMarket(Rate, Rate - Carry, Volatility, Years);

    /// <summary>ln of that put's price over its strike.</summary>
    public double LogMoneyness => Sign > 0 ? Elementary.Log(Strike / Price) : Elementary.Log(Price / Strike);

    /// <summary>Value, d value / d price and its second derivative, from nothing.</summary>
    /// <param name="put">Takes the boundary.</param>
    public (double Value, double Delta, double Gamma) Evaluate(AmericanPut put)
    {
        put.Solve(Market);
        return AtBoundary(put);
    }

    /// <summary>The same from a boundary that is known.</summary>
    /// <param name="put">Its boundary.</param>
    public (double Value, double Delta, double Gamma) AtBoundary(AmericanPut put)
    {
        put.Place(LogMoneyness, LogMoneyness);
        return At(put);
    }

    /// <summary>The same where the points of the quadrature are chosen too.</summary>
    /// <param name="put">Its boundary and points.</param>
    public (double Value, double Delta, double Gamma) At(AmericanPut put)
    {
        double log = LogMoneyness;
        if (put.IsExercised(log))
            return (Sign * (Price - Strike), Sign, 0);

        // Homogeneity of degree one in price and strike gives the derivatives in the second argument from those in the
        // first.
        double ratio = Sign > 0 ? Strike / Price : Price / Strike;
        AmericanSum sum = put.At(ratio, log);
        return Sign > 0
            ? (Price * sum.Value, sum.Value - (ratio * sum.Slope), ratio * ratio * sum.Bend / Price)
            : (Strike * sum.Value, sum.Slope, sum.Bend / Strike);
    }
}
