namespace HedgeFast.Core.Limits;

/// <summary>The limits that have stopped trading until a named person re-arms them. Several can hold at once.</summary>
[Flags]
public enum LimitLatches : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Too many orders to the same side in a row.</summary>
    Repetition = 1,

    /// <summary>Trading has cost too much today.</summary>
    DayCost = 2,

    /// <summary>Too much has been lost today, or the profit is no finite number.</summary>
    DayLoss = 4,

    /// <summary>Every latch.</summary>
    All = Repetition | DayCost | DayLoss,
}
