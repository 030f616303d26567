using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Venue;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.WarmUp;

/// <summary>
/// What a rehearsal runs with: the run's own sizes, models, policies and threads; but every address is 127.0.0.1, every file is in a scratch folder, and no limit or pause keeps
/// orders back, because what is rehearsed is the code and not the caution. Whatever names a place is made anew here and not copied: what is added to it one day stays behind.
/// </summary>
internal static class RehearsalConfig
{
    private const string EngineId = "REHEARSING";
    private const string ExchangeId = "REHEARSAL";
    private const string Loopback = "127.0.0.1";

    private const long Millisecond = 1_000_000;
    private const int RatePerSecond = 100_000;

    // Early, so that what comes back after it has time to get warm.
    private const int DisconnectRow = RehearsalTape.RowsPerSecond / 8;

    // Where there are fallbacks the preferred instrument is lost for a few rows, so that what hedges then is warm too.
    private const int HaltRow = RehearsalTape.RowsPerSecond / 4;
    private const int HaltRows = RehearsalTape.RowsPerSecond / 16;

    /// <summary>The exchange of a rehearsal.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="tape">What it plays.</param>
    /// <param name="underlying">The underlying whose hedge instrument it quotes.</param>
    /// <param name="feedPort">Where a datagram feed is sent to; 0 takes a free port for TCP.</param>
    /// <param name="scratch">A folder of the rehearsal's own.</param>
    public static VenueSettings Venue(
        ResolvedConfig config, MarketTape tape, UnderlyingSettings underlying, int feedPort, string scratch) => new()
        {
            Instruments = Instruments(config.Settings),
            TapeInstrument = underlying.HedgeInstrument,
            Tape = tape,
            Derived = [.. underlying.Fallbacks.Select(instrument => new DerivedQuote(instrument, 0))],
            Halts = underlying.Fallbacks.Count == 0 ? [] : [new TapeHalt(underlying.HedgeInstrument, HaltRow, HaltRow + HaltRows)],
            Speed = double.PositiveInfinity,
            PrintShare = config.Settings.Orders.VolumeShare > 0 ? 1 : 0,
            UnpacedRowsPerSecond = RehearsalTape.RowsPerSecond,
            FixHost = Loopback,
            BeginString = config.FixSession.BeginString,
            CompId = ExchangeId,
            Clients = [EngineId],
            FeedTransport = Transport(config),
            FeedHost = Loopback,
            FeedPort = feedPort,
            StoreDirectory = Path.Combine(scratch, "venue"),
            Faults = new VenueFaults
            {
                RejectEvery = 19,
                RefuseCancelEvery = 3,
                DisconnectAt = new HashSet<int> { DisconnectRow },
                Scenarios =
            [
                new(VenueScenarioKind.NoAnswer, 97), new(VenueScenarioKind.Bust, 61), new(VenueScenarioKind.LateFill, 41),
                new(VenueScenarioKind.DuplicateExecution, 31), new(VenueScenarioKind.FillBeforeAck, 23),
            ],
            },
        };

    /// <summary>The engine of a rehearsal.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="fixPort">Where the rehearsal's exchange takes orders.</param>
    /// <param name="feedPort">Where it publishes ticks.</param>
    /// <param name="scratch">A folder of the rehearsal's own.</param>
    /// <param name="startNanos">Where the rehearsal's tape begins, UTC nanoseconds since 1970.</param>
    public static ResolvedConfig Engine(ResolvedConfig config, int fixPort, int feedPort, string scratch, long startNanos)
    {
        HedgeSettings settings = config.Settings;
        return config with
        {
            Settings = new HedgeSettings
            {
                Instance = settings.Instance,
                Instruments = Instruments(settings),
                Underlyings = [.. settings.Underlyings.Select(Underlying)],
                Feed = new FeedSettings
                {
                    Transport = Transport(config),
                    Host = Loopback,
                    Port = feedPort,
                    StaleNanos = settings.Feed.StaleNanos,
                    Clock = ClockRule.Recorded(startNanos),
                    MaxFrameBytes = settings.Feed.MaxFrameBytes,
                    ReconnectMinNanos = Millisecond,
                    ReconnectMaxNanos = 20 * Millisecond,
                },
                Orders = Orders(settings.Orders),
                Limits = Limits(settings.Limits),
                Rings = settings.Rings,
                Schedule = settings.Schedule,
                JournalDirectory = settings.JournalDirectory is null ? null : Path.Combine(scratch, "journal"),
            },
            FixSession = new FixSessionSettings
            {
                BeginString = config.FixSession.BeginString,
                DefaultApplVerId = config.FixSession.DefaultApplVerId,
                ApplVerId = config.FixSession.ApplVerId,
                SendingTimeDigits = config.FixSession.SendingTimeDigits,
                SendsLastProcessed = config.FixSession.SendsLastProcessed,
                SenderCompId = EngineId,
                TargetCompId = ExchangeId,
                MaxMessageBytes = config.FixSession.MaxMessageBytes,
                Dictionary = config.FixSession.Dictionary,
                StoreDirectory = Path.Combine(scratch, "engine"),
                Fsync = config.FixSession.Fsync,
            },
            FixEndpoint = new FixEndpoint
            {
                Host = Loopback,
                Port = fixPort,
                ReconnectMinNanos = Millisecond,
                ReconnectMaxNanos = 20 * Millisecond,
                LogonsPerMinute = 1_000,
                IdleWaitNanos = config.FixEndpoint.IdleWaitNanos,
            },
        };
    }

    /// <summary>What carries the ticks of a rehearsal: the run's own transport, but never a group that others hear.</summary>
    public static FeedTransport Transport(ResolvedConfig config) => config.Settings.Feed.Transport == FeedTransport.Tcp ? FeedTransport.Tcp : FeedTransport.Udp;

    // The levels of the tape lie further apart than a sane market's.
    private static Instrument[] Instruments(HedgeSettings settings) => [.. settings.Instruments.Select(instrument => instrument with { MaxMoveFraction = 10, MaxBasisFraction = 10 })];

    private static UnderlyingSettings Underlying(UnderlyingSettings underlying) => underlying with
    {
        FallbackAfterNanos = 0,
        Policy = underlying.Policy with { IntervalNanos = Math.Min(underlying.Policy.IntervalNanos, Millisecond) },
        Governor = underlying.Governor with { HaltAt = double.MaxValue, SlowNanos = Math.Min(underlying.Governor.SlowNanos, Millisecond) },

        // The rehearsal's exchange quotes the hedge instrument and nothing else.
        Volatility = underlying.Volatility with { AgeNanosMax = long.MaxValue, Source = VolatilitySource.Files },
        Forward = new ForwardRule(),
    };

    private static OrderSettings Orders(OrderSettings orders) => orders with
    {
        CrossAfterNanos = Math.Min(orders.CrossAfterNanos, 2 * Millisecond),
        RepriceNanos = Math.Min(orders.RepriceNanos, Millisecond),
        VolumeShare = orders.VolumeShare > 0 ? 1 : 0,
        SliceGapNanos = Math.Min(orders.SliceGapNanos, Millisecond / 10),
        CancelAfterNanos = Math.Min(orders.CancelAfterNanos, 5 * Millisecond),
        RejectPauseNanos = Math.Min(orders.RejectPauseNanos, Millisecond / 10),
        RecoveryNanos = Math.Min(orders.RecoveryNanos, 100 * Millisecond),
        Account = EngineId,
    };

    private static LimitSettings Limits(LimitSettings limits) => new()
    {
        MaxOrderLots = 1_000_000_000,
        MaxPositionLots = 1_000_000_000_000,
        OrdersPerSecond = RatePerSecond,
        MessagesPerSecond = RatePerSecond,
        StaleNanos = limits.StaleNanos,
        CollarFraction = limits.CollarFraction,
        MaxOrderNotional = double.MaxValue,
        MaxDayCost = double.MaxValue,
        MaxDayLoss = double.MaxValue,
        OvershootLots = limits.OvershootLots,
    };
}
