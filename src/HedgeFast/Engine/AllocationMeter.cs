using HedgeFast.Core;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Engine;

/// <summary>Measures the managed bytes that the hot threads allocate after warm-up.</summary>
/// <param name="pipeline">The engine.</param>
/// <param name="schedule">Which stages share a thread.</param>
internal sealed class AllocationMeter(Pipeline pipeline, ScheduleKind schedule)
{
    // Without a rehearsal: by then the code of every stage has run hot, and what it allocates from here on it would
    // allocate for ever.
    private const long WarmTicks = 2_000;
    private const long WarmOrders = 20;

    private long _ticks;
    private long _orders;
    private bool _isWarm;

    /// <summary>Begins to measure once the code is warm. To be called now and then.</summary>
    /// <param name="rehearsed">Whether a rehearsal warmed it: then the first tick of a session begins.</param>
    public void Watch(bool rehearsed)
    {
        LoopCounters counters = pipeline.Loop.Counters;
        bool isReady = rehearsed
            ? counters.SessionUp != 0 && counters.Ticks > 0
            : counters.Ticks >= WarmTicks && counters.Orders >= WarmOrders;
        if (_isWarm || !isReady)
            return;
        _isWarm = true;
        _ticks = counters.Ticks;
        _orders = counters.Orders;
        pipeline.MarkWarm();
    }

    /// <summary>Bytes a tick and bytes an order since then; NaN when the code never got warm.</summary>
    /// <remarks>
    /// On a thread that carries both ticks and orders neither can be told from the other, so each is charged with all.
    /// </remarks>
    public (double PerTick, double PerOrder) Read()
    {
        if (!_isWarm)
            return (double.NaN, double.NaN);
        LoopCounters counters = pipeline.Loop.Counters;
        double ticks = Math.Max(1, counters.Ticks - _ticks);
        double orders = Math.Max(1, counters.Orders - _orders);
        StageRole[][] plan = Schedule.Plan(schedule);
        double tickBytes = 0, orderBytes = 0;
        for (int i = 0; i < Math.Min(plan.Length, pipeline.Threads.Count); i++)
        {
            if (plan[i].Any(role => role is StageRole.Feed or StageRole.Core))
                tickBytes += pipeline.Threads[i].AllocatedSinceWarmBytes;
            if (plan[i].Contains(StageRole.Orders))
                orderBytes += pipeline.Threads[i].AllocatedSinceWarmBytes;
        }

        return (tickBytes / ticks, orderBytes / orders);
    }
}
