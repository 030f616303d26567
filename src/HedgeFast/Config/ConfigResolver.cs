using HedgeFast.Config.Sections;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Session;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Config;

/// <summary>Turns the raw configuration into the records that engine, FIX and exchange read: milliseconds to nanoseconds, names to indexes, paths to full paths.</summary>
internal sealed class ConfigResolver(ConfigRequest request, ConfigLayers layers)
{
    private const double NanosPerMillisecond = 1e6;
    private const double DaysPerYear = 365;
    private const string SamplePrefix = "sample:";

    private readonly List<string> _notes = [];

    // A name is made and nothing is created: checking a configuration leaves no trace.
    private readonly string _temporary = Path.Combine(Path.GetTempPath(), $"hedgefast-{Environment.ProcessId}-{Guid.NewGuid():N}");

    /// <summary>Resolves a configuration in which nothing is wrong.</summary>
    public ResolvedConfig Resolve(string name, EngineConfig raw, VenueProfile profile, IReadOnlyList<ConfigEntry> entries)
    {
        ScheduleSettings schedule = ScheduleChooser.Choose(raw.Schedule.Kind, raw.Schedule.Wait, raw.Schedule.Cpus, request.Cpus, raw.Venue.Embedded, out string note);
        if (note.Length > 0) _notes.Add(note);
        _notes.AddRange(WireNotes.Of(raw, profile));
        if (!raw.Venue.Embedded && Clock(raw).Kind == ClockKind.Recording)
            _notes.Add("feed.clock: exchange times follow the recording that book.asOf dates, and are not held against this machine's clock; for a market of today leave book.asOf out");
        FixSessionSettings session = FixResolver.Session(raw.Fix, profile, OutputPath(raw.Fix.StoreDirectory) ?? Path.Combine(_temporary, "engine"));
        return new ResolvedConfig
        {
            Name = name,
            Settings = new HedgeSettings
            {
                Instance = raw.Instance,
                Instruments = [.. raw.Instruments.Select((i, index) => Instrument(i, index, raw))],
                Underlyings = [.. raw.Underlyings.Select((u, index) => Underlying(u, index, raw))],
                Feed = Feed(raw),
                Orders = Orders(raw.Orders, profile.AnswersPositions || (raw.Venue.Embedded && FixProfiles.HasPositions(profile))),
                Limits = new LimitSettings
                {
                    MaxOrderLots = raw.Limits.MaxOrderLots,
                    MaxPositionLots = raw.Limits.MaxPositionLots,
                    OrdersPerSecond = raw.Limits.OrdersPerSecond,
                    StaleNanos = Nanos(raw.Limits.StaleMs),
                    CollarFraction = raw.Limits.CollarFraction,
                    CollarTicks = raw.Limits.CollarTicks,
                    MaxOrderNotional = raw.Limits.MaxOrderNotional ?? LimitSettings.NoMoneyLimit,
                    MessagesPerSecond = raw.Limits.MessagesPerSecond,
                    MaxRepeats = raw.Limits.MaxRepeats ?? LimitSettings.NoRepeatLimit,
                    RepeatWindowNanos = Nanos(raw.Limits.RepeatWindowMs),
                    MaxDayCost = raw.Limits.MaxDayCost ?? LimitSettings.NoMoneyLimit,
                    MaxDayLoss = raw.Limits.MaxDayLoss ?? LimitSettings.NoLossLimit,
                    LossBasis = raw.Limits.LossBasis,
                    DayTimeZone = raw.Limits.DayTimeZone,
                    DayFile = OutputPath(raw.Limits.DayFile),
                    DuplicateNanos = NanosOrNone(raw.Limits.DuplicateMs),
                    OvershootLots = raw.Limits.OvershootLots,
                    KillFile = OutputPath(raw.Limits.KillFile),
                    OperatorFile = OutputPath(raw.Limits.OperatorFile),
                    OperatorFactor = raw.Limits.OperatorFactor,
                },
                Rings = new RingSettings
                {
                    Market = raw.Rings.Market,
                    Execution = raw.Rings.Execution,
                    Control = raw.Rings.Control,
                    Preparation = raw.Rings.Preparation,
                    Order = raw.Rings.Order,
                    Journal = raw.Rings.Journal,
                },
                Schedule = schedule,
                JournalDirectory = OutputPath(raw.Journal.Directory),
            },
            DerivedKeys =
                (raw.Limits.MaxOrderNotional is null ? LimitKeys.MaxOrderNotional : 0) | (raw.Limits.MaxRepeats is null ? LimitKeys.MaxRepeats : 0)
                | (raw.Limits.MaxDayCost is null ? LimitKeys.MaxDayCost : 0) | (raw.Limits.MaxDayLoss is null ? LimitKeys.MaxDayLoss : 0),
            FixSession = session,
            FixProfile = profile,
            FixEndpoint = FixResolver.Endpoint(raw.Fix, profile, raw.Fix.Port != 0 || !raw.Venue.Embedded ? raw.Fix.Port : raw.Venue.FixPort, Nanos),
            FixLogFile = OutputPath(raw.Fix.LogFile),
            FixTls = FixResolver.Tls(raw.Fix.Tls, InputPath),
            FixDictionary = InputPath("fix.dictionary", raw.Fix.Dictionary) is { } dictionary ? new DictionaryFiles(dictionary, InputPath("fix.transportDictionary", raw.Fix.TransportDictionary)) : null,
            Venue = Venue(raw, session),
            BookFile = InputPath("book.file", raw.Book.File) ?? "",
            SurfaceFile = InputPath("book.surface", raw.Book.Surface),
            QuotesFile = InputPath("book.quotes", raw.Book.Quotes),
            BookAsOfNanos = UtcTime.TryParse(raw.Book.AsOf, out long asOf) ? asOf : null,
            BytesUntilCollection = (long)raw.Memory.UntilCollectionMb << 20,
            AlertFile = OutputPath(raw.Alerts.File),
            AlertRepeat = TimeSpan.FromMilliseconds(raw.Alerts.RepeatMs),
            WarmUpSeconds = raw.WarmUp.Seconds,
            StopWhenClosed = raw.StopWhenClosed,
            TemporaryDirectory = raw.Fix.StoreDirectory.Length == 0 || raw.Venue.StoreDirectory.Length == 0 ? _temporary : null,
            Notes = _notes,
            Entries = entries,
        };
    }

    private static Instrument Instrument(InstrumentSection raw, int index, EngineConfig config)
    {
        _ = TickStep.TrySplit(raw.TickSize, out int mantissa, out int decimals);
        return new Instrument
        {
            Index = index,
            Symbol = raw.Symbol,
            FeedId = (uint)raw.FeedId,
            Underlying = IndexOf(config.Underlyings.Select(u => u.Name), raw.Underlying),
            Kind = raw.Kind,
            TickMantissa = mantissa,
            TickDecimals = decimals,
            ContractSize = raw.ContractSize,
            TakerFee = raw.TakerFee,
            StartLots = raw.StartLots,
            QuoteCurrency = raw.QuoteCurrency,
            MaxBasisFraction = raw.MaxBasisFraction,
            ExpiryNanos = UtcTime.TryParse(raw.Expiry, out long expiry) ? expiry : null,
            AveragingNanos = (long)Math.Round(raw.AveragingMinutes * 60_000 * NanosPerMillisecond),
            AllowsNegativePrice = raw.AllowsNegativePrice,
            MaxMoveFraction = raw.MaxMoveFraction,
        };
    }

    private static UnderlyingSettings Underlying(UnderlyingSection raw, int index, EngineConfig config) => new()
    {
        Index = index,
        Name = raw.Name,
        HedgeInstrument = IndexOf(Symbols(config), raw.HedgeInstrument),
        Fallbacks = [.. raw.Fallbacks.Select(symbol => IndexOf(Symbols(config), symbol))],
        FallbackAfterNanos = NanosOrNone(raw.FallbackAfterMs),
        Delta = raw.Delta,
        BandHalfWidth = raw.Band.HalfWidth,
        TargetDelta = raw.Band.Target,
        TradeTo = raw.Band.TradeTo switch
        {
            TradePoint.Edge => TradeTo.Edge,
            TradePoint.Centre => TradeTo.Centre,
            _ => new TradeTo(raw.Band.BetweenFraction),
        },
        BandSkew = raw.Band.Skew,
        HedgeRatio = raw.HedgeRatio,
        Policy = new PolicySettings
        {
            Kind = raw.Policy.Kind,
            MoveFraction = raw.Policy.MoveFraction,
            RiskAversion = raw.Policy.RiskAversion,
            Volatility = raw.Policy.Volatility,
            HorizonYears = raw.Policy.HorizonDays / DaysPerYear,
            IntervalNanos = Nanos(raw.Policy.IntervalMs),
            MinMoveFraction = raw.Policy.MinMoveFraction,
            MinHalfWidth = raw.Policy.MinHalfWidth,
            MaxHalfWidth = raw.Policy.MaxHalfWidth,
        },
        Costs = new CostSettings
        {
            HalfSpreadFraction = Given(raw.Costs.HalfSpread),
            ImpactCoefficient = raw.Costs.Impact,
            DayVolatility = raw.Costs.DayVolatility,
            DayVolume = raw.Costs.DayVolume,
        },
        Governor = new GovernorSettings
        {
            LinearImpact = raw.Governor.LinearImpact,
            FootprintMax = Given(raw.Governor.FootprintMax),
            WidenAt = raw.Governor.WidenAt,
            WidenFactor = raw.Governor.WidenFactor,
            SlowAt = raw.Governor.SlowAt,
            SlowNanos = Nanos(raw.Governor.SlowMs),
            HaltAt = raw.Governor.HaltAt,
        },
        Revalue = raw.Revalue,
        Rate = raw.Rate,
        Carry = raw.Carry,
        Forward = Forward(raw.Forward),
        Dividends = Dividends(raw.Dividends),
        TimeStepNanos = Nanos(raw.TimeStepMs),
        SettlementDelta = raw.SettlementDelta,
        ExpiryTime = ConfigWords.Clock(raw.ExpiryTime),
        Volatility = new VolatilityRule(raw.Volatility.Dynamics, raw.Volatility.MaxAgeMs == 0 ? long.MaxValue : Nanos(raw.Volatility.MaxAgeMs), raw.Volatility.MoveFraction)
        {
            Source = raw.Volatility.Source,
            MissingShare = raw.Volatility.MissingShare,
        },
    };

    private static DividendRule? Dividends(DividendsSection raw)
    {
        _ = DividendText.TryParse(raw.Given, out IReadOnlyList<Dividend> given);
        return given.Count == 0 ? null : new DividendRule { Model = raw.Model, Given = given };
    }

    private static ForwardRule Forward(ForwardSection raw)
    {
        _ = ForwardText.TryParse(raw.Given, out IReadOnlyList<ForwardPoint> given);
        return new ForwardRule { Source = raw.Source, AgeNanosMax = raw.MaxAgeMs == 0 ? long.MaxValue : Nanos(raw.MaxAgeMs), Given = given };
    }

    private static OrderSettings Orders(OrdersSection raw, bool answersPositions) => new()
    {
        Style = raw.Style,
        TimeInForce = raw.TimeInForce,
        CapTicks = raw.CapTicks,
        MarketCollarFraction = raw.MarketCollarFraction,
        CrossAfterNanos = Nanos(raw.CrossAfterMs),
        RepriceNanos = Nanos(raw.RepriceMs),
        Repricing = raw.Reprice,
        DepthShare = raw.DepthShare,
        VolumeShare = raw.VolumeShare,
        VolumeWindowNanos = Nanos(raw.VolumeWindowMs),
        SliceGapNanos = NanosOrNone(raw.SliceGapMs),
        SliceLots = raw.SliceLots,
        CancelAfterNanos = Nanos(raw.CancelAfterMs),
        RejectPauseNanos = Nanos(raw.RejectPauseMs),
        MaxRequests = raw.MaxRequests,
        MassStatus = raw.MassStatus,
        ReconcilePositions = raw.ReconcilePositions ?? answersPositions,
        ReconcileEveryNanos = NanosOrNone(raw.ReconcileEveryMs),
        ForeignFills = raw.ForeignFills,
        ForeignLotsPerMinute = raw.ForeignLotsPerMinute,
        Account = raw.Account,
        RecoveryNanos = Nanos(raw.RecoveryMs),
        MaxLive = raw.MaxLive,
    };

    private static FeedSettings Feed(EngineConfig raw) => new()
    {
        Transport = raw.Feed.Transport,
        Host = raw.Feed.Host,
        Port = raw.Feed.Port != 0 || !raw.Venue.Embedded ? raw.Feed.Port : raw.Venue.FeedPort,
        Group = raw.Feed.Transport == FeedTransport.Multicast ? raw.Feed.Group : null,
        StaleNanos = Nanos(raw.Feed.StaleMs),
        Clock = Clock(raw),
        ConfirmFirstNanos = NanosOrNone(raw.Feed.ConfirmFirstMs),
        Sources = [.. raw.Feed.Sources],
        Channels = [.. raw.Feed.Channels],
        ReconnectMinNanos = Nanos(raw.Feed.ReconnectMinMs),
        ReconnectMaxNanos = Nanos(raw.Feed.ReconnectMaxMs),
        MaxFrameBytes = raw.Feed.MaxFrameBytes,
    };

    // The tape of an embedded exchange says where it begins and ends once it is read. An exchange elsewhere may play at any speed.
    private static ClockRule Clock(EngineConfig raw) => new()
    {
        Kind = raw.Feed.Clock ?? (raw.Venue.Embedded || raw.Book.AsOf != ConfigWords.Now ? ClockKind.Recording : ClockKind.Live),
        ToleranceNanos = NanosOrNone(raw.Feed.ClockToleranceMs),
        Speed = raw.Venue.Embedded && double.IsFinite(raw.Venue.Speed) ? raw.Venue.Speed : ClockRule.Unpaced,
        StartNanos = !raw.Venue.Embedded && UtcTime.TryParse(raw.Book.AsOf, out long asOf) ? asOf : 0,
    };

    private VenueConfig Venue(EngineConfig raw, FixSessionSettings session) => new()
    {
        Embedded = raw.Venue.Embedded,
        TapeFile = InputPath("venue.tape", raw.Venue.Tape),
        Derived = DerivedQuote.TryParse(raw.Venue.Basis, Symbols(raw), out IReadOnlyList<DerivedQuote> derived) ? derived : [],
        Halts = TapeHalt.TryParse(raw.Venue.Halts, Symbols(raw), out IReadOnlyList<TapeHalt> halts) ? halts : [],
        Speed = raw.Venue.Speed,
        LevelTicks = raw.Venue.LevelTicks,
        ImpactHalfLifeNanos = Nanos(raw.Venue.ImpactHalfLifeMs),
        PrintShare = raw.Venue.PrintShare,
        OptionsPerRow = raw.Venue.OptionsPerRow,
        OptionHalfSpread = raw.Venue.OptionHalfSpread,
        LatencyNanos = NanosOrNone(raw.Venue.LatencyMs),
        JitterNanos = NanosOrNone(raw.Venue.JitterMs),
        ReportLatencyNanos = NanosOrNone(raw.Venue.ReportLatencyMs),
        ReportJitterNanos = NanosOrNone(raw.Venue.ReportJitterMs),
        Seed = raw.Venue.Seed,
        Faults = Faults(raw.Venue),
        Host = raw.Venue.Host,
        FixPort = raw.Venue.FixPort != 0 || !raw.Venue.Embedded ? raw.Venue.FixPort : raw.Fix.Port,
        FeedPort = raw.Venue.FeedPort != 0 || !raw.Venue.Embedded ? raw.Venue.FeedPort : raw.Feed.Port,
        Transport = raw.Feed.Transport,
        Group = raw.Feed.Transport == FeedTransport.Multicast ? raw.Feed.Group : null,
        StartWhen = raw.Venue.StartWhen,
        Tls = FixResolver.Tls(raw.Venue.Tls, InputPath),
        ClientPins = PinList.Read(raw.Venue.Tls.ClientPins),
        Session = session with
        {
            SenderCompId = session.TargetCompId,
            TargetCompId = session.SenderCompId,
            StoreDirectory = OutputPath(raw.Venue.StoreDirectory) ?? Path.Combine(_temporary, "venue"),
        },
    };

    private static VenueFaults Faults(VenueSection raw)
    {
        _ = VenueScenario.TryParse(raw.Scenarios, out IReadOnlyList<VenueScenario> scenarios);
        return new VenueFaults
        {
            RejectEvery = raw.RejectEvery,
            RefuseCancelEvery = raw.RefuseCancelEvery,
            OrdersPerSecond = raw.OrdersPerSecond,
            MaxFillLots = raw.MaxFillLots == 0 ? long.MaxValue : raw.MaxFillLots,
            RefuseReplaceEvery = raw.RefuseReplaceEvery,
            Scenarios = scenarios,
        };
    }

    private string? InputPath(string key, string path)
    {
        if (path.Length == 0) return null;
        return path.StartsWith(SamplePrefix, StringComparison.Ordinal)
            ? Path.Combine(request.ProgramDirectory, "samples", Path.GetFileName(path[SamplePrefix.Length..]))
            : Path.GetFullPath(path, layers.Folder(key));
    }

    private string? OutputPath(string path) => path.Length == 0 ? null : Path.GetFullPath(path, request.CurrentDirectory);

    // A word in place of a number, as the reader gives it, is no number.
    private static double? Given(double number) => double.IsFinite(number) ? number : null;

    private static string[] Symbols(EngineConfig raw) => [.. raw.Instruments.Select(i => i.Symbol)];

    private static int IndexOf(IEnumerable<string> names, string name) => names.ToList().IndexOf(name);

    private static long NanosOrNone(double milliseconds) => milliseconds == 0 ? 0 : Nanos(milliseconds);

    private static long Nanos(double milliseconds) => Math.Max(1, (long)Math.Round(milliseconds * NanosPerMillisecond));
}
