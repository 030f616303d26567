using System.Runtime.InteropServices;

namespace HedgeFast.Core.Hedge;

/// <summary>One decision to trade and its reason, 112 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 112)]
public readonly struct HedgeDecision
{
    /// <summary>Number of this decision, from 1.</summary>
    [field: FieldOffset(0)] public long Sequence { get; init; }

    /// <summary>Receive stamp of the causing event, monotonic nanoseconds.</summary>
    [field: FieldOffset(8)] public long CauseNanos { get; init; }

    /// <summary>Delta of the options alone, units of the underlying.</summary>
    [field: FieldOffset(16)] public double OptionDelta { get; init; }

    /// <summary>Net delta if every live sell fills and no live buy does.</summary>
    [field: FieldOffset(24)] public double DeltaLow { get; init; }

    /// <summary>Net delta if every live buy fills and no live sell does.</summary>
    [field: FieldOffset(32)] public double DeltaHigh { get; init; }

    /// <summary>Lower edge of the band.</summary>
    [field: FieldOffset(40)] public double BandLower { get; init; }

    /// <summary>Upper edge of the band.</summary>
    [field: FieldOffset(48)] public double BandUpper { get; init; }

    /// <summary>Reference price, quote currency.</summary>
    [field: FieldOffset(56)] public double Price { get; init; }

    /// <summary>Half spread, fee and impact of the whole size, quote currency.</summary>
    [field: FieldOffset(64)] public double ExpectedCost { get; init; }

    /// <summary>Signed lots to trade.</summary>
    [field: FieldOffset(72)] public long Lots { get; init; }

    /// <summary>Dense instrument index of the hedge.</summary>
    [field: FieldOffset(80)] public int Instrument { get; init; }

    /// <summary>Index of the underlying.</summary>
    [field: FieldOffset(84)] public int Underlying { get; init; }

    /// <summary>The rule that fired.</summary>
    [field: FieldOffset(88)] public DecisionRule Rule { get; init; }

    /// <summary>The policy that set the band.</summary>
    [field: FieldOffset(89)] public PolicyKind Policy { get; init; }

    /// <summary>Action of the feedback governor on the decision.</summary>
    [field: FieldOffset(90)] public GovernorState Governor { get; init; }

    /// <summary>Basis of the instrument in force, a fraction of its forward; 0 for the preferred instrument.</summary>
    [field: FieldOffset(92)] public float Basis { get; init; }

    /// <summary>The delta aimed at: an edge of the band, its target or a point between.</summary>
    [field: FieldOffset(96)] public double AimDelta { get; init; }

    /// <summary>
    /// Gamma of the hedged book behind the band, delta per unit of price; 0 where the policy does not use gamma.
    /// </summary>
    [field: FieldOffset(104)] public double Gamma { get; init; }
}

/// <summary>The rule that made a hedge decision.</summary>
public enum DecisionRule : byte
{
    /// <summary>The whole delta interval is above the upper edge of the band: sell.</summary>
    AboveBand = 1,

    /// <summary>The whole delta interval is below the lower edge of the band: buy.</summary>
    BelowBand = 2,
}
