using System.Net;
using System.Net.Sockets;
using System.Runtime;
using HedgeFast.Commands;
using HedgeFast.Config;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;
using HedgeFast.Engine;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;
using Spectre.Console;

namespace HedgeFast.WarmUp;

/// <summary>
/// Runs a second engine, built as the real one is and thrown away afterwards, against an exchange of its own, until the runtime has compiled everything that a tick, an order and
/// its answers pass through as well as it can. It takes place before the real engine's threads start, so that the first real tick meets warm code. Nothing of it reaches the real
/// engine: it has sockets on 127.0.0.1, stores and a journal in a scratch folder, and counters of its own.
/// </summary>
internal sealed class Rehearsal
{
    // The compiler looks at what has become hot 100 ms after the last code that ran for the first time; it is silent when it had reason to look and compiled nothing.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);

    // The runtime compiles a method better after its thirtieth call: both an order and a fill must come more often
    // before a silent compiler means that it is done.
    private const int RepeatsMin = 50;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    // The price changes its level many times meanwhile, so that decisions are refused.
    private static readonly TimeSpan KilledFor = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(500);

    private readonly RunningEngine _engine;
    private readonly VenueHost _venue;
    private readonly CancellationToken _stop;
    private readonly TimeSpan _most;
    private readonly long _started;
    private readonly long _compiledBefore;
    private long _compiled;
    private long _compiledStamp;
    private bool _settled;

    private Rehearsal(RunningEngine engine, VenueHost venue, TimeSpan most, long started, CancellationToken stop)
    {
        (_engine, _venue, _most, _started, _stop) = (engine, venue, most, started, stop);
        _compiledBefore = JitInfo.GetCompiledMethodCount();
        _compiledStamp = started;
    }

    private LoopCounters Counters => _engine.Pipeline.Loop.Counters;

    /// <summary>Rehearses.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="loaded">The run's options.</param>
    /// <param name="valuationNanos">Exchange time to begin at, UTC nanoseconds since 1970.</param>
    /// <param name="console">Where the run is shown; the rehearsal draws the same on nothing.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="StartFailure">The engine failed, and not for want of room in the scratch folder: it would fail in earnest.</exception>
    /// <exception cref="IOException">Its exchange failed, or there was no room for its files.</exception>
    /// <exception cref="SocketException">There was no port for it.</exception>
    public static RehearsalResult Run(ResolvedConfig config, LoadedBook loaded, long valuationNanos, IAnsiConsole console, CancellationToken stop)
    {
        long started = TimeProvider.System.GetTimestamp();
        var most = TimeSpan.FromSeconds(config.WarmUpSeconds);
        string scratch = Directory.CreateTempSubdirectory("hedgefast-rehearsal-").FullName;
        using var folder = new TemporaryFolder(scratch);

        UnderlyingSettings underlying = config.Settings.Underlyings[0];
        MarketTape tape = RehearsalTape.Make(
            config.Settings.Instruments[underlying.HedgeInstrument], underlying, loaded.Book, valuationNanos, (int)(most.TotalSeconds * RehearsalTape.RowsPerSecond) + 1);
        int datagramPort = RehearsalConfig.Transport(config) == FeedTransport.Tcp ? 0 : FreeDatagramPort();
        using var venue = new VenueHost(RehearsalConfig.Venue(config, tape, underlying, datagramPort, scratch), TimeProvider.System);
        ResolvedConfig engineConfig = RehearsalConfig.Engine(config, venue.BoundFixPort, venue.BoundFeedPort, scratch, venue.FirstExchangeNanos);
        using var engine = new RunningEngine(engineConfig, RehearsalBook.Of(loaded), journalIdentity: 0, venue, TimeProvider.System);
        var rehearsal = new Rehearsal(engine, venue, most, started, stop);
        using (var display = new DashboardThread(engine.StatusWithLatencies, Nowhere(console)))
        {
            venue.Start();
            engine.Pipeline.Start();
            display.Start();
            rehearsal.PlayThrough();
            engine.StopInOrder(EndPatience, EndPatience);
        }

        engine.Pipeline.End();
        if (engine.Pipeline.Failure is { } failure and not IOException)
            throw new StartFailure($"the engine failed while it was rehearsed, before anything real was connected: {failure.Message}", failure);
        if ((engine.Pipeline.Failure ?? venue.Failure) is { } trouble)
            throw new IOException($"the rehearsal broke off: {trouble.Message}", trouble);
        return rehearsal.Result();
    }

    // Ticks and orders flow by themselves meanwhile. Whatever does not come in time is left out: a rehearsal may fall short, it may not hold up the run.
    private void PlayThrough()
    {
        Until(() => Counters.SessionUp != 0 && Counters.Orders > 0);

        // A kill and what releases it: that is when there is no time to compile anything.
        _engine.Pipeline.Kill();
        Until(() => Counters.Killed != 0);
        long killed = TimeProvider.System.GetTimestamp();
        Until(() => Counters.Refusals > 0 && TimeProvider.System.GetElapsedTime(killed) >= KilledFor);
        _engine.Pipeline.Rearm("rehearsal");
        Until(() => Counters.Killed == 0);
        Until(IsSettled);
        _settled = IsSettled();
    }

    private void Until(Func<bool> condition)
    {
        while (!condition() && !IsOver && !_stop.WaitHandle.WaitOne(LookEvery))
        {
        }
    }

    private bool IsOver => TimeProvider.System.GetElapsedTime(_started) >= _most || _engine.Pipeline.Failure is not null || _venue.Failure is not null;

    private bool IsSettled()
    {
        long compiled = JitInfo.GetCompiledMethodCount();
        if (compiled != _compiled)
            (_compiled, _compiledStamp) = (compiled, TimeProvider.System.GetTimestamp());
        return Math.Min(Counters.Orders, Counters.Fills) >= RepeatsMin
            && TimeProvider.System.GetElapsedTime(_compiledStamp) >= Silence;
    }

    private RehearsalResult Result()
    {
        LoopCounters counters = Counters;
        return new RehearsalResult
        {
            Seconds = TimeProvider.System.GetElapsedTime(_started).TotalSeconds,
            Settled = _settled,
            Compiled = JitInfo.GetCompiledMethodCount() - _compiledBefore,
            Ticks = counters.Ticks,
            Orders = counters.Orders,
            Fills = counters.Fills,
            Rejects = counters.Rejects,
            Refusals = counters.Refusals,
            Cancels = counters.Cancels,
        };
    }

    private static IAnsiConsole Nowhere(IAnsiConsole console) =>
        new Terminal(TextWriter.Null, TextWriter.Null, IsLive: console.Profile.Capabilities is { Ansi: true, Interactive: true }).CreateConsole();

    // Taken from another socket's hand: should somebody else be quicker, the rehearsal hears nothing and the run goes on without it.
    private static int FreeDatagramPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
