using HedgeFast.Engine;
using HedgeFast.Sinks;
using Spectre.Console;

namespace HedgeFast.Commands;

/// <summary>How one run is shown and when it ends; what is not configuration.</summary>
internal sealed record RunOptions
{
    /// <summary>Ends the run in order after this long; null runs until it ends by itself or is stopped.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether the run goes on where the last one in the journal's folder ended.</summary>
    public bool Resume { get; init; }

    /// <summary>The kill signal, listened to since before the start; null where there is none.</summary>
    public KillSignal? Kill { get; init; }

    /// <summary>Where the run is shown; without ANSI plain lines are written.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>What console and alerts are written to, for the watch to look at.</summary>
    public IReadOnlyList<GuardedSink> Sinks { get; init; } = [];

    /// <summary>Where alerts are told as lines of text; null where a live screen shows the last one.</summary>
    public TextWriter? Alerts { get; init; }
}
