using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>Charm and vanna of a delta in any convention.</summary>
/// <remarks>
/// With delta = f n Phi(n d): charm = -(f' n Phi(n d) + f phi(d) dd/dT), vanna = f phi(d) dd/dsigma, where f' = df/dT
/// and T falls as time passes.
/// <para>Lognormal, c the growth of the forward while the spot stands still: dd/dT = (c - ln(F/K) / (2 T)) / (sigma
/// sqrt T) +- sigma / (4 sqrt T), dd1/dsigma = -d2 / sigma, dd2/dsigma = -d1 / sigma. Bachelier: dd/dT = c F / s - d /
/// (2 T), dd/dsigma = -d / sigma. American options, those on an average, and all on an underlying with dividends, by
/// central differences of their delta.</para>
/// <para>Source: Haug, "The Complete Guide to Option Pricing Formulas", chapter 2, for the spot convention.</para>
/// </remarks>
public static class AgingFormula
{
    private const double YearsStep = 1e-3;
    private const double VolatilityStep = 1e-3;

    /// <summary>Charm and vanna; zeros once the option has expired.</summary>
    /// <param name="terms">The option.</param>
    /// <param name="convention">Which delta; not net transaction for Bachelier, where both are NaN.</param>
    public static DeltaAging Of(in OptionTerms terms, DeltaConvention convention)
    {
        if (terms.Market.Years <= 0 || terms.OpenFraction <= 0)
            return default;
        if (terms.Model == OptionModel.Bachelier && convention == DeltaConvention.NetTransaction)
            return new DeltaAging(double.NaN, double.NaN);
        if (terms.IsExact)
            return OnAverage(terms, convention);
        DeltaAging aging = terms.Market.HasDividends ? ByTime(terms, convention)
            : OptionBook.KindOf(terms.Model) == ExpiryKind.American ? ByDifferences(terms, convention)
            : InClosedForm(terms, convention);

        // Within the averaging period the delta also falls because less of the average is open.
        double whole = terms.OpenFraction < 1
            ? OptionPricer.Value(terms with { OpenFraction = 1 }).Delta(convention) / terms.AveragingYears
            : 0;
        return new DeltaAging((terms.OpenFraction * aging.Charm) - whole, terms.OpenFraction * aging.Vanna);
    }

    private static DeltaAging InClosedForm(in OptionTerms terms, DeltaConvention convention)
    {
        ExpiryMarket market = terms.Market;
        double years = market.Years, volatility = terms.Volatility;
        double root = Math.Sqrt(years);
        double s = volatility * root;
        double carry = terms.Model == OptionModel.Bsm ? market.Rate - market.Yield : 0;
        bool isNet = convention == DeltaConvention.NetTransaction;

        double d, byYears, byVolatility;
        if (terms.Model == OptionModel.Bachelier)
        {
            d = (market.Forward - terms.Strike) / s;
            byYears = (carry * market.Forward / s) - (d / (2 * years));
            byVolatility = -d / volatility;
        }
        else
        {
            double distance = Elementary.LogRatio(market.Forward, terms.Strike);
            double half = isNet ? -s / 2 : s / 2;
            d = (distance / s) + half;
            byYears = ((carry - (distance / (2 * years))) / s) + (half / (2 * years));
            byVolatility = -(d - (2 * half)) / volatility;
        }

        (double factor, double growth) = convention switch
        {
            DeltaConvention.NetTransaction => (terms.Strike / market.Forward, -carry),
            DeltaConvention.Spot when terms.Model == OptionModel.Bachelier =>
                (Elementary.Exp(-market.Yield * years), -market.Yield),
            DeltaConvention.Spot =>
                (Elementary.Exp(-market.Rate * years) * market.Forward / market.Spot, carry - market.Rate),
            DeltaConvention.Futures => (Elementary.Exp(-market.Rate * years), -market.Rate),
            _ => (1, 0),
        };
        double density = Normal.Density(d);
        double whole = terms.Sign * Phi.At(terms.Sign * d);
        return new DeltaAging(-factor * ((growth * whole) + (density * byYears)), factor * density * byVolatility);
    }

    // Of an option on an average by central differences: as time passes its price of now is added to what is fixed.
    private static DeltaAging OnAverage(in OptionTerms terms, DeltaConvention convention)
    {
        double dt = YearsStep * Math.Min(
            terms.Market.Years,
            terms.OpenFraction < 1 ? terms.AveragingYears - terms.Market.Years : double.PositiveInfinity);
        double dv = VolatilityStep * terms.Volatility;
        double charm = OptionPricer.Value(Later(terms, dt)).Delta(convention)
            - OptionPricer.Value(Later(terms, -dt)).Delta(convention);
        double vanna = OptionPricer.Value(terms with { Volatility = terms.Volatility + dv }).Delta(convention)
            - OptionPricer.Value(terms with { Volatility = terms.Volatility - dv }).Delta(convention);
        return new DeltaAging(charm / (2 * dt), vanna / (2 * dv));
    }

    private static OptionTerms Later(in OptionTerms terms, double years)
    {
        ExpiryMarket market = terms.Market;
        double carry = terms.Model == OptionModel.Bsm ? market.Rate - market.Yield : 0;
        double left = market.Years - years;
        double open = Math.Min(1, left / terms.AveragingYears);
        double fixedPart = terms.OpenFraction < 1 ? (1 - terms.OpenFraction) * terms.AverageSoFar : 0;
        fixedPart += market.Spot * (Math.Min(1, terms.OpenFraction) - open);
        return terms with
        {
            Market = market with { Years = left, Forward = market.Forward * Elementary.Exp(-carry * years) },
            OpenFraction = open,
            AverageSoFar = open < 1 ? fixedPart / (1 - open) : double.NaN,
        };
    }

    private static DeltaAging ByDifferences(in OptionTerms terms, DeltaConvention convention)
    {
        double dt = YearsStep * terms.Market.Years;
        double dv = VolatilityStep * terms.Volatility;
        double charm = DeltaAt(terms, convention, -dt, 0) - DeltaAt(terms, convention, dt, 0);
        double vanna = DeltaAt(terms, convention, 0, dv) - DeltaAt(terms, convention, 0, -dv);
        return new DeltaAging(charm / (2 * dt), vanna / (2 * dv));
    }

    private static double DeltaAt(in OptionTerms terms, DeltaConvention convention, double years, double volatility)
    {
        ExpiryMarket market = terms.Market;
        double carry = terms.Model == OptionModel.BsmAmerican ? market.Rate - market.Yield : 0;
        return OptionPricer.Value(terms with
        {
            OpenFraction = 1,
            Volatility = terms.Volatility + volatility,
            Market = market with
            {
                Years = market.Years + years,
                Forward = market.Forward * Elementary.Exp(carry * years),
            },
        }).Delta(convention);
    }

    // With dividends the time to the ex dates changes with the time to expiry; no step reaches across one.
    private static DeltaAging ByTime(in OptionTerms terms, DeltaConvention convention)
    {
        ExpiryMarket market = terms.Market;
        (long from, long before) = market.Dividends!.Around(market.TimeNanos);
        long dt = Math.Max((long)(YearsStep * market.Years * DayCount.NanosPerYear), 1);
        long early = Math.Max(market.TimeNanos - dt, from), late = Math.Min(market.TimeNanos + dt, before - 1);
        double dv = VolatilityStep * terms.Volatility;
        OptionTerms up = terms with { OpenFraction = 1, Volatility = terms.Volatility + dv };
        OptionTerms down = terms with { OpenFraction = 1, Volatility = terms.Volatility - dv };
        double vanna = OptionPricer.Value(up).Delta(convention) - OptionPricer.Value(down).Delta(convention);
        double charm = DeltaOn(terms, late, convention) - DeltaOn(terms, early, convention);
        return new DeltaAging(charm / DayCount.Years(late - early), vanna / (2 * dv));
    }

    private static double DeltaOn(in OptionTerms terms, long timeNanos, DeltaConvention convention)
    {
        ExpiryMarket market = terms.Market;
        double years = market.Years + DayCount.Years(market.TimeNanos - timeNanos), carry = market.Rate - market.Yield;
        return OptionPricer.Value(terms with
        {
            OpenFraction = 1,
            Market = ExpiryMarket.Of(timeNanos, years, market.Spot, market.Rate, carry, market.Dividends),
        }).Delta(convention);
    }
}
