using System.Runtime.CompilerServices;
using HedgeFast.Config;
using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Telemetry;
using HedgeFast.Engine;
using HedgeFast.Fix.Os;
using HedgeFast.Report;
using HedgeFast.Venue;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>
/// The demonstration's engine and exchange over real loopback sockets, with the bundled tape and book, where a test
/// decides what the exchange does.
/// </summary>
internal sealed class EngineRig : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-engine-").FullName;
    private readonly ResolvedConfig _config;
    private readonly LoadedBook _book;
    private readonly VenueSettings _venueSettings;

    /// <param name="venue">Changes the exchange.</param>
    /// <param name="sets">Settings on top of the demonstration's, KEY=VALUE.</param>
    public EngineRig(Func<VenueSettings, VenueSettings>? venue = null, params ReadOnlySpan<string> sets)
    {
        JournalDirectory = Path.Combine(_folder, "journal");
        ResolvedConfig config = Load(
            _folder,
            [
                "venue.speed=max", $"journal.directory={JournalDirectory}", "feed.reconnectMinMs=10",
                "fix.reconnectMinMs=10", "fix.logonsPerMinute=1000", .. sets,
            ]);
        _venueSettings = new VenueSettings
        {
            Instruments = config.Settings.Instruments,
            TapePath = config.Venue.TapeFile,
            Speed = config.Venue.Speed,
            StoreDirectory = Path.Combine(_folder, "venue"),

            // On a busy machine an answer to the last row must still find the market open.
            CloseDelayNanos = 500_000_000,
        };
        _venueSettings = venue?.Invoke(_venueSettings) ?? _venueSettings;
        Venue = new VenueHost(_venueSettings, TimeProvider.System);

        // An exchange that is started again must be found where it was.
        _venueSettings = _venueSettings with { FixPort = Venue.BoundFixPort, FeedPort = Venue.BoundFeedPort };
        FeedSettings feed = config.Settings.Feed;
        feed = feed with { Port = Venue.BoundFeedPort, Clock = EngineRun.ClockOf(Venue, feed.Clock) };
        _config = config with
        {
            FixEndpoint = config.FixEndpoint with { Port = Venue.BoundFixPort },
            FixSession = config.FixSession with { StoreDirectory = Path.Combine(_folder, "engine") },
            Settings = config.Settings with { Feed = feed },
        };
        _book = LoadedBook.Read(_config, Venue.FirstExchangeNanos);
        ulong identity = RunFolder.Create(
            Disk.Kernel, JournalDirectory, _config.Settings, _book.Csv, _book.SurfaceCsv).Identity;
        Engine = new RunningEngine(_config, _book, identity, Venue, TimeProvider.System);
    }

    public VenueHost Venue { get; private set; }

    public RunningEngine Engine { get; }

    public string JournalDirectory { get; }

    public LoopCounters Counters => Engine.Pipeline.Loop.Counters;

    /// <summary>
    /// Rounds a test gives the exchange itself while it waits; 0 when the exchange has its own thread.
    /// </summary>
    public int VenueRounds { get; set; }

    /// <summary>
    /// The engine's store and journal so far, by path; without the store's lock, which only its owner may open.
    /// </summary>
    public Dictionary<string, byte[]> Files() => new[] { JournalDirectory, _config.FixSession.StoreDirectory }
        .SelectMany(folder => Directory.EnumerateFiles(folder))
        .Where(file => Path.GetExtension(file) != ".lock")
        .ToDictionary(file => Path.GetRelativePath(_folder, file), Read);

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A configuration from the demonstration's.</summary>
    public static ResolvedConfig Load(string folder, ReadOnlySpan<string> sets)
    {
        var overrides = new List<(string, string, string)>();
        foreach (string set in sets)
            overrides.Add((set[..set.IndexOf('=')], set[(set.IndexOf('=') + 1)..], "--set"));
        ConfigResult result = ConfigLoader.Load(new ConfigRequest
        {
            Preset = "demo",
            Overrides = overrides,
            Cpus = [0, 1],
            CurrentDirectory = folder,
            ProgramDirectory = AppContext.BaseDirectory,
        });
        Assert.Empty(result.Errors);
        return result.Config!;
    }

    /// <summary>Waits while threads, or the exchange's rounds, do their work.</summary>
    public void Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(Engine.Pipeline.Failure is null, $"the engine failed: {Engine.Pipeline.Failure}");
            Assert.True(Venue.Failure is null, $"the exchange failed: {Venue.Failure}");
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60,
                $"never happened: {what}; row {Venue.NextRow}, orders {Counters.Orders}, live {Counters.LiveOrders}, "
                + $"session {Counters.SessionUp}, last error '{Engine.LastError}'");
            Engine.WatchWarmUp();
            for (int i = 0; i < VenueRounds; i++)
                Venue.DoWork();
            Thread.Yield();
        }
    }

    /// <summary>
    /// Plays the tape to its end on the test's thread; each round of the exchange waits until the engine has followed.
    /// </summary>
    /// <remarks>
    /// A tape with a thread of its own outruns an engine that gets no CPU. The engine then holds hedges of prices long
    /// gone, and its largest delta says how busy the machine was.
    /// </remarks>
    /// <param name="quotesBefore">Quotes that the feed has published before a row.</param>
    public void PlayInStep(Func<int, long> quotesBefore)
    {
        VenueRounds = 0;
        Until(
            () =>
            {
                if (HasFollowed(quotesBefore(Venue.NextRow)))
                    Venue.DoWork();
                return Engine.IsMarketClosed;
            },
            "the market is closed");
        VenueRounds = 1;
    }

    // Every quote is decided on, every order has left, and every fill is counted.
    private bool HasFollowed(long quotes)
    {
        Pipeline pipeline = Engine.Pipeline;
        FeedCounters feed = pipeline.Feed.Counters;
        return feed.Quotes + Enum.GetValues<QuoteFault>().Sum(feed.Count) >= quotes
            && Counters.Ticks >= feed.Quotes - feed.Conflated
            && pipeline.Orders.Sent.Value + pipeline.Orders.NotSent.Value >= Counters.Orders
            && Counters.Fills >= Venue.Counters.Fills;
    }

    /// <summary>
    /// Kills the exchange as a process is killed, and starts another one on its folder, its ports and the row it had
    /// come to.
    /// </summary>
    public void RestartVenue()
    {
        int row = Venue.NextRow;
        Venue.Kill();
        Venue = new VenueHost(_venueSettings with { StartRow = row }, TimeProvider.System);
    }

    /// <summary>Stops in order and gives the report.</summary>
    public RunReport Stop()
    {
        Pipeline pipeline = Engine.Pipeline;
        pipeline.MarkCool();
        pipeline.Control.RequestStop();
        Until(() => pipeline.IsQuiet);
        pipeline.RequestLogout();
        Until(() => pipeline.IsLoggedOut);
        pipeline.End();
        Assert.Null(pipeline.Failure);

        // The exchange may be another one than the engine began with.
        RunReport report = Engine.Report("the test");
        InstrumentReport[] instruments =
            [.. report.Instruments.Select((each, i) => each with { VenuePosition = Venue.PositionLots(i) })];
        return report with { Instruments = instruments };
    }

    /// <summary>Asserts that the journal proves and ends with the engine's own state.</summary>
    public ReplayResult AssertProves()
    {
        ReplayResult replay = Replay.Prove(
            Disk.Kernel, JournalDirectory, RunFolder.Open(Disk.Kernel, JournalDirectory), _book.Book);
        Assert.Null(replay.Difference);
        Assert.True(replay.IsComplete, "the journal is incomplete");
        Assert.Equal(Engine.Pipeline.StateHash, replay.StateHash);
        return replay;
    }

    public void Dispose()
    {
        Engine.Dispose();
        Venue.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
