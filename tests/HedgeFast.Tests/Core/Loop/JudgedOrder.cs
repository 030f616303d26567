using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Loop.Invariants;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>An order as the exchange of a <see cref="LoopScene"/> knows it.</summary>
internal sealed class JudgedOrder
{
    public OrderIntent Intent { get; init; }

    public long Cum { get; set; }

    public bool IsDone { get; set; }

    /// <summary>Whether it had ended before a restart: the run that resumes does not know what was ordered.</summary>
    public bool IsForgotten { get; set; }

    public ExecutionEvent? LastFill { get; set; }

    public long Leaves => Intent.Lots - Cum;
}
