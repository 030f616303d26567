using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>Connections of a loop beside its settings and its book.</summary>
public sealed record LoopWiring
{
    /// <summary>Measures from a tick's receive stamp to its decision.</summary>
    public LatencyProbe TickToDecision { get; init; } = LatencyProbe.Off;

    /// <summary>Surfaces or smiles; null for the volatilities of the book.</summary>
    public OptionVolatilities? Volatilities { get; init; }

    /// <summary>Options quoted on the feed, their indexes behind those of the instruments.</summary>
    public IReadOnlyList<Instrument> QuotedOptions { get; init; } = [];

    /// <summary>Whether a solver stage serves a book that needs one; else the loop solves on its own thread.</summary>
    public bool UsesSolver { get; init; } = true;

    /// <summary>The run's number and the snapshot resumed from; null begins without a position.</summary>
    public RunStart? Start { get; init; }

    /// <summary>Kills and stops as events; null where nothing can kill.</summary>
    public SwitchReader? KillSwitch { get; init; }

    /// <summary>Wakes the loop's thread; null when the thread never sleeps.</summary>
    public IWakeup? WakesLoop { get; init; }

    /// <summary>Wakes the thread of the orders; null when the thread never sleeps.</summary>
    public IWakeup? WakesOrders { get; init; }
}
