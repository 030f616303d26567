namespace HedgeFast.Core.Ring;

/// <summary>Capacities of the rings, in events; powers of two.</summary>
public sealed record RingSettings
{
    /// <summary>Feed to loop.</summary>
    public int Market { get; init; } = 1 << 14;

    /// <summary>Order port to loop.</summary>
    public int Execution { get; init; } = 1 << 12;

    /// <summary>Operator to loop.</summary>
    public int Control { get; init; } = 1 << 6;

    /// <summary>Between loop and preparation, either way.</summary>
    public int Preparation { get; init; } = 1 << 10;

    /// <summary>Loop to order port.</summary>
    public int Order { get; init; } = 1 << 10;

    /// <summary>Loop to journal.</summary>
    public int Journal { get; init; } = 1 << 16;
}
