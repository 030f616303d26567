using HedgeFast.Core;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Telemetry;
using HedgeFast.Report;

namespace HedgeFast.Monitor;

/// <summary>The engine at one moment, for screen, status line, alerts and report alike.</summary>
/// <remarks>
/// Read from counters that the engine's threads write anyway. Counts and levels of the loop are a copy of its own
/// counters, so that no number is kept twice under two names.
/// </remarks>
internal sealed record EngineStatus
{
    /// <summary>Counts and levels of the run.</summary>
    public LoopCounters Loop { get; init; } = new();

    /// <summary>The underlyings, by index.</summary>
    public IReadOnlyList<UnderlyingStatus> Underlyings { get; init; } = [];

    /// <summary>The instruments, by dense index.</summary>
    public IReadOnlyList<InstrumentStatus> Instruments { get; init; } = [];

    /// <summary>The FIX session.</summary>
    public FixSessionStatus Session { get; init; } = new();

    /// <summary>The feed.</summary>
    public FeedStatus Feed { get; init; } = new();

    /// <summary>The journal.</summary>
    public JournalStatus Journal { get; init; } = new();

    /// <summary>Requests of operators that were refused before they reached the loop.</summary>
    public RequestStatus Requests { get; init; } = new();

    /// <summary>The rings.</summary>
    public RingDepths Rings { get; init; } = new();

    /// <summary>The engine's threads that run.</summary>
    public IReadOnlyList<ThreadStatus> Threads { get; init; } = [];

    /// <summary>Outputs of the run: streams, logs, the display.</summary>
    public IReadOnlyList<SinkStatus> Sinks { get; init; } = [];

    /// <summary>Latency from tick to decision; all zero where it was not asked for.</summary>
    public LatencyReport TickToDecision { get; init; } = new();

    /// <summary>Latency from tick to order; all zero where it was not asked for.</summary>
    public LatencyReport TickToOrder { get; init; } = new();

    /// <summary>Profit of book and hedge over all underlyings; null before it was marked.</summary>
    public ProfitParts? Profit { get; init; }

    /// <summary>Alerts so far.</summary>
    public long Alerts { get; init; }

    /// <summary>The last alert; null before the first.</summary>
    public string? LastAlert { get; init; }

    /// <summary>Length of the run so far, seconds.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Share of the tape that has been played, 0 to 1; NaN without a tape.</summary>
    public double TapeFraction { get; init; } = double.NaN;

    /// <summary>Message of the exception that ended a thread; null when none did.</summary>
    public string? Failure { get; init; }

    /// <summary>Fault of the watch itself, or of what it depends on; null when there is none.</summary>
    public string? WatchFailure { get; init; }

    /// <summary>Whether the session is logged on and synchronised.</summary>
    public bool IsSessionUp => Loop.SessionUp != 0;

    /// <summary>Whether the kill switch is on.</summary>
    public bool IsKilled => Loop.Killed != 0;

    /// <summary>Whether an orderly stop was begun: then nothing is expected to be up.</summary>
    public bool IsStopping => Loop.Stopping != 0;

    /// <summary>Whether the exchange closed the market, which is no fault.</summary>
    public bool IsMarketClosed => Loop.MarketClosed != 0;

    /// <summary>Every limit that stopped trading until re-armed.</summary>
    public LimitLatches Latches => (LimitLatches)Loop.Latches;

    /// <summary>The gravest of <see cref="Latches"/>.</summary>
    public LimitRefusal Latch => Latches.Gravest();

    /// <summary>Positions that differ from the exchange's and how to settle them; null when none does.</summary>
    public string? PositionsDiffer => Join(Instruments.Select(instrument => instrument.DifferenceText));

    /// <summary>Positions in doubt, the reasons and how to settle them; null when none is.</summary>
    public string? PositionDoubt => Join(Instruments.Select(instrument => instrument.DoubtText));

    /// <summary>Reads what the loop writes: counters, underlyings and instruments. Any thread.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="loop">The loop; only its counters and marks are read.</param>
    /// <param name="optionSymbols">Symbols of the options, by index in the book.</param>
    public static EngineStatus Of(HedgeSettings settings, HedgeLoop loop, IReadOnlyList<string> optionSymbols)
    {
        LoopCounters counters = loop.Counters.Copy();
        var marks = new HedgeMark[settings.Instruments.Count];
        loop.Marks.TryRead(marks, new ExpiryMark[loop.Marks.Expiries.Length]);
        InstrumentStatus[] instruments =
        [
            .. settings.Instruments.Select(instrument => new InstrumentStatus
            {
                Symbol = instrument.Symbol,
                Underlying = instrument.Underlying,
                Counters = loop.Instruments[instrument.Index] with { },
                Mark = marks[instrument.Index].ExchangeNanos == 0 ? double.NaN : marks[instrument.Index].Mid,
            }),
        ];
        return new EngineStatus
        {
            Loop = counters,
            Instruments = instruments,
            Underlyings =
            [
                .. settings.Underlyings.Select(underlying => UnderlyingStatus.Of(
                    underlying, counters.Underlyings[underlying.Index],
                    [.. underlying.Hedges.Select(index => instruments[index])], optionSymbols)),
            ],
        };
    }

    /// <summary>Adds profit to the run and to each underlying.</summary>
    /// <param name="profit">The profit; null leaves the status as read.</param>
    public EngineStatus With(MarkedProfit? profit) => profit is null ? this : this with
    {
        Profit = profit.Total,
        Underlyings =
        [
            .. Underlyings.Select((each, u) => each with { Profit = profit.Parts[u], Gamma = profit.Gammas[u] }),
        ],
    };

    private static string? Join(IEnumerable<string?> texts)
    {
        string[] some = [.. texts.OfType<string>()];
        return some.Length == 0 ? null : string.Join(" | ", some);
    }
}

/// <summary>The FIX session at one moment.</summary>
internal sealed record FixSessionStatus
{
    /// <summary>Word of the configuration for when the message store is forced to the disk.</summary>
    public string StoreForced { get; init; } = "";

    /// <summary>Reason for the missing connection to the gateway; null while there is one.</summary>
    public string? Note { get; init; }

    /// <summary>The last fault of a connection; null when there was none.</summary>
    public string? LastError { get; init; }

    /// <summary>Whether the exchange refused the session so that another try would not change it.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether no logon is left for this minute.</summary>
    public bool LogonsUsedUp { get; init; }

    /// <summary>Messages that could not be understood, and rejects of messages that were never sent.</summary>
    public long Anomalies { get; init; }

    /// <summary>Reports that broke a rule of FIX.</summary>
    public FaultyReports Faulty { get; init; }
}

/// <summary>Reports of the exchange that broke a rule of FIX and counted all the same.</summary>
/// <param name="Count">How many.</param>
/// <param name="Last">The last fault; null when there was none.</param>
internal readonly record struct FaultyReports(long Count, string? Last);

/// <summary>The feed at one moment.</summary>
internal sealed record FeedStatus
{
    /// <summary>Whether its connection stands, or its socket is bound.</summary>
    public bool IsUp { get; init; }

    /// <summary>Reason for the missing connection; null while there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Its last note; null when there was none.</summary>
    public string? Note { get; init; }

    /// <summary>Quotes refused for their exchange time, and steps of the machine's clock.</summary>
    public long WrongTimes { get; init; }

    /// <summary>Pauses of reading, and suspensions of the machine, longer than the stale limit.</summary>
    public long Pauses { get; init; }

    /// <summary>Frames dropped for their sender, their channel or an impossible number.</summary>
    public long ForeignFrames { get; init; }
}

/// <summary>Profit of book and hedge as marked last.</summary>
/// <param name="Total">Over all underlyings.</param>
/// <param name="Parts">Of each underlying, by index.</param>
/// <param name="Gammas">Gamma of the options of each, units of the underlying per quote currency.</param>
internal sealed record MarkedProfit(ProfitParts Total, IReadOnlyList<ProfitParts> Parts, IReadOnlyList<double> Gammas);

/// <summary>The journal at one moment.</summary>
/// <param name="Taken">Records received by its thread.</param>
/// <param name="Depth">Records that wait for it.</param>
/// <param name="Failure">Reason for the end of writing; null while it is written.</param>
internal readonly record struct JournalStatus(long Taken, long Depth, string? Failure);

/// <summary>Requests of operators that were refused before they reached the loop.</summary>
/// <param name="Refused">How many.</param>
/// <param name="LastRefused">The last one and the reason; null before the first.</param>
internal readonly record struct RequestStatus(long Refused, string? LastRefused);

/// <summary>Entries waiting in the rings.</summary>
/// <param name="Market">Events for the loop, of the feed.</param>
/// <param name="Execution">Events for the loop, of the exchange's reports.</param>
/// <param name="Order">Intents for the order port.</param>
/// <param name="Journal">Records for the journal.</param>
internal readonly record struct RingDepths(long Market, long Execution, long Order, long Journal);

/// <summary>A thread of the engine.</summary>
/// <param name="Name">Its name: that of its stages.</param>
/// <param name="Rounds">Rounds that it has made.</param>
internal readonly record struct ThreadStatus(string Name, long Rounds);

/// <summary>An output of the run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Failure">Reason why nothing can be written at present; null while it can.</param>
internal readonly record struct SinkStatus(string Name, string? Failure);
