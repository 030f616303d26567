namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>An order of ours as its messages on the wire show it.</summary>
internal sealed class WireOrder
{
    /// <summary>Tag 11 of the new order.</summary>
    public required string Id { get; init; }

    /// <summary>Number of the message that ordered it.</summary>
    public required long Sequence { get; init; }

    public required int Instrument { get; init; }

    public required bool IsBuy { get; init; }

    public required bool IsDay { get; init; }

    /// <summary>Number of the process that sent it.</summary>
    public required int Process { get; init; }

    /// <summary>When it left, nanoseconds of the world.</summary>
    public required long SentNanos { get; init; }

    /// <summary>Lots of the terms that hold.</summary>
    public required long Lots { get; set; }

    /// <summary>The most lots that it may have at the exchange: replaces without an answer included.</summary>
    public required long MostLots { get; set; }

    /// <summary>The most lots ever ordered.</summary>
    public required long OrderedLots { get; set; }

    /// <summary>Limit of the terms sent last, ticks.</summary>
    public required long LimitTicks { get; set; }

    /// <summary>The worst price that it has ever allowed, ticks.</summary>
    public required long WorstTicks { get; set; }

    /// <summary>Id of a replace without an answer; empty without one.</summary>
    public string PendingId { get; set; } = "";

    /// <summary>Sum of its fills seen.</summary>
    public long FilledLots { get; set; }

    /// <summary>Tag 14 of the report that ended it; -1 while it may fill.</summary>
    public long EndCum { get; set; } = -1;

    /// <summary>Whether any report of it was seen.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>When a report last answered for it, nanoseconds of the world.</summary>
    public long AnsweredNanos { get; set; }

    /// <summary>Whether a request about it has left: a cancel, a replace or a question.</summary>
    public bool IsAskedAbout { get; set; }

    public bool IsLive => EndCum < 0 && FilledLots < MostLots;

    /// <summary>Lots that may still fill or whose fills were not seen.</summary>
    public long Leaves => Math.Max(0, (EndCum < 0 ? MostLots : EndCum) - FilledLots);

    public int Sign => IsBuy ? 1 : -1;
}
