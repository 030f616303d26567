using System.Runtime.InteropServices;

namespace HedgeFast.Core.Limits;

/// <summary>Consecutive orders to one side of an instrument in the run before, as journaled; 48 bytes.</summary>
/// <remarks>Times are the exchange's: stamps of one process mean nothing to the next.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 48)]
public readonly struct CarriedRun
{
    /// <summary>How many they are; positive.</summary>
    [field: FieldOffset(0)] public long Count { get; init; }

    /// <summary>When the first of them went out, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(8)] public long WindowStartUtcNanos { get; init; }

    /// <summary>When the last of them went out, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(16)] public long SentUtcNanos { get; init; }

    /// <summary>Signed lots of the last.</summary>
    [field: FieldOffset(24)] public long Lots { get; init; }

    /// <summary>Its limit price, ticks.</summary>
    [field: FieldOffset(32)] public long LimitTicks { get; init; }

    /// <summary>Dense instrument index.</summary>
    [field: FieldOffset(40)] public int Instrument { get; init; }
}
