using System.Runtime.InteropServices;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// An execution that the run before has counted, as journaled: told again, it is not counted again, and it may be taken
/// back. 80 bytes.
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
