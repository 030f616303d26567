using System.Runtime.InteropServices;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// Execution that the run before has counted, as journaled, so that a repetition is recognised and a bust finds it; 80
/// bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct CarriedExecution
{
    /// <summary>Hash of its id, low half.</summary>
    public ulong Low { get; init; }

    /// <summary>The same, high half.</summary>
    public ulong High { get; init; }

    /// <summary>Effect of the execution on position and money.</summary>
    public AppliedFill Fill { get; init; }
}
