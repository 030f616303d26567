using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.American;

/// <summary>
/// American options: the boundary of exercise by spectral collocation (<see cref="AmericanBoundary"/>), then price,
/// delta and gamma by one quadrature
/// (<see cref="AmericanPremium"/>); a call is the put that it mirrors. Where exercise never pays, the value is the
/// European one to the bit.
/// <para>Domain: every rate and yield from -200 to 200 %, volatility from 0.1 to 2,000 % and expiry that a book may
/// have. Error, of the strike and of a unit of delta: below 1e-6 in the tests'
/// random options of that domain up to 100 years; see MODELS.md. Where no boundary is found everything is NaN, which
/// nothing is hedged with.</para>
/// </summary>
internal static class AmericanFormula
{
    private const double VolatilityStep = 1e-3;

    [ThreadStatic]
    private static AmericanPut? _put;

    private static AmericanPut Put => _put ??= new AmericanPut();

    /// <summary>Price, deltas, gamma and theta by quadrature; vega by central differences of the price.</summary>
    public static OptionValue Value(in OptionTerms terms)
    {
        if (DividendCase.Needs(terms))
            return DividendFormula.Value(terms);
        OptionValue value = Deltas(terms);
        if (Put.Exercise == AmericanExercise.Never)
            return value;
        AmericanCase option = Case(terms);
        double dv = VolatilityStep * terms.Volatility;
        double up = (option with { Volatility = option.Volatility + dv }).Evaluate(Put).Value;
        double down = (option with { Volatility = option.Volatility - dv }).Evaluate(Put).Value;
        return value with { Vega = (up - down) / (2 * dv) };
    }

    /// <summary>Price, deltas, gamma and theta alone.</summary>
    public static OptionValue Deltas(in OptionTerms terms)
    {
        if (DividendCase.Needs(terms))
            return DividendFormula.Deltas(terms);
        AmericanCase option = Case(terms);
        Put.Solve(option.Market);
        return AtBoundary(terms, option, Put);
    }

    /// <summary>The same from a boundary that is known.</summary>
    /// <param name="terms">The option.</param>
    /// <param name="option">The same as the formula takes it.</param>
    /// <param name="put">Its boundary.</param>
    public static OptionValue AtBoundary(in OptionTerms terms, in AmericanCase option, AmericanPut put)
    {
        if (put.Exercise == AmericanExercise.Never)
            return OptionPricer.Value(terms with { Model = IsOnFuture(terms) ? OptionModel.Black76 : OptionModel.Bsm });
        (double value, double delta, double gamma) = option.AtBoundary(put);
        return Of(terms, option, value, delta, gamma, put.IsExercised(option.LogMoneyness));
    }

    /// <summary>The delta of a convention at a price for which a boundary and the quadrature's points are
    /// known.</summary>
    public static double DeltaAt(in OptionTerms terms, DeltaConvention convention, AmericanPut put)
    {
        AmericanCase option = Case(terms);
        (double value, double delta, double gamma) = option.At(put);
        return Of(terms, option, value, delta, gamma, isExercised: false).Delta(convention);
    }

    /// <summary>The delta of a convention where the option is exercised.</summary>
    public static double ExercisedDelta(in OptionTerms terms, DeltaConvention convention) =>
        Exercised(terms).Delta(convention);

    /// <summary>Value of an option where it is exercised.</summary>
    public static OptionValue Exercised(in OptionTerms terms)
    {
        AmericanCase option = Case(terms);
        return Of(terms, option, option.Sign * (option.Price - option.Strike), option.Sign, 0, isExercised: true);
    }

    /// <summary>The option as the formula takes it: on the future without carry (black76-american), or on the spot with
    /// the carry of the forward (bsm-american).</summary>
    public static AmericanCase Case(in OptionTerms terms)
    {
        ExpiryMarket market = terms.Market;
        return IsOnFuture(terms)
            ? new AmericanCase(terms.Sign, market.Forward, terms.Strike, market.Rate, 0, market.Years, terms.Volatility)
            : new AmericanCase(
                terms.Sign, market.Spot, terms.Strike, market.Rate, market.Rate - market.Yield, market.Years,
                terms.Volatility);
    }

    // dV = delta dS; a forward moves by e^(bT) dS and is paid at expiry. Theta is what the equation of Black and
    // Scholes says of the others; what is exercised stands still.
    private static OptionValue Of(
        in OptionTerms terms, in AmericanCase option, double value, double delta, double gamma, bool isExercised)
    {
        ExpiryMarket market = terms.Market;
        double price = option.Price;
        double growth = market.Dividends is null ? 0 : market.Forward / market.NetSpot;
        bool isOnFuture = IsOnFuture(terms), isNet = growth > 0;
        double perForward = !isNet ? delta * price / market.Forward : isOnFuture ? delta : delta / growth;
        double compound = Elementary.Exp(market.Rate * market.Years);
        double moved = option.Volatility * price;
        return new OptionValue
        {
            Price = Math.Max(value, Math.Max(0, option.Sign * (price - option.Strike))),
            SpotDelta = !isOnFuture ? delta : isNet ? delta * growth : delta * market.Forward / market.Spot,
            ForwardDelta = compound * perForward,
            FuturesDelta = perForward,
            PremiumAdjustedDelta = compound * (perForward - (value / market.Forward)),
            Gamma = gamma,
            Theta = isExercised
                ? 0
                : (option.Rate * value) - (option.Carry * price * delta) - (0.5 * moved * moved * gamma),
        };
    }

    private static bool IsOnFuture(in OptionTerms terms) => terms.Model == OptionModel.Black76American;
}
