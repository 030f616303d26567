namespace HedgeFast.Core.Greeks;

/// <summary>One American option, as <see cref="AmericanFormula"/> evaluates it; the legend is there.</summary>
/// <param name="Sign">1 for a call, -1 for a put.</param>
/// <param name="Price">S, price of what it is exercised into. Positive.</param>
/// <param name="Strike">K. Positive.</param>
/// <param name="Rate">r a year.</param>
/// <param name="Carry">b a year; 0 for a future.</param>
/// <param name="Years">T. Positive.</param>
/// <param name="Volatility">sigma a year. Positive.</param>
internal readonly record struct AmericanCase(double Sign, double Price, double Strike, double Rate, double Carry, double Years, double Volatility)
{
    /// <summary>Value, d value / d price and its second derivative.</summary>
    public (double Value, double Delta, double Gamma) Evaluate()
    {
        if (Sign > 0)
            return Call(Price, Strike, Rate, Carry);

        // Homogeneity of degree one in price and strike gives the derivatives in the second argument from those in the first.
        (double value, double delta, double gamma) = Call(Strike, Price, Rate - Carry, -Carry);
        double ratio = Strike / Price;
        return (value, (value - (Strike * delta)) / Price, ratio * ratio * gamma);
    }

    private (double Value, double Delta, double Gamma) Call(double price, double strike, double rate, double carry)
    {
        double intrinsic = price - strike;

        // The value of holding to expiry is a lower bound too, and the better one where early exercise hardly pays.
        (double Value, double Delta, double Gamma) held = European(price, strike, rate, carry);
        (double Value, double Delta, double Gamma) bound = held.Value > intrinsic ? held : (intrinsic, 1, 0);

        double variance = Volatility * Volatility;
        double lean = (carry / variance) - 0.5;
        double discriminant = (lean * lean) + (2 * rate / variance);
        if (carry >= rate || discriminant < 0)
            return bound;
        double power = Math.Sqrt(discriminant) - lean;
        if (!(power > 1))
            return bound;

        // The boundary: B0 at expiry, Binf for the perpetual option, between them by h(T).
        double perpetual = power / (power - 1) * strike;
        double atExpiry = rate > 0 ? Math.Max(strike, rate / (rate - carry) * strike) : strike;
        double room = Math.Max(perpetual - atExpiry, 0);
        double h = -((carry * Years) + (2 * Volatility * Math.Sqrt(Years))) * atExpiry;
        double boundary = room == 0 ? atExpiry : atExpiry + (room * (1 - Normal.Power(h / room)));
        if (!(boundary > strike && price < boundary))
            return bound;

        double reach = Elementary.Log(boundary - strike) + (power * Elementary.Log(price / boundary));
        double paid = Elementary.Log(price) + ((carry - rate) * Years);
        double owed = Elementary.Log(strike) - (rate * Years);
        TouchTerms touch = new(price, boundary, carry, Years, Volatility);

        // Value, first and second derivative by ln S.
        double v = Normal.Power(reach);
        (double x, double xx) = (power * v, power * power * v);
        Add(touch.At(power, boundary, -1, reach));
        Add(touch.At(1, boundary, 1, paid));
        Add(touch.At(1, strike, -1, paid));
        Add(touch.At(0, boundary, -1, owed));
        Add(touch.At(0, strike, 1, owed));
        return v > bound.Value ? (v, x / price, (xx - x) / (price * price)) : bound;

        void Add((double Value, double First, double Second) term) => (v, x, xx) = (v + term.Value, x + term.First, xx + term.Second);
    }

    private (double Value, double Delta, double Gamma) European(double price, double strike, double rate, double carry)
    {
        double s = Volatility * Math.Sqrt(Years);
        double d1 = (((Elementary.Log(price / strike)) + (carry * Years)) / s) + (s / 2);
        double growth = Elementary.Exp((carry - rate) * Years);
        double delta = growth * Phi.At(d1);
        double value = (price * delta) - (Elementary.Exp(-rate * Years) * strike * Phi.At(d1 - s));
        return (Math.Max(value, 0), delta, growth * Normal.Density(d1) / (price * s));
    }
}
