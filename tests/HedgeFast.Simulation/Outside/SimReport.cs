namespace HedgeFast.Simulation.Outside;

/// <summary>A message that the exchange has to send to its client.</summary>
internal sealed record SimReport
{
    /// <summary>Tag 35: 8, 9, AP, AO, j, or the type of a message without sense.</summary>
    public required string Type { get; init; }

    /// <summary>Not before this time, nanoseconds of the world.</summary>
    public long DueNanos { get; init; }

    public SimOrder? Order { get; init; }

    /// <summary>Tag 97.</summary>
    public bool IsMarkedRepeated { get; init; }

    /// <summary>Tag 11.</summary>
    public string Id { get; init; } = "";

    /// <summary>Tag 41.</summary>
    public string OriginalId { get; init; } = "";

    /// <summary>Tag 17.</summary>
    public string ExecId { get; init; } = "";

    /// <summary>Tag 19.</summary>
    public string RefId { get; init; } = "";

    /// <summary>Tag 150 of FIX 4.4.</summary>
    public byte ExecType { get; init; }

    /// <summary>Tag 39.</summary>
    public byte Status { get; init; }

    public long Lots { get; init; }

    public long LastLots { get; init; }

    public long LastTicks { get; init; }

    public long Cum { get; init; }

    public long Leaves { get; init; }

    /// <summary>Tag 434 of a cancel reject: 1 cancel, 2 replace.</summary>
    public int AnswersTo { get; init; }

    /// <summary>Tag 790, 584 or 710: the request answered.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Reports of the answer in all, tag 911 or 727; 0 for none.</summary>
    public int Total { get; init; }

    /// <summary>Whether this is the answer's last report, tag 912.</summary>
    public bool IsLast { get; init; }

    /// <summary>Dense index of a position's instrument; -1 without one.</summary>
    public int Instrument { get; init; } = -1;

    /// <summary>A position, signed lots.</summary>
    public long Position { get; init; }

    /// <summary>Tag 103, 102: reason of a refusal.</summary>
    public int Reason { get; init; }

    /// <summary>A fault of form to write into the message.</summary>
    public ReportFault Fault { get; init; }

    /// <summary>Answer to a question about an order.</summary>
    public static SimReport StatusOf(SimOrder order, string requestId) => new()
    {
        Type = "8",
        Order = order,
        Id = order.Id,
        ExecId = "0",
        ExecType = (byte)'I',
        Status = order.Status,
        Lots = order.Lots,
        Cum = order.Cum,
        Leaves = order.Leaves,
        RequestId = requestId,
        Instrument = order.Instrument.Index,
    };
}

/// <summary>A fault of form in a report.</summary>
internal enum ReportFault : byte
{
    None = 0,

    /// <summary>Tag 55 is left out.</summary>
    NoSymbol,

    /// <summary>A tag that no dictionary has.</summary>
    UnknownTag,

    /// <summary>An empty field.</summary>
    EmptyField,

    /// <summary>Tag 31 is no number.</summary>
    BadPrice,

    /// <summary>Tag 60 is no time.</summary>
    BadTime,

    /// <summary>Tag 32 is no number.</summary>
    BadLots,
}
