using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Session;

namespace HedgeFast.Config.Resolve;

/// <summary>Turns the values of a configuration into the records that engine, FIX session and exchange read.</summary>
/// <remarks>Milliseconds become nanoseconds, names become indexes, and paths become full paths.</remarks>
internal sealed class ConfigResolver
{
    private readonly ConfigRequest _request;
    private readonly ConfigValues _values;
    private readonly VenueProfile _profile;
    private readonly ConfigPaths _paths;
    private readonly bool _isEmbedded;

    private ConfigResolver(ConfigRequest request, ConfigValues values, VenueProfile profile)
    {
        _request = request;
        _values = values;
        _profile = profile;
        _paths = new ConfigPaths(request, values);
        _isEmbedded = values.Get(VenueKeys.Embedded);
    }

    /// <summary>Resolves a configuration without errors.</summary>
    /// <param name="request">The surroundings: folders and CPUs.</param>
    /// <param name="name">Name of the preset or of the file.</param>
    /// <param name="values">The values.</param>
    /// <param name="profile">The venue profile in force.</param>
    /// <param name="entries">Every value in force with its origin.</param>
    public static ResolvedConfig Resolve(
        ConfigRequest request, string name, ConfigValues values, VenueProfile profile,
        IReadOnlyList<ConfigEntry> entries) =>
        new ConfigResolver(request, values, profile).Resolve(name, entries);

    private ResolvedConfig Resolve(string name, IReadOnlyList<ConfigEntry> entries)
    {
        ScheduleSettings schedule = ScheduleChooser.Choose(
            _values.Get(MachineKeys.ScheduleKind), _values.Get(MachineKeys.ScheduleWait),
            _values.Get(MachineKeys.ScheduleCpus), _request.Cpus, _isEmbedded, out string note);
        FixSessionSettings session = FixResolver.Session(_values, _profile, _paths.EngineStore);
        return new ResolvedConfig
        {
            Name = name,
            Settings = new HedgeSettings
            {
                Instance = _values.Get(GeneralKeys.Instance),
                Instruments = UnderlyingResolver.Instruments(_values),
                Underlyings = UnderlyingResolver.Underlyings(_values),
                Feed = Feed(),
                Orders = Orders(),
                Limits = Limits(),
                Rings = Rings(),
                Schedule = schedule,
                JournalDirectory = _paths.Output(MachineKeys.JournalDirectory),
            },
            DerivedKeys = [.. LimitKeys.All.Where(IsDerived)],
            FixSession = session,
            FixProfile = _profile,
            FixEndpoint = FixResolver.Endpoint(_values, _profile),
            FixLogFile = _paths.Output(FixKeys.LogFile),
            FixTls = FixResolver.Tls(_values, _paths),
            FixDictionary = FixResolver.Dictionary(_paths),
            Venue = VenueResolver.Venue(_values, _paths, session),
            BookFile = _paths.Input(BookKeys.File) ?? "",
            SurfaceFile = _paths.Input(BookKeys.Surface),
            QuotesFile = _paths.Input(BookKeys.Quotes),
            BookAsOfNanos = UtcTime.TryParse(_values.Get(BookKeys.AsOf), out long asOf) ? asOf : null,
            BytesUntilCollection = (long)_values.Get(MachineKeys.MemoryUntilCollectionMb) << 20,
            AlertFile = _paths.Output(MachineKeys.AlertsFile),
            AlertRepeat = TimeSpan.FromMilliseconds(_values.Get(MachineKeys.AlertsRepeatMs)),
            WarmUpSeconds = _values.Get(MachineKeys.WarmUpSeconds),
            StopWhenClosed = _values.Get(GeneralKeys.StopWhenClosed),
            TemporaryDirectory = _paths.TemporaryInUse,
            Notes = Notes(note),
            Entries = entries,
        };
    }

    private List<string> Notes(string scheduleNote)
    {
        var notes = new List<string>();
        if (scheduleNote.Length > 0)
            notes.Add(scheduleNote);
        notes.AddRange(WireNotes.Of(_values, _profile));
        if (!_isEmbedded && Clock().Kind == ClockKind.Recording)
        {
            notes.Add(
                "feed.clock: exchange times follow the recording that book.asOf dates, and are not held against this "
                + "machine's clock; for a market of today leave book.asOf out");
        }

        return notes;
    }

    private bool IsDerived(ConfigKey limit) =>
        limit.Words.Contains(ConfigWords.Derived) && (_values.Written(limit) ?? limit.Default) == ConfigWords.Derived;

    private FeedSettings Feed() => new()
    {
        Transport = _values.Get(FeedKeys.Transport),
        Host = _values.Get(FeedKeys.Host),
        Port = VenueResolver.PortOf(FeedKeys.Port, VenueKeys.FeedPort, _values),
        Group = VenueResolver.Group(_values),
        StaleNanos = Nanos.Of(_values.Get(FeedKeys.StaleMs)),
        Clock = Clock(),
        ConfirmFirstNanos = Nanos.OrNone(_values.Get(FeedKeys.ConfirmFirstMs)),
        Sources = [.. _values.Get(FeedKeys.Sources)],
        Channels = [.. _values.Get(FeedKeys.Channels)],
        ReconnectMinNanos = Nanos.Of(_values.Get(FeedKeys.ReconnectMinMs)),
        ReconnectMaxNanos = Nanos.Of(_values.Get(FeedKeys.ReconnectMaxMs)),
        MaxFrameBytes = _values.Get(FeedKeys.MaxFrameBytes),
    };

    // The tape of an embedded exchange tells its begin and end once it is read. Another exchange may play at any speed.
    private ClockRule Clock()
    {
        string asOf = _values.Get(BookKeys.AsOf);
        bool isRecorded = _isEmbedded || asOf != ConfigWords.Now;
        double? speed = _values.Get(VenueKeys.Speed);
        return new ClockRule
        {
            Kind = _values.Get(FeedKeys.Clock) ?? (isRecorded ? ClockKind.Recording : ClockKind.Live),
            ToleranceNanos = Nanos.OrNone(_values.Get(FeedKeys.ClockToleranceMs)),
            Speed = _isEmbedded ? speed ?? ClockRule.Unpaced : ClockRule.Unpaced,
            StartNanos = !_isEmbedded && UtcTime.TryParse(asOf, out long start) ? start : 0,
        };
    }

    private OrderSettings Orders() => new()
    {
        Style = _values.Get(OrderKeys.Style),
        TimeInForce = _values.Get(OrderKeys.TimeInForce),
        CapTicks = _values.Get(OrderKeys.CapTicks),
        MarketCollarFraction = _values.Get(OrderKeys.MarketCollarFraction),
        CrossAfterNanos = Nanos.Of(_values.Get(OrderKeys.CrossAfterMs)),
        RepriceNanos = Nanos.Of(_values.Get(OrderKeys.RepriceMs)),
        Repricing = _values.Get(OrderKeys.Reprice),
        DepthShare = _values.Get(OrderKeys.DepthShare),
        VolumeShare = _values.Get(OrderKeys.VolumeShare),
        VolumeWindowNanos = Nanos.Of(_values.Get(OrderKeys.VolumeWindowMs)),
        SliceGapNanos = Nanos.OrNone(_values.Get(OrderKeys.SliceGapMs)),
        SliceLots = _values.Get(OrderKeys.SliceLots),
        CancelAfterNanos = Nanos.Of(_values.Get(OrderKeys.CancelAfterMs)),
        RejectPauseNanos = Nanos.Of(_values.Get(OrderKeys.RejectPauseMs)),
        MaxRequests = _values.Get(OrderKeys.MaxRequests),
        MassStatus = _values.Get(OrderKeys.MassStatus),
        ReconcilePositions = _values.Get(OrderKeys.ReconcilePositions) ?? AnswersPositions,
        ReconcileEveryNanos = Nanos.OrNone(_values.Get(OrderKeys.ReconcileEveryMs)),
        ForeignFills = _values.Get(OrderKeys.ForeignFills),
        ForeignLotsPerMinute = _values.Get(OrderKeys.ForeignLotsPerMinute),
        Account = _values.Get(OrderKeys.Account),
        RecoveryNanos = Nanos.Of(_values.Get(OrderKeys.RecoveryMs)),
        MaxLive = _values.Get(OrderKeys.MaxLive),
    };

    private bool AnswersPositions => _profile.AnswersPositions || (_isEmbedded && FixProfiles.HasPositions(_profile));

    private LimitSettings Limits() => new()
    {
        MaxOrderLots = _values.Get(LimitKeys.MaxOrderLots),
        MaxPositionLots = _values.Get(LimitKeys.MaxPositionLots),
        OrdersPerSecond = _values.Get(LimitKeys.OrdersPerSecond),
        StaleNanos = Nanos.Of(_values.Get(LimitKeys.StaleMs)),
        CollarFraction = _values.Get(LimitKeys.CollarFraction),
        CollarTicks = _values.Get(LimitKeys.CollarTicks),
        MaxOrderNotional = _values.Get(LimitKeys.MaxOrderNotional) ?? LimitSettings.NoMoneyLimit,
        MessagesPerSecond = _values.Get(LimitKeys.MessagesPerSecond),
        MaxRepeats = _values.Get(LimitKeys.MaxRepeats) ?? LimitSettings.NoRepeatLimit,
        RepeatWindowNanos = Nanos.Of(_values.Get(LimitKeys.RepeatWindowMs)),
        MaxDayCost = _values.Get(LimitKeys.MaxDayCost) ?? LimitSettings.NoMoneyLimit,
        MaxDayLoss = _values.Get(LimitKeys.MaxDayLoss) ?? LimitSettings.NoLossLimit,
        LossBasis = _values.Get(LimitKeys.LossBasis),
        DayTimeZone = _values.Get(LimitKeys.DayTimeZone),
        DayFile = _paths.Output(LimitKeys.DayFile),
        DuplicateNanos = Nanos.OrNone(_values.Get(LimitKeys.DuplicateMs)),
        OvershootLots = _values.Get(LimitKeys.OvershootLots),
        KillFile = _paths.Output(LimitKeys.KillFile),
        OperatorFile = _paths.Output(LimitKeys.OperatorFile),
        OperatorFactor = _values.Get(LimitKeys.OperatorFactor),
    };

    private RingSettings Rings() => new()
    {
        Market = _values.Get(RingKeys.Market),
        Execution = _values.Get(RingKeys.Execution),
        Control = _values.Get(RingKeys.Control),
        Preparation = _values.Get(RingKeys.Preparation),
        Order = _values.Get(RingKeys.Order),
        Journal = _values.Get(RingKeys.Journal),
    };
}
