namespace HedgeFast.Core.Orders;

/// <summary>What is odd about a report that is an event all the same.</summary>
[Flags]
public enum ReportFlags : byte
{
    /// <summary>Nothing is.</summary>
    None = 0,

    /// <summary>It is marked as told before: tag 43 or 97.</summary>
    IsMarkedRepeated = 1,

    /// <summary>It carries a fill and no price that can be read: LastTicks is 0 and no price.</summary>
    HasNoPrice = 2,

    /// <summary>It lacks the side or has another than 1 and 2: that of our order holds.</summary>
    HasNoSide = 4,
}
