namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// The price of an underlying as the <c>VolatilitySolver</c> has it, and when bounds were last made anew.
/// </summary>
internal struct PriceSeen
{
    public double Value;
    public long TimeNanos;
    public double SweptValue;
    public long SweptNanos;

    public static PriceSeen None => new() { Value = double.NaN, SweptValue = double.NaN };
}
