using HedgeFast.Core.Feed;
using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor;

namespace HedgeFast.Tests.Program.Monitor.Watch;

/// <summary>
/// An engine as its watch sees it: two underlyings, three instruments, three threads. Everything moves unless a test
/// stops it.
/// </summary>
internal sealed class EngineModel
{
    public static readonly string[] Threads = ["feed+core", "orders", "journal"];
    public static readonly string[] Symbols = ["BTCUSD_PERP", "BTCUSDC_PERP", "ETHUSD_PERP"];

    private readonly long[] _rounds = new long[Threads.Length];
    private readonly long[] _quotes = new long[Symbols.Length];
    private long _step;
    private long _batches;
    private long _timers;
    private long _taken;
    private long _depth;
    private long _backPressure;

    public bool LoopStands { get; set; }

    public bool TimerStands { get; set; }

    public bool JournalStands { get; set; }

    public bool FeedDown { get; set; }

    public bool SessionDown { get; set; }

    public bool MarketClosed { get; set; }

    public string? Failure { get; set; }

    public string? SinkFailure { get; set; }

    /// <summary>Thread that does not come round; -1 for none.</summary>
    public int StuckThread { get; set; } = -1;

    /// <summary>Instrument without quotes; -1 for none.</summary>
    public int SilentInstrument { get; set; } = -1;

    /// <summary>Underlying out of its band; -1 for none.</summary>
    public int OutOfBand { get; set; } = -1;

    public bool HasBeenHedged { get; set; } = true;

    /// <summary>One look's time passes.</summary>
    public EngineStatus Step()
    {
        _step++;
        bool quotes = !FeedDown && !MarketClosed;
        if (!LoopStands)
        {
            _batches++;
            _timers += TimerStands ? 0 : 10;
            for (int i = 0; i < _quotes.Length; i++)
                _quotes[i] = quotes && !TimerStands && SilentInstrument != i ? _step : _quotes[i];
        }

        if (JournalStands)
            _depth += LoopStands ? 0 : 1;
        else if (!LoopStands)
            (_taken, _depth) = (_taken + 1 + _depth, 0);
        _backPressure += LoopStands && JournalStands ? 1 : 0;
        for (int i = 0; i < _rounds.Length; i++)
            _rounds[i] += StuckThread == i ? 0 : 50;
        return Status;
    }

    public EngineStatus Status => new()
    {
        Loop = new LoopCounters
        {
            SessionUp = !SessionDown && !MarketClosed ? 1 : 0,
            MarketClosed = MarketClosed ? 1 : 0,
            Batches = _batches,
            Timers = _timers,
            BackPressure = _backPressure,
        },
        Feed = new FeedStatus
        {
            IsUp = !FeedDown,
            Error = FeedDown ? "connecting to 10.0.0.1:5002 failed: ConnectionRefused" : null,
        },
        Session = new FixSessionStatus { LastError = SessionDown ? "connection reset" : null },
        Journal = new JournalStatus(_taken, _depth, Failure: null),
        Threads = [.. Threads.Select((name, i) => new ThreadStatus(name, _rounds[i]))],
        Sinks = [new SinkStatus("alerts.file", SinkFailure)],
        Failure = Failure,
        Underlyings = [Underlying("BTC", 0, 0, 1), Underlying("ETH", 1, 2)],
    };

    private UnderlyingStatus Underlying(string name, int index, params int[] instruments) => new()
    {
        Name = name,
        Counters = new UnderlyingCounters
        {
            Hedgeable = !FeedDown && _quotes[instruments[0]] > 0 ? 1 : 0,
            OutOfBand = OutOfBand == index ? 0.5 : 0,
            NetDelta = OutOfBand == index ? 1.5 : 0.1,
            HasBeenHedged = HasBeenHedged ? 1 : 0,
        },
        Instruments = [.. instruments.Select((i, place) => Instrument(i, isInUse: place == 0))],
    };

    private InstrumentStatus Instrument(int i, bool isInUse) => new()
    {
        Symbol = Symbols[i],
        Counters = new InstrumentCounters
        {
            QuoteNanos = _quotes[i],
            Fault = (long)FaultOf(i),
            InUse = isInUse ? 1 : 0,
        },
    };

    private QuoteFault FaultOf(int instrument)
    {
        if (_quotes[instrument] == 0)
            return QuoteFault.NeverQuoted;
        return FeedDown ? QuoteFault.Disconnected : QuoteFault.None;
    }
}
