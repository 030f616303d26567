using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// Something wrong in what a loop sees or does, planted so that a check has something to find. Left alone it changes
/// nothing.
/// </summary>
internal sealed record LoopFault
{
    /// <summary>What the exchange gets of an order or request.</summary>
    public Func<OrderIntent, OrderIntent> Sent { get; init; } = intent => intent;

    /// <summary>What the loop is told of a report; null for nothing.</summary>
    public Func<ExecutionEvent, ExecutionEvent?> Told { get; init; } = execution => execution;

    /// <summary>The settings that the loop works with in place of those that it is judged by.</summary>
    public Func<HedgeSettings, HedgeSettings> Settings { get; init; } = settings => settings;

    /// <summary>Whether the loop is told of no fault of a quote.</summary>
    public bool HidesFaults { get; init; }

    /// <summary>Whether the loop is not told that the session is down.</summary>
    public bool HidesDisconnects { get; init; }

    /// <summary>Whether the kill switch does not reach the loop.</summary>
    public bool HidesKills { get; init; }

    /// <summary>What the loop gets of an operator's re-arm.</summary>
    public Func<ControlEvent, ControlEvent> Asked { get; init; } = request => request;

    /// <summary>What a run gets of what the one before has left.</summary>
    public Func<RunStart, RunStart> Left { get; init; } = start => start;

    /// <summary>Whether no timer reaches the loop.</summary>
    public bool HidesTimers { get; init; }

    /// <summary>Whether the loop goes on where the journal's ring is full, and loses records.</summary>
    public bool LosesRecords { get; init; }
}
