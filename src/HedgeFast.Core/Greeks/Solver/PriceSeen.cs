namespace HedgeFast.Core.Greeks.Solver;

/// <summary>The solver's price of an underlying, and the price and time of its last sweep of bounds.</summary>
internal struct PriceSeen
{
    public double Value;
    public long TimeNanos;
    public double SweptValue;
    public long SweptNanos;

    public static PriceSeen None => new() { Value = double.NaN, SweptValue = double.NaN };
}
