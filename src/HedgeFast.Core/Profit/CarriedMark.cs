using System.Runtime.InteropServices;

namespace HedgeFast.Core.Profit;

/// <summary>
/// The last price at which the run before was marked to market, as journaled; 24 bytes. The next run's profit begins
/// there, so that what is gained or lost between them counts.
/// </summary>
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
