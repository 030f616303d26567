namespace HedgeFast.Core.Ring;

/// <summary>The four stages that a schedule places on threads, in flow order.</summary>
public enum StageRole : byte
{
    /// <summary>Ticks in.</summary>
    Feed = 0,

    /// <summary>The single-writer loop.</summary>
    Core = 1,

    /// <summary>Orders out, executions in.</summary>
    Orders = 2,

    /// <summary>The record.</summary>
    Journal = 3,
}
