using HedgeFast.Config.Sections;

namespace HedgeFast.Config;

/// <summary>Reads the whole raw configuration, key by key, in the order of the reference.</summary>
internal sealed class EngineConfigReader(ConfigReader reader)
{
    /// <summary>Reads everything; values that are wrong are in the reader's errors.</summary>
    public EngineConfig Read() => new()
    {
        Instance = reader.Text("instance"),
        StopWhenClosed = reader.Flag("stopWhenClosed"),
        Instruments = reader.Sections("instruments", Instrument),
        Underlyings = reader.Sections("underlyings", Underlying),
        Book = new BookSection { File = reader.Text("book.file"), Surface = reader.Text("book.surface"), Quotes = reader.Text("book.quotes"), AsOf = reader.Text("book.asOf") },
        Feed = Feed(),
        Fix = Fix(),
        Orders = Orders(),
        Limits = Limits(),
        Rings = Rings(),
        Schedule = new ScheduleSection
        {
            Kind = reader.Word("schedule.kind", ConfigWords.Schedules),
            Wait = reader.Word("schedule.wait", ConfigWords.Waits),
            Cpus = reader.Integers("schedule.cpus"),
        },
        Memory = new MemorySection { UntilCollectionMb = reader.Integer("memory.untilCollectionMb") },
        Alerts = new AlertsSection { File = reader.Text("alerts.file"), RepeatMs = reader.Number("alerts.repeatMs") },
        WarmUp = new WarmUpSection { Seconds = reader.Number("warmUp.seconds") },
        Journal = new JournalSection { Directory = reader.Text("journal.directory") },
        Venue = Venue(),
    };

    private InstrumentSection Instrument(string at) => new()
    {
        Symbol = reader.Text(at + ".symbol"),
        FeedId = reader.LongInteger(at + ".feedId"),
        Underlying = reader.Text(at + ".underlying"),
        Kind = reader.Word(at + ".kind", ConfigWords.InstrumentKinds),
        ContractSize = reader.Number(at + ".contractSize"),
        TickSize = reader.Exact(at + ".tickSize"),
        TakerFee = reader.Number(at + ".takerFee"),
        StartLots = reader.LongInteger(at + ".startLots"),
        QuoteCurrency = reader.Text(at + ".quoteCurrency"),
        MaxBasisFraction = reader.Number(at + ".maxBasisFraction"),
        Expiry = reader.Text(at + ".expiry"),
        AveragingMinutes = reader.Number(at + ".averagingMinutes"),
        AllowsNegativePrice = reader.Flag(at + ".allowsNegativePrice"),
        MaxMoveFraction = reader.Number(at + ".maxMoveFraction"),
    };

    private UnderlyingSection Underlying(string at) => new()
    {
        Name = reader.Text(at + ".name"),
        Delta = reader.Word(at + ".delta", ConfigWords.Deltas),
        HedgeInstrument = reader.Text(at + ".hedgeInstrument"),
        Fallbacks = reader.Texts(at + ".fallbacks"),
        FallbackAfterMs = reader.Number(at + ".fallbackAfterMs"),
        Band = new BandSection
        {
            HalfWidth = reader.Number(at + ".band.halfWidth"),
            Target = reader.Number(at + ".band.target"),
            TradeTo = reader.Word(at + ".band.tradeTo", ConfigWords.TradeTos),
            BetweenFraction = reader.Number(at + ".band.betweenFraction"),
            Skew = reader.Number(at + ".band.skew"),
        },
        Revalue = reader.Word(at + ".revalue", ConfigWords.RevalueModes),
        Rate = reader.Number(at + ".rate"),
        Carry = reader.Number(at + ".carry"),
        Forward = new ForwardSection
        {
            Source = reader.Word(at + ".forward.source", ConfigWords.Forwards),
            MaxAgeMs = reader.Number(at + ".forward.maxAgeMs"),
            Given = reader.Text(at + ".forward.given"),
        },
        Dividends = new DividendsSection
        {
            Model = reader.Word(at + ".dividends.model", ConfigWords.Dividends),
            Given = reader.Text(at + ".dividends.given"),
        },
        TimeStepMs = reader.Number(at + ".timeStepMs"),
        SettlementDelta = reader.Word(at + ".settlementDelta", ConfigWords.SettlementDeltas),
        HedgeRatio = reader.Number(at + ".hedgeRatio"),
        Policy = Policy(at + ".policy"),
        Costs = Costs(at + ".costs"),
        Governor = Governor(at + ".governor"),
        ExpiryTime = reader.Text(at + ".expiryTime"),
        Volatility = new VolatilitySection
        {
            Source = reader.Word(at + ".volatility.source", ConfigWords.Volatilities),
            Dynamics = reader.Word(at + ".volatility.dynamics", ConfigWords.Dynamics),
            MaxAgeMs = reader.Number(at + ".volatility.maxAgeMs"),
            MoveFraction = reader.Number(at + ".volatility.moveFraction"),
            MissingShare = reader.Number(at + ".volatility.missingShare"),
        },
    };

    private PolicySection Policy(string at) => new()
    {
        Kind = reader.Word(at + ".kind", ConfigWords.Policies),
        MoveFraction = reader.Number(at + ".moveFraction"),
        RiskAversion = reader.Number(at + ".riskAversion"),
        Volatility = reader.Number(at + ".volatility"),
        HorizonDays = reader.Number(at + ".horizonDays"),
        IntervalMs = reader.Number(at + ".intervalMs"),
        MinMoveFraction = reader.Number(at + ".minMoveFraction"),
        MinHalfWidth = reader.Number(at + ".minHalfWidth"),
        MaxHalfWidth = reader.Number(at + ".maxHalfWidth"),
    };

    private CostsSection Costs(string at) => new()
    {
        HalfSpread = reader.Number(at + ".halfSpread"),
        Impact = reader.Number(at + ".impact"),
        DayVolatility = reader.Number(at + ".dayVolatility"),
        DayVolume = reader.Number(at + ".dayVolume"),
    };

    private GovernorSection Governor(string at) => new()
    {
        LinearImpact = reader.Number(at + ".linearImpact"),
        FootprintMax = reader.Number(at + ".footprintMax"),
        WidenAt = reader.Number(at + ".widenAt"),
        WidenFactor = reader.Number(at + ".widenFactor"),
        SlowAt = reader.Number(at + ".slowAt"),
        SlowMs = reader.Number(at + ".slowMs"),
        HaltAt = reader.Number(at + ".haltAt"),
    };

    private FeedSection Feed() => new()
    {
        Transport = reader.Word("feed.transport", ConfigWords.Transports),
        Host = reader.Text("feed.host"),
        Port = reader.Integer("feed.port"),
        Group = reader.Text("feed.group"),
        StaleMs = reader.Number("feed.staleMs"),
        Clock = reader.Word("feed.clock", ConfigWords.FeedClocks),
        ClockToleranceMs = reader.Number("feed.clockToleranceMs"),
        ConfirmFirstMs = reader.Number("feed.confirmFirstMs"),
        Sources = reader.Texts("feed.sources"),
        Channels = reader.Integers("feed.channels"),
        ReconnectMinMs = reader.Number("feed.reconnectMinMs"),
        ReconnectMaxMs = reader.Number("feed.reconnectMaxMs"),
        MaxFrameBytes = reader.Integer("feed.maxFrameBytes"),
    };

    private FixSection Fix() => new()
    {
        Profile = reader.Text("fix.profile"),
        Version = reader.Word("fix.version", ConfigWords.FixVersions),
        Host = reader.Text("fix.host"),
        Port = reader.Integer("fix.port"),
        Backups = reader.Text("fix.backups"),
        SenderCompId = reader.Text("fix.senderCompId"),
        TargetCompId = reader.Text("fix.targetCompId"),
        SenderSubId = reader.Text("fix.senderSubId"),
        User = reader.Text("fix.user"),
        Secret = reader.Text("fix.secret"),
        HeartbeatSeconds = reader.Own("fix.heartbeatSeconds", reader.Integer),
        ResetOnLogon = reader.Own("fix.resetOnLogon", reader.Flag),
        StoreDirectory = reader.Text("fix.storeDirectory"),
        Fsync = reader.Word("fix.fsync", ConfigWords.Fsyncs),
        LogFile = reader.Text("fix.logFile"),
        ReconnectMinMs = reader.Number("fix.reconnectMinMs"),
        ReconnectMaxMs = reader.Number("fix.reconnectMaxMs"),
        LogonsPerMinute = reader.Integer("fix.logonsPerMinute"),
        LogonTimeoutMs = reader.Own("fix.logonTimeoutMs", reader.Number),
        LogoutTimeoutMs = reader.Own("fix.logoutTimeoutMs", reader.Number),
        MaxSendingTimeSkewMs = reader.Own("fix.maxSendingTimeSkewMs", reader.Number),
        MaxMessageBytes = reader.Integer("fix.maxMessageBytes"),
        Dictionary = reader.Text("fix.dictionary"),
        TransportDictionary = reader.Text("fix.transportDictionary"),
        Tls = new FixTlsSection
        {
            Enabled = reader.Flag("fix.tls.enabled"),
            AllowPlaintext = reader.Flag("fix.tls.allowPlaintext"),
            MinVersion = reader.Word("fix.tls.minVersion", ConfigWords.TlsVersions),
            ServerName = reader.Text("fix.tls.serverName"),
            RootsFile = reader.Text("fix.tls.rootsFile"),
            Pins = reader.Text("fix.tls.pins"),
            CertificateFile = reader.Text("fix.tls.certificateFile"),
            KeyFile = reader.Text("fix.tls.keyFile"),
            Revocation = reader.Word("fix.tls.revocation", ConfigWords.Revocations),
        },
    };

    private OrdersSection Orders() => new()
    {
        Style = reader.Word("orders.style", ConfigWords.OrderStyles),
        TimeInForce = reader.Word("orders.timeInForce", ConfigWords.TimesInForce),
        CapTicks = reader.Integer("orders.capTicks"),
        MarketCollarFraction = reader.Number("orders.marketCollarFraction"),
        CrossAfterMs = reader.Number("orders.crossAfterMs"),
        RepriceMs = reader.Number("orders.repriceMs"),
        Reprice = reader.Word("orders.reprice", ConfigWords.Repricings),
        DepthShare = reader.Number("orders.depthShare"),
        VolumeShare = reader.Number("orders.volumeShare"),
        VolumeWindowMs = reader.Number("orders.volumeWindowMs"),
        SliceGapMs = reader.Number("orders.sliceGapMs"),
        SliceLots = reader.LongInteger("orders.sliceLots"),
        CancelAfterMs = reader.Number("orders.cancelAfterMs"),
        RejectPauseMs = reader.Number("orders.rejectPauseMs"),
        MaxRequests = reader.Integer("orders.maxRequests"),
        MassStatus = reader.Flag("orders.massStatus"),
        ReconcilePositions = reader.Own("orders.reconcilePositions", reader.Flag),
        ReconcileEveryMs = reader.Number("orders.reconcileEveryMs"),
        ForeignFills = reader.Word("orders.foreignFills", ConfigWords.ForeignFillWords),
        ForeignLotsPerMinute = reader.LongInteger("orders.foreignLotsPerMinute"),
        Account = reader.Text("orders.account"),
        RecoveryMs = reader.Number("orders.recoveryMs"),
        MaxLive = reader.Integer("orders.maxLive"),
    };

    private LimitsSection Limits() => new()
    {
        MaxOrderLots = reader.LongInteger("limits.maxOrderLots"),
        MaxPositionLots = reader.LongInteger("limits.maxPositionLots"),
        OrdersPerSecond = reader.Integer("limits.ordersPerSecond"),
        StaleMs = reader.Number("limits.staleMs"),
        CollarFraction = reader.Number("limits.collarFraction"),
        CollarTicks = reader.LongInteger("limits.collarTicks"),
        MaxOrderNotional = reader.Own("limits.maxOrderNotional", reader.Number),
        MessagesPerSecond = reader.Integer("limits.messagesPerSecond"),
        MaxRepeats = reader.Own("limits.maxRepeats", reader.Integer),
        RepeatWindowMs = reader.Number("limits.repeatWindowMs"),
        MaxDayCost = reader.Own("limits.maxDayCost", reader.Number),
        MaxDayLoss = reader.Own("limits.maxDayLoss", reader.Number),
        LossBasis = reader.Word("limits.lossBasis", ConfigWords.LossBases),
        DayTimeZone = reader.Text("limits.dayTimeZone"),
        DayFile = reader.Text("limits.dayFile"),
        DuplicateMs = reader.Number("limits.duplicateMs"),
        OvershootLots = reader.LongInteger("limits.overshootLots"),
        KillFile = reader.Text("limits.killFile"),
        OperatorFile = reader.Text("limits.operatorFile"),
        OperatorFactor = reader.Number("limits.operatorFactor"),
    };

    private RingsSection Rings() => new()
    {
        Market = reader.Integer("rings.market"),
        Execution = reader.Integer("rings.execution"),
        Control = reader.Integer("rings.control"),
        Preparation = reader.Integer("rings.preparation"),
        Order = reader.Integer("rings.order"),
        Journal = reader.Integer("rings.journal"),
    };

    private VenueSection Venue() => new()
    {
        Embedded = reader.Flag("venue.embedded"),
        Tape = reader.Text("venue.tape"),
        Basis = reader.Text("venue.basis"),
        Halts = reader.Text("venue.halts"),
        Speed = reader.Number("venue.speed"),
        LevelTicks = reader.Integer("venue.levelTicks"),
        ImpactHalfLifeMs = reader.Number("venue.impactHalfLifeMs"),
        PrintShare = reader.Number("venue.printShare"),
        OptionsPerRow = reader.Integer("venue.optionsPerRow"),
        OptionHalfSpread = reader.Number("venue.optionHalfSpread"),
        LatencyMs = reader.Number("venue.latencyMs"),
        JitterMs = reader.Number("venue.jitterMs"),
        ReportLatencyMs = reader.Number("venue.reportLatencyMs"),
        ReportJitterMs = reader.Number("venue.reportJitterMs"),
        Seed = reader.Integer("venue.seed"),
        OrdersPerSecond = reader.Integer("venue.ordersPerSecond"),
        RejectEvery = reader.Integer("venue.rejectEvery"),
        RefuseCancelEvery = reader.Integer("venue.refuseCancelEvery"),
        RefuseReplaceEvery = reader.Integer("venue.refuseReplaceEvery"),
        MaxFillLots = reader.LongInteger("venue.maxFillLots"),
        Scenarios = reader.Text("venue.scenarios"),
        Host = reader.Text("venue.host"),
        FixPort = reader.Integer("venue.fixPort"),
        FeedPort = reader.Integer("venue.feedPort"),
        StoreDirectory = reader.Text("venue.storeDirectory"),
        StartWhen = reader.Word("venue.startWhen", ConfigWords.TapeStarts),
        Tls = new VenueTlsSection
        {
            CertificateFile = reader.Text("venue.tls.certificateFile"),
            KeyFile = reader.Text("venue.tls.keyFile"),
            ClientRootsFile = reader.Text("venue.tls.clientRootsFile"),
            ClientPins = reader.Text("venue.tls.clientPins"),
        },
    };
}
