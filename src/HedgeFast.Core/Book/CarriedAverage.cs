using System.Runtime.InteropServices;

namespace HedgeFast.Core.Book;

/// <summary>
/// A settlement average so far as a journal record, 64 bytes; a resumed run continues from the latest of each expiry.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public readonly struct CarriedAverage
{
    /// <summary>Index of the underlying.</summary>
    [field: FieldOffset(0)] public int Underlying { get; init; }

    /// <summary>State of the average.</summary>
    [field: FieldOffset(4)] public AverageState State { get; init; }

    /// <summary>Whether an operator gave the average of the first part.</summary>
    [field: FieldOffset(5)] public bool IsGiven { get; init; }

    /// <summary>Expiry, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(8)] public long ExpiryNanos { get; init; }

    /// <summary>Length of the window, nanoseconds.</summary>
    [field: FieldOffset(16)] public long AveragingNanos { get; init; }

    /// <summary>Time up to which prices are summed, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(24)] public long FromNanos { get; init; }

    /// <summary>Price times seconds from the window's start to <see cref="FromNanos"/>.</summary>
    [field: FieldOffset(32)] public double Sum { get; init; }

    /// <summary>The last price, quote currency.</summary>
    [field: FieldOffset(40)] public double Price { get; init; }

    /// <summary>Cubes of the gaps between prices, seconds^3.</summary>
    [field: FieldOffset(48)] public double Unseen { get; init; }
}
