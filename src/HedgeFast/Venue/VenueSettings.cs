using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;
using HedgeFast.Venue.Feed;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue;

/// <summary>Settings of the simulated exchange.</summary>
public sealed record VenueSettings
{
    /// <summary>
    /// The traded instruments; only <see cref="TapeInstrument"/> and <see cref="Derived"/> ones are quoted.
    /// </summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Index of the instrument the tape quotes.</summary>
    public int TapeInstrument { get; init; }

    /// <summary>Options that are quoted beside the tape; null for none.</summary>
    public OptionMarket? Options { get; init; }

    /// <summary>The tape itself; when null it is read from <see cref="TapePath"/>.</summary>
    public MarketTape? Tape { get; init; }

    /// <summary>The tape's file, csv or csv.gz; may be null when <see cref="Tape"/> is given.</summary>
    public string? TapePath { get; init; }

    /// <summary>First row to publish, 0-based; later than the last row is refused.</summary>
    public int StartRow { get; init; }

    /// <summary>Times faster than recorded; positive, infinity for as fast as subscribers read.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>
    /// Most rows a second at infinite <see cref="Speed"/>; positive. Slow subscribers slow the tape further.
    /// </summary>
    public int UnpacedRowsPerSecond { get; init; } = 50_000;

    /// <summary>Time from the last row to the close, nanoseconds, for orders in answer to it.</summary>
    public long CloseDelayNanos { get; init; } = 20_000_000;

    /// <summary>Instruments quoted beside that of the tape.</summary>
    public IReadOnlyList<DerivedQuote> Derived { get; init; } = [];

    /// <summary>Trading halts.</summary>
    public IReadOnlyList<TapeHalt> Halts { get; init; } = [];

    /// <summary>The condition on which the tape starts.</summary>
    public VenueStart Start { get; init; } = VenueStart.WhenReady;

    /// <summary>Address the FIX acceptor listens on.</summary>
    public string FixHost { get; init; } = "127.0.0.1";

    /// <summary>Port of the FIX acceptor; 0 takes any free one.</summary>
    public int FixPort { get; init; }

    /// <summary>Tag 8: FIX.4.2, FIX.4.4 or FIXT.1.1, which is FIX.5.0SP2 then.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>TLS of the FIX connections; null for none.</summary>
    public FixTlsSettings? Tls { get; init; }

    /// <summary>
    /// Pins of the client certificates, from <see cref="FixTlsSettings.PinOf"/>; empty accepts all that lead to a root.
    /// </summary>
    public IReadOnlyList<string> ClientPins { get; init; } = [];

    /// <summary>The venue's CompID.</summary>
    public string CompId { get; init; } = "VENUE";

    /// <summary>CompIDs that may log on.</summary>
    public IReadOnlyList<string> Clients { get; init; } = ["HEDGEFAST"];

    /// <summary>Transport of the feed.</summary>
    public FeedTransport FeedTransport { get; init; } = FeedTransport.Tcp;

    /// <summary>Address the feed listens on (TCP) or is sent to (UDP).</summary>
    public string FeedHost { get; init; } = "127.0.0.1";

    /// <summary>Port of the feed; with TCP 0 takes any free one.</summary>
    public int FeedPort { get; init; }

    /// <summary>Multicast group; null unless the transport is multicast.</summary>
    public string? FeedGroup { get; init; }

    /// <summary>Folder of the FIX message stores and of the venue's ledger. One venue, one folder.</summary>
    public required string StoreDirectory { get; init; }

    /// <summary>When stores and ledger reach the disk.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.None;

    /// <summary>Bytes of a new segment of a store, a multiple of 4096.</summary>
    public int StoreSegmentBytes { get; init; } = FileMessageStore.DefaultSegmentBytes;

    /// <summary>Whether the end of a client's session cancels its orders; reports follow at the next logon.</summary>
    public bool CancelOnDisconnect { get; init; } = true;

    /// <summary>Largest order accepted, lots; positive.</summary>
    public long MaxOrderLots { get; init; } = 1_000_000_000;

    /// <summary>
    /// Ticks between the levels of a <see cref="QueueBook"/>; 0 for a <see cref="MatchingBook"/>, the touch alone.
    /// </summary>
    public int LevelTicks { get; init; }

    /// <summary>
    /// Half-life of the impact of trading, with <see cref="LevelTicks"/>, nanoseconds of the tape; positive.
    /// </summary>
    public long ImpactHalfLifeNanos { get; init; } = 1_000_000_000;

    /// <summary>
    /// Share of the size disappearing from the touch that is printed as traded, 0 to 1; see <see cref="TradePrints"/>.
    /// </summary>
    public double PrintShare { get; init; }

    /// <summary>Latency from a request's receipt to the market, nanoseconds of the tape.</summary>
    public long LatencyNanos { get; init; }

    /// <summary>Largest jitter on top, evenly distributed, nanoseconds of the tape.</summary>
    public long JitterNanos { get; init; }

    /// <summary>Latency from the market to the client's session, nanoseconds of the tape.</summary>
    public long ReportLatencyNanos { get; init; }

    /// <summary>Largest jitter on top, evenly distributed, nanoseconds of the tape.</summary>
    public long ReportJitterNanos { get; init; }

    /// <summary>Seed of the jitters.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Faults and scenarios to play.</summary>
    public VenueFaults Faults { get; init; } = new();

    /// <summary>Longest wait for clients to answer a logout at the end, nanoseconds.</summary>
    public long LogoutWaitNanos { get; init; } = 2_000_000_000;

    /// <summary>Longest sleep when there is nothing to do, nanoseconds; 0 spins.</summary>
    public long IdleNanos { get; init; } = 250_000;
}

/// <summary>The condition on which the tape starts.</summary>
public enum VenueStart : byte
{
    /// <summary>A client is logged on and, with a TCP feed, a subscriber is connected.</summary>
    WhenReady = 1,

    /// <summary>None: the tape starts with the first round of work.</summary>
    AtOnce = 2,
}
