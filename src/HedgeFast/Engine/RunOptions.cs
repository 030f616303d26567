using HedgeFast.Config;
using HedgeFast.Sinks;
using Spectre.Console;

namespace HedgeFast.Engine;

/// <summary>Options of one run beside the configuration: its end, its display and its signals.</summary>
internal sealed record RunOptions
{
    /// <summary>Ends the run in order after this long; null runs until the market closes or a stop.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether to resume the last run in the journal's folder.</summary>
    public bool Resume { get; init; }

    /// <summary>The kill signal, registered before the start; null without one.</summary>
    public KillSignal? Kill { get; init; }

    /// <summary>Rehearses the engine before the start, where the configuration has a warm-up.</summary>
    public required Func<ResolvedConfig, LoadedBook, long, IAnsiConsole, CancellationToken, RehearsalResult> Rehearse
    {
        get;
        init;
    }

    /// <summary>Shows the run; without ANSI as plain lines.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>The sinks of console and alerts, which the watch monitors.</summary>
    public IReadOnlyList<GuardedSink> Sinks { get; init; } = [];

    /// <summary>Receives alerts as lines of text; null where a live screen shows the last alert.</summary>
    public TextWriter? Alerts { get; init; }
}
