namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>Source of an underlying's forwards, and their largest age.</summary>
public sealed record ForwardRule
{
    /// <summary>Carry, given, or dated futures.</summary>
    public ForwardSource Source { get; init; }

    /// <summary>
    /// Age of a dated future's last quote, exchange time, beyond which the underlying is not hedgeable. Positive.
    /// </summary>
    public long AgeNanosMax { get; init; } = long.MaxValue;

    /// <summary>The forwards given, for <see cref="ForwardSource.Given"/>; in any order.</summary>
    public IReadOnlyList<ForwardPoint> Given { get; init; } = [];
}

/// <summary>Source of the forwards of an underlying's options.</summary>
public enum ForwardSource : byte
{
    /// <summary>From its carry: F = S e^(carry T).</summary>
    Carry = 0,

    /// <summary>Given for some expiries as multiples of the price.</summary>
    Given = 1,

    /// <summary>From the quotes of its dated futures.</summary>
    Future = 2,
}
