using System.Runtime.InteropServices;

namespace HedgeFast.Core.Profit;

/// <summary>Last price at which the run before marked an instrument to market, as journaled; 24 bytes.</summary>
/// <remarks>
/// The next run counts profit from this price, so that gains and losses between the runs are counted.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public readonly struct CarriedMark
{
    /// <summary>Middle of bid and ask, quote currency.</summary>
    [field: FieldOffset(0)] public double Mid { get; init; }

    /// <summary>Exchange time of that quote, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(8)] public long ExchangeNanos { get; init; }

    /// <summary>Dense instrument index.</summary>
    [field: FieldOffset(16)] public int Instrument { get; init; }
}
