using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Orders;

/// <summary>How hedge orders are placed.</summary>
public sealed record OrderSettings
{
    /// <summary>Immediate-or-cancel at the touch, or a day order that rests.</summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.ImmediateOrCancel;

    /// <summary>Ticks beyond the touch that an order may pay; 0 is the touch itself.</summary>
    public int CapTicks { get; init; }

    /// <summary>Most lots of one hedge order; a larger need is worked off by one order after another. 0 sends the whole need at once.</summary>
    public long SliceLots { get; init; }

    /// <summary>A resting order is cancelled after this long, nanoseconds. Positive.</summary>
    public long CancelAfterNanos { get; init; } = 500_000_000;

    /// <summary>After a reject no new order goes out on that instrument for this long, nanoseconds. Positive.</summary>
    public long RejectPauseNanos { get; init; } = 250_000_000;

    /// <summary>Most orders alive at once; 1 to 4096.</summary>
    public int MaxLive { get; init; } = 64;
}
