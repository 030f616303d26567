using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>
/// Options on an underlying with dividends that have no closed form: American ones, and European ones where the price
/// is lognormal between ex dates.
/// </summary>
/// <remarks>
/// Price, delta and gamma come from <see cref="DividendValue"/>.
/// <para>Domain: the rates and expiries of a book, volatility from 1 to 500 %. Errors: see MODELS.md. A price at or
/// below the present value of the dividends has no value: NaN.</para>
/// </remarks>
internal static class DividendFormula
{
    private const double VolatilityStep = 2e-2;

    [ThreadStatic]
    private static DividendValue? _grid;

    private static DividendValue Grid => _grid ??= new DividendValue();

    /// <summary>Price, deltas, gamma and theta; vega by central differences of the price.</summary>
    public static OptionValue Value(in OptionTerms terms)
    {
        OptionValue value = Deltas(terms);
        double dv = VolatilityStep * terms.Volatility;
        double up = Deltas(terms with { Volatility = terms.Volatility + dv }).Price;
        double down = Deltas(terms with { Volatility = terms.Volatility - dv }).Price;
        return value with { Vega = (up - down) / (2 * dv) };
    }

    /// <summary>Price, deltas, gamma and theta alone.</summary>
    public static OptionValue Deltas(in OptionTerms terms)
    {
        DividendValue grid = Grid;
        grid.Solve(DividendCase.Of(terms), terms.Market.Spot);
        return At(terms, grid);
    }

    /// <summary>The same from grids that are solved for a window with the price.</summary>
    /// <param name="terms">The option.</param>
    /// <param name="grid">Its grids.</param>
    public static OptionValue At(in OptionTerms terms, DividendValue grid)
    {
        ExpiryMarket market = terms.Market;
        double log = grid.LogOf(market.Spot);
        if (log > grid.Exercised.Low && log < grid.Exercised.High)
            return AmericanFormula.Exercised(terms);
        (double value, double delta, double gamma) = grid.At(market.Spot);
        double net = market.NetSpot, growth = market.Forward / net;
        double compound = Elementary.Exp(market.Rate * market.Years);
        bool isAmerican = terms.Model == OptionModel.BsmAmerican;
        double least = isAmerican ? Math.Max(0, terms.Sign * (market.Spot - terms.Strike)) : 0;
        bool isNet = market.Dividends!.Model == DividendModel.Escrowed;
        double moved = terms.Volatility * (isNet ? net : market.Spot);
        double carried = (market.Rate - market.Yield) * market.Spot;
        return new OptionValue
        {
            Price = Math.Max(value, least),
            SpotDelta = delta,
            ForwardDelta = compound * delta / growth,
            FuturesDelta = delta / growth,
            PremiumAdjustedDelta = compound * ((delta / growth) - (value / market.Forward)),
            Gamma = gamma,
            Theta = (market.Rate * value) - (carried * delta) - (0.5 * moved * moved * gamma),
        };
    }
}
