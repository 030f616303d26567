using HedgeFast.Core.Limits;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>An order as the judge's exchange has it.</summary>
internal sealed class JudgeOrder(OrderIntent intent)
{
    public OrderIntent Intent { get; } = intent;

    /// <summary>The number it goes by: that of its last replace.</summary>
    public long Number { get; set; } = intent.OrderId;

    public long Lots { get; set; } = intent.Lots;

    public long Cum { get; set; }

    public bool IsOpen { get; set; } = true;

    /// <summary>Whether the client follows it: false once told of it without room for it.</summary>
    public bool IsFollowed { get; set; } = true;

    public long Leaves => IsOpen ? Math.Max(0, Lots - Cum) : 0;

    /// <summary>
    /// Execution ids told of it: those of a session begin again at 1, and only within an order they are unique.
    /// </summary>
    public HashSet<ulong> Ids { get; } = [];

    /// <summary>Executions that can be taken back: id, lots.</summary>
    public List<(ulong Id, long Lots)> Trades { get; } = [];
}
