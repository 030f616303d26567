using System.Runtime.InteropServices;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// A request of the loop to the <see cref="SolverStage"/>, 32 bytes. No decision depends on its arrival.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public readonly struct SolverRequest
{
    /// <summary>Kind of the request.</summary>
    [field: FieldOffset(0)] public SolverRequestKind Kind { get; init; }

    /// <summary>Index of the underlying.</summary>
    [field: FieldOffset(2)] public ushort Underlying { get; init; }

    /// <summary>Index of the group or the option in the book.</summary>
    [field: FieldOffset(4)] public int Index { get; init; }

    /// <summary>Exchange time, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(8)] public long TimeNanos { get; init; }

    /// <summary>The underlying's price, quote currency; of an option its volatility a year.</summary>
    [field: FieldOffset(16)] public double Value { get; init; }

    /// <summary>ln(F/S) of the group or of the option's.</summary>
    [field: FieldOffset(24)] public double LogRatio { get; init; }
}

/// <summary>Kind of a <see cref="SolverRequest"/>.</summary>
public enum SolverRequestKind : byte
{
    /// <summary>The forward of an expiry group, for the volatilities that quotes imply.</summary>
    Forward = 1,

    /// <summary>
    /// Solve the American options of an underlying at a price and time; one request an option follows.
    /// </summary>
    Window = 2,

    /// <summary>One of these options with its volatility and forward.</summary>
    Option = 3,
}
