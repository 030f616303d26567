namespace HedgeFast.Fix.Session;

/// <summary>
/// What a venue allows to be sent. Beyond it a venue rejects, and further on logs out with everything in flight unknown; so the session refuses first, and the
/// message fails at once like any other that can't be sent. Session messages are never held back.
/// </summary>
public sealed record SendLimits
{
    /// <summary>Most application messages other than cancels within <see cref="WindowNanos"/>; 0 for no limit. At most 1,000,000.</summary>
    public int OrdersMax { get; init; }

    /// <summary>Most cancels (F, q) within <see cref="WindowNanos"/>; 0 for no limit. They have a limit of their own, so that orders never use up the way out.</summary>
    public int CancelsMax { get; init; }

    /// <summary>The stretch of time, nanoseconds.</summary>
    public long WindowNanos { get; init; } = 1_000_000_000;

    /// <summary>Most status requests (H, AF) without an answer; 0 for no limit. At most 10,000.</summary>
    public int StatusRequestsMax { get; init; }

    /// <summary>How long a status request counts when no answer comes, nanoseconds.</summary>
    public long StatusTimeoutNanos { get; init; } = 30_000_000_000;

    internal string? Fault =>
        OrdersMax is < 0 or > 1_000_000 || CancelsMax is < 0 or > 1_000_000 ? "OrdersMax and CancelsMax must be 0 to 1000000."
        : StatusRequestsMax is < 0 or > 10_000 ? "StatusRequestsMax must be 0 to 10000."
        : WindowNanos <= 0 || StatusTimeoutNanos <= 0 ? "WindowNanos and StatusTimeoutNanos must be positive."
        : null;
}
