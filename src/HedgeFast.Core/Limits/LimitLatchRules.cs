namespace HedgeFast.Core.Limits;

/// <summary>Converts latches to refusals and back.</summary>
public static class LimitLatchRules
{
    /// <summary>The latch that a refusal stands for; none when that refusal latches nothing.</summary>
    public static LimitLatches ToLatch(this LimitRefusal refusal) => refusal switch
    {
        LimitRefusal.Repetition => LimitLatches.Repetition,
        LimitRefusal.DayCost => LimitLatches.DayCost,
        LimitRefusal.DayLoss => LimitLatches.DayLoss,
        _ => LimitLatches.None,
    };

    /// <summary>The gravest of the latches as a refusal: the day's loss, then its cost, then repetition.</summary>
    public static LimitRefusal Gravest(this LimitLatches latches) =>
        (latches & LimitLatches.DayLoss) != 0 ? LimitRefusal.DayLoss
        : (latches & LimitLatches.DayCost) != 0 ? LimitRefusal.DayCost
        : (latches & LimitLatches.Repetition) != 0 ? LimitRefusal.Repetition
        : LimitRefusal.None;

    /// <summary>Selects the latches that one re-arm clears.</summary>
    /// <remarks>
    /// The day's loss needs a re-arm of its own: while another latch is asked for too, only the others are cleared.
    /// </remarks>
    public static LimitLatches Cleared(LimitLatches asked) =>
        (asked & ~LimitLatches.DayLoss) != 0 ? asked & ~LimitLatches.DayLoss : asked;
}

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
