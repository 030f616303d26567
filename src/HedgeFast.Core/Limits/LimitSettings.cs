namespace HedgeFast.Core.Limits;

/// <summary>What the engine may do at most. Every key has a value: there is no unlimited.</summary>
public sealed record LimitSettings
{
    /// <summary>Largest quantity of one order, lots. Positive.</summary>
    public required long MaxOrderLots { get; init; }

    /// <summary>Largest absolute position of one instrument including everything that may still fill, lots. Positive.</summary>
    public required long MaxPositionLots { get; init; }

    /// <summary>Most new orders in any one second. Positive.</summary>
    public required int OrdersPerSecond { get; init; }

    /// <summary>No order on a quote older than this, nanoseconds. Positive.</summary>
    public required long StaleNanos { get; init; }

    /// <summary>An order's limit price may differ from the mid by at most this fraction. Positive.</summary>
    public required double CollarFraction { get; init; }

    /// <summary>While this file exists the kill switch is on; null looks at no file.</summary>
    public string? KillFile { get; init; }
}
