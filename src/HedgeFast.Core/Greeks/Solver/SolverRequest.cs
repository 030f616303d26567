using System.Runtime.InteropServices;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// What the loop tells the <see cref="SolverStage"/>, 32 bytes. No decision depends on when, or whether, it is heard.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public readonly struct SolverRequest
{
    /// <summary>What it says.</summary>
    [field: FieldOffset(0)] public SolverRequestKind Kind { get; init; }

    /// <summary>Index of the underlying.</summary>
    [field: FieldOffset(2)] public ushort Underlying { get; init; }

    /// <summary>Index of the slice or the option in the book.</summary>
    [field: FieldOffset(4)] public int Index { get; init; }

    /// <summary>Exchange time, UTC nanoseconds since 1970.</summary>
    [field: FieldOffset(8)] public long TimeNanos { get; init; }

    /// <summary>The underlying's price, quote currency; of an option its volatility a year.</summary>
    [field: FieldOffset(16)] public double Value { get; init; }

    /// <summary>ln(F/S) of the slice or of the option's.</summary>
    [field: FieldOffset(24)] public double LogRatio { get; init; }
}
