using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;
using HedgeFast.Venue.Feed;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue;

/// <summary>Everything the simulated exchange needs.</summary>
public sealed record VenueSettings
{
    /// <summary>What is traded. The tape drives <see cref="TapeInstrument"/> and those in <see cref="Derived"/>; the others have no market.</summary>
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

    /// <summary>How many times faster than recorded; positive, infinity for as fast as subscribers read.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Most rows a second when <see cref="Speed"/> is infinite; positive. Subscribers that read slower slow the tape further.</summary>
    public int UnpacedRowsPerSecond { get; init; } = 50_000;

    /// <summary>The market stays open for this long after the last row, nanoseconds, so that orders which answer it still find it open.</summary>
    public long CloseDelayNanos { get; init; } = 20_000_000;

    /// <summary>Instruments quoted beside that of the tape.</summary>
    public IReadOnlyList<DerivedQuote> Derived { get; init; } = [];

    /// <summary>Trading halts.</summary>
    public IReadOnlyList<TapeHalt> Halts { get; init; } = [];

    /// <summary>When the tape begins to run.</summary>
    public VenueStart Start { get; init; } = VenueStart.WhenReady;

    /// <summary>Address the FIX acceptor listens on.</summary>
    public string FixHost { get; init; } = "127.0.0.1";

    /// <summary>Port of the FIX acceptor; 0 takes any free one.</summary>
    public int FixPort { get; init; }

    /// <summary>Tag 8: FIX.4.2, FIX.4.4 or FIXT.1.1, which is FIX.5.0SP2 then.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>TLS of the FIX connections; null for none.</summary>
    public FixTlsSettings? Tls { get; init; }

    /// <summary>Keys of the certificates under which each client may log on, as <see cref="FixTlsSettings.PinOf"/> gives them; empty for all that lead to a root.</summary>
    public IReadOnlyList<string> ClientPins { get; init; } = [];

    /// <summary>The venue's CompID.</summary>
    public string CompId { get; init; } = "VENUE";

    /// <summary>CompIDs that may log on.</summary>
    public IReadOnlyList<string> Clients { get; init; } = ["HEDGEFAST"];

    /// <summary>What carries the feed.</summary>
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

    /// <summary>Whether resting orders of a client are cancelled when its session ends; the reports reach it after its next logon.</summary>
    public bool CancelOnDisconnect { get; init; } = true;

    /// <summary>Largest order accepted, lots; positive.</summary>
    public long MaxOrderLots { get; init; } = 1_000_000_000;

    /// <summary>0: orders trade at the touch and with nothing else. Positive: a book with queues and levels this many ticks apart, which trading moves; see <see cref="QueueBook"/>.</summary>
    public int LevelTicks { get; init; }

    /// <summary>With <see cref="LevelTicks"/>: half of what trading moved the market by is gone after this long, nanoseconds of the tape; positive.</summary>
    public long ImpactHalfLifeNanos { get; init; } = 1_000_000_000;

    /// <summary>Share of what disappears from the tape's touch that is printed as traded, 0 to 1; see <see cref="TradePrints"/>. 0 prints no trades.</summary>
    public double PrintShare { get; init; }

    /// <summary>Time from a request's receipt to the market, nanoseconds of the tape.</summary>
    public long LatencyNanos { get; init; }

    /// <summary>Up to this much more, evenly distributed, nanoseconds of the tape.</summary>
    public long JitterNanos { get; init; }

    /// <summary>Time from the market to the client's session, nanoseconds of the tape.</summary>
    public long ReportLatencyNanos { get; init; }

    /// <summary>Up to this much more, evenly distributed, nanoseconds of the tape.</summary>
    public long ReportJitterNanos { get; init; }

    /// <summary>Seed of the jitters.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What to do wrong on purpose.</summary>
    public VenueFaults Faults { get; init; } = new();

    /// <summary>Longest wait for clients to answer a logout at the end, nanoseconds.</summary>
    public long LogoutWaitNanos { get; init; } = 2_000_000_000;

    /// <summary>Longest sleep when there is nothing to do, nanoseconds; 0 spins.</summary>
    public long IdleNanos { get; init; } = 250_000;
}

/// <summary>When the tape begins to run.</summary>
public enum VenueStart : byte
{
    /// <summary>When a client is logged on and, with a TCP feed, a subscriber is connected.</summary>
    WhenReady = 1,

    /// <summary>With the first round of work.</summary>
    AtOnce = 2,
}
