namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>Where the forwards of an underlying's options come from.</summary>
public enum ForwardSource : byte
{
    /// <summary>From its carry: F = S e^(carry T).</summary>
    Carry = 0,

    /// <summary>Given for some expiries as multiples of the price.</summary>
    Given = 1,

    /// <summary>From the quotes of its dated futures.</summary>
    Future = 2,
}
