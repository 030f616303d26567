using HedgeFast.Config.Keys;
using HedgeFast.Config.Resolve;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Session;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Config;

/// <summary>Resolved settings of the simulated exchange, whose instruments are those of the engine.</summary>
internal sealed record VenueConfig
{
    /// <summary>Whether the exchange runs inside the engine's process.</summary>
    public required bool Embedded { get; init; }

    /// <summary>Full path of the tape; null when none is configured.</summary>
    public required string? TapeFile { get; init; }

    /// <summary>Instruments quoted beside that of the tape.</summary>
    public required IReadOnlyList<DerivedQuote> Derived { get; init; }

    /// <summary>Trading halts.</summary>
    public required IReadOnlyList<TapeHalt> Halts { get; init; }

    /// <summary>Speed of the tape, times that of the recording; infinity plays without pauses.</summary>
    public required double Speed { get; init; }

    /// <summary>Ticks between the levels of the order book; 0 trades at the touch alone.</summary>
    public required int LevelTicks { get; init; }

    /// <summary>Half-life of the impact of trades, nanoseconds of the tape.</summary>
    public required long ImpactHalfLifeNanos { get; init; }

    /// <summary>Share of the size that leaves the touch to print as trades; 0 prints none.</summary>
    public required double PrintShare { get; init; }

    /// <summary>Options quoted after each row of the tape; 0 quotes none.</summary>
    public required int OptionsPerRow { get; init; }

    /// <summary>Half the spread of an option's quote, a fraction of its price.</summary>
    public required double OptionHalfSpread { get; init; }

    /// <summary>Latency of requests, nanoseconds of the tape.</summary>
    public required long LatencyNanos { get; init; }

    /// <summary>Jitter of requests, nanoseconds of the tape.</summary>
    public required long JitterNanos { get; init; }

    /// <summary>Latency of reports, nanoseconds of the tape.</summary>
    public required long ReportLatencyNanos { get; init; }

    /// <summary>Jitter of reports, nanoseconds of the tape.</summary>
    public required long ReportJitterNanos { get; init; }

    /// <summary>Seed of the jitters.</summary>
    public required int Seed { get; init; }

    /// <summary>Faults that the exchange makes on purpose.</summary>
    public required VenueFaults Faults { get; init; }

    /// <summary>Address to listen on, or to send datagrams to.</summary>
    public required string Host { get; init; }

    /// <summary>FIX port; 0 for any free one.</summary>
    public required int FixPort { get; init; }

    /// <summary>Feed port; 0 for any free one (tcp only).</summary>
    public required int FeedPort { get; init; }

    /// <summary>Transport of the ticks.</summary>
    public required FeedTransport Transport { get; init; }

    /// <summary>Multicast group; null unless the transport is multicast.</summary>
    public required string? Group { get; init; }

    /// <summary>Event that starts the tape.</summary>
    public required TapeStart StartWhen { get; init; }

    /// <summary>TLS of the FIX connections; null for none.</summary>
    public required TlsFiles? Tls { get; init; }

    /// <summary>Public keys of the accepted client certificates; empty for all that lead to a root.</summary>
    public required IReadOnlyList<string> ClientPins { get; init; }

    /// <summary>The session at the exchange's end, with sender and target exchanged.</summary>
    public required FixSessionSettings Session { get; init; }
}
