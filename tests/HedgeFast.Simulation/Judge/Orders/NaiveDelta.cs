namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>Deltas of options by the formula of Black (1976), in plain arithmetic.</summary>
internal static class NaiveDelta
{
    /// <summary>Delta of one option per unit of its underlying.</summary>
    /// <param name="isCall">A call or a put.</param>
    /// <param name="forward">Price of the underlying.</param>
    /// <param name="strike">Strike.</param>
    /// <param name="volatility">Of a year.</param>
    /// <param name="years">Time left; 0 and less for an expired option.</param>
    /// <param name="isNet">Whether the option's price in coin is taken off.</param>
    public static double Of(bool isCall, double forward, double strike, double volatility, double years, bool isNet)
    {
        if (years <= 0)
            return 0;
        double deviation = volatility * Math.Sqrt(years);
        double d1 = (Math.Log(forward / strike) / deviation) + (deviation / 2);
        double sign = isCall ? 1 : -1;
        return isNet ? sign * strike / forward * Normal(sign * (d1 - deviation)) : sign * Normal(sign * d1);
    }

    /// <summary>The normal distribution: its series around 0, enough terms for eight deviations.</summary>
    public static double Normal(double x)
    {
        if (Math.Abs(x) > 8)
            return x > 0 ? 1 : 0;
        double term = x, sum = x;
        for (int n = 1; n < 200; n++)
        {
            term *= x * x / ((2 * n) + 1);
            sum += term;
            if (Math.Abs(term) < 1e-17)
                break;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
