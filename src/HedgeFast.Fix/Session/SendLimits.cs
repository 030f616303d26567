namespace HedgeFast.Fix.Session;

/// <summary>
/// Message limits of a venue, kept on our side, so that a message fails here before the venue rejects it.
/// </summary>
/// <remarks>
/// Far beyond its limits a venue logs out, with everything in flight unknown. Session messages are never held back.
/// </remarks>
public sealed record SendLimits
{
    /// <summary>
    /// Limit of application messages other than cancels within <see cref="WindowNanos"/>; 0 for none. At most
    /// 1,000,000.
    /// </summary>
    public int OrdersMax { get; init; }

    /// <summary>
    /// Limit of cancels (F, q) within <see cref="WindowNanos"/>; 0 for none. A limit of their own, so that orders never
    /// block them.
    /// </summary>
    public int CancelsMax { get; init; }

    /// <summary>Window of the limits, nanoseconds.</summary>
    public long WindowNanos { get; init; } = 1_000_000_000;

    /// <summary>Limit of unanswered status requests (H, AF); 0 for none. At most 10,000.</summary>
    public int StatusRequestsMax { get; init; }

    /// <summary>Time after which an unanswered status request counts as lost, nanoseconds.</summary>
    public long StatusTimeoutNanos { get; init; } = 30_000_000_000;

    internal string? Fault =>
        OrdersMax is < 0 or > 1_000_000 || CancelsMax is < 0 or > 1_000_000
            ? "OrdersMax and CancelsMax must be 0 to 1000000."
        : StatusRequestsMax is < 0 or > 10_000 ? "StatusRequestsMax must be 0 to 10000."
        : WindowNanos <= 0 || StatusTimeoutNanos <= 0 ? "WindowNanos and StatusTimeoutNanos must be positive."
        : null;
}
