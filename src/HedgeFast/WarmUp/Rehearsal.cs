using System.Net;
using System.Net.Sockets;
using System.Runtime;
using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;
using HedgeFast.Engine;
using HedgeFast.Fix.Os;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Shell;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;
using Spectre.Console;

namespace HedgeFast.WarmUp;

/// <summary>Runs a second engine against an exchange of its own until the runtime has compiled the hot code.</summary>
/// <remarks>
/// Built as the real engine and discarded before the real engine's threads start, so that the first real tick meets
/// compiled code. Nothing reaches the real engine: sockets on 127.0.0.1, stores and journal in a scratch folder,
/// counters of its own.
/// </remarks>
internal sealed class Rehearsal
{
    // The compiler looks for hot methods 100 ms after the last code that ran for the first time; silence this long,
    // with calls enough, means that no method is left to compile.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);

    // The runtime recompiles a method after thirty calls: order and fill must come more often before silence counts.
    private const int RepeatsMin = 50;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    // The price changes its level many times meanwhile, so that limits refuse decisions.
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
        _engine = engine;
        _venue = venue;
        _most = most;
        _started = started;
        _stop = stop;
        _compiledBefore = JitInfo.GetCompiledMethodCount();
        _compiledStamp = started;
    }

    private LoopCounters Counters => _engine.Pipeline.Loop.Counters;

    /// <summary>Rehearses the engine of a configuration.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="loaded">The run's options.</param>
    /// <param name="valuationNanos">Exchange time of the first quote, UTC nanoseconds since 1970.</param>
    /// <param name="console">The run's console; the rehearsal draws the same screen to nowhere.</param>
    /// <param name="stop">Ends the rehearsal early.</param>
    /// <exception cref="StartFailure">The engine failed for another reason than its files, and would fail in the
    /// run.</exception>
    /// <exception cref="IOException">The exchange failed, or there was no room for the files.</exception>
    /// <exception cref="SocketException">No port was free.</exception>
    public static RehearsalResult Run(
        ResolvedConfig config, LoadedBook loaded, long valuationNanos, IAnsiConsole console, CancellationToken stop)
    {
        long started = TimeProvider.System.GetTimestamp();
        var most = TimeSpan.FromSeconds(config.WarmUpSeconds);
        string scratch = Directory.CreateTempSubdirectory("hedgefast-rehearsal-").FullName;
        using var folder = new TemporaryFolder(scratch);

        UnderlyingSettings underlying = config.Settings.Underlyings[0];
        Instrument hedge = config.Settings.Instruments[underlying.HedgeInstrument];
        int rows = (int)(most.TotalSeconds * RehearsalTape.RowsPerSecond) + 1;
        MarketTape tape = RehearsalTape.Make(hedge, underlying, loaded.Book, valuationNanos, rows);
        int datagramPort = RehearsalConfig.Transport(config) == FeedTransport.Tcp ? 0 : FreeDatagramPort();
        VenueSettings venueSettings = RehearsalConfig.Venue(config, tape, underlying, datagramPort, scratch);
        using var venue = new VenueHost(venueSettings, TimeProvider.System);
        ResolvedConfig engineConfig =
            RehearsalConfig.Engine(config, venue.BoundFixPort, venue.BoundFeedPort, scratch, venue.FirstExchangeNanos);
        using var engine =
            new RunningEngine(engineConfig, RehearsalBook.Of(loaded), journalIdentity: 0, venue, TimeProvider.System);
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
        {
            throw new StartFailure(
                $"the engine failed while it was rehearsed, before anything real was connected: {failure.Message}",
                failure);
        }

        if ((engine.Pipeline.Failure ?? venue.Failure) is { } trouble)
            throw new IOException($"the rehearsal broke off: {trouble.Message}", trouble);
        return rehearsal.Result();
    }

    // Ticks and orders flow without help. Steps that exceed the time are left out: a rehearsal may end early, but must
    // not delay the run.
    private void PlayThrough()
    {
        Until(() => Counters.SessionUp != 0 && Counters.Orders > 0);

        // A kill and what releases it: that is when there is no time to compile anything.
        _engine.Pipeline.Control.Kill();
        Until(() => Counters.Killed != 0);
        long killed = TimeProvider.System.GetTimestamp();
        Until(() => Counters.Refusals > 0 && TimeProvider.System.GetElapsedTime(killed) >= KilledFor);
        _engine.Pipeline.Control.Rearm("rehearsal");
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

    private bool IsOver =>
        TimeProvider.System.GetElapsedTime(_started) >= _most
        || _engine.Pipeline.Failure is not null
        || _venue.Failure is not null;

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
        new Terminal(TextWriter.Null, TextWriter.Null, IsRedrawn(console)).CreateConsole();

    private static bool IsRedrawn(IAnsiConsole console) =>
        console.Profile.Capabilities is { Ansi: true, Interactive: true };

    // Another process may take the port in between; the rehearsal then receives no ticks, and the run starts without a
    // warm-up.
    private static int FreeDatagramPort()
    {
        using DatagramReader reader =
            Network.Kernel.ReadDatagrams(new DatagramBinding(IPAddress.Loopback, 0, null, []));
        return reader.Local!.Port;
    }
}
