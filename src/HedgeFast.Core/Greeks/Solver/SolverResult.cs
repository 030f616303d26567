using System.Runtime.InteropServices;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// Something computed off the loop's thread that the loop installs, 112 bytes. Like every event it goes to the journal
/// where it is consumed, so that a replay installs the same numbers at the same place and computes none of them.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 112)]
public struct SolverResult
{
    /// <summary>What it holds.</summary>
    [FieldOffset(0)] public SolverResultKind Kind;

    /// <summary>Index of the underlying.</summary>
    [FieldOffset(2)] public ushort Underlying;

    /// <summary>Index of the option in the book; of no meaning for a window.</summary>
    [FieldOffset(4)] public int Option;

    /// <summary>The time that it is of, exchange time in UTC nanoseconds since 1970.</summary>
    [FieldOffset(8)] public long TimeNanos;

    /// <summary>
    /// A volatility: itself, NaN for none; then stand-in, half-width of the delta, lowest and highest price, quote's
    /// time, zeros for none.
    /// </summary>
    /// <remarks>
    /// A window: price, centre, half-width, nanoseconds it is meant for. Coefficients: themselves. Exercise: side,
    /// level, delta there, its part per price, end.
    /// </remarks>
    [FieldOffset(16)] public SolverNumbers Numbers;
}
