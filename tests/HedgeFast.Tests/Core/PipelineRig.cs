using System.Runtime.CompilerServices;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Orders;
using HedgeFast.Tests.Program.Venue;
using HedgeFast.Venue.Feed;

namespace HedgeFast.Tests.Core;

/// <summary>
/// A pipeline on the calling thread with a clock moved by hand: ticks over a loopback connection, a scripted exchange.
/// </summary>
internal sealed class PipelineRig : IDisposable
{
    public const uint FeedId = 1;
    public const long Mid = 600_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-pipeline-").FullName;
    private readonly FeedPublisher _publisher;
    private ulong _execution;

    public PipelineRig(
        Func<HedgeSettings, HedgeSettings>? change = null, bool journaled = false,
        Func<VenueClock, IOrderPort>? port = null, PipelineProbes? probes = null)
    {
        _publisher = new FeedPublisher(
            new FeedPublisherSettings { Transport = FeedTransport.Tcp, Host = "127.0.0.1", Port = 0 }, Clock);
        KillFile = Path.Combine(_folder, "kill");
        JournalDirectory = Path.Combine(_folder, "journal");
        HedgeSettings settings = LoopRig.MakeSettings();
        settings = settings with
        {
            Feed = settings.Feed with
            {
                Port = _publisher.BoundPort,
                Clock = ClockRule.Recorded(LoopRig.ExchangeStart, speed: 1),
            },
            Limits = settings.Limits with { KillFile = KillFile },
            JournalDirectory = journaled ? JournalDirectory : null,
        };
        settings = change?.Invoke(settings) ?? settings;
        Book = LoopRig.ShortCalls(100);
        ulong identity = journaled
            ? RunFolder.Create(Disk.Kernel, JournalDirectory, settings, "a,book"u8.ToArray()).Identity
            : 0;
        Pipeline = new Pipeline(
            settings, Book, port?.Invoke(Clock) ?? Port, probes ?? PipelineProbes.Off, identity, Clock);
    }

    public VenueClock Clock { get; } = new();

    /// <summary>The exchange, unless the constructor was given another way to one.</summary>
    public ScriptedPort Port { get; } = new();

    /// <summary>Works beside the pipeline in every round.</summary>
    public Action Beside { get; set; } = () => { };

    /// <summary>Managed bytes that the pipeline's rounds have allocated on this thread.</summary>
    public long AllocatedBytes { get; private set; }

    public Pipeline Pipeline { get; }

    public OptionBook Book { get; }

    public string KillFile { get; }

    public string JournalDirectory { get; }

    /// <summary>Raises or drops the session of the scripted exchange.</summary>
    public void Session(bool up) =>
        Port.Answers.Enqueue(
            new ExecutionEvent { Instrument = -1, Kind = up ? ExecutionKind.SessionUp : ExecutionKind.SessionDown });

    /// <summary>Connects the feed and raises the session.</summary>
    public PipelineRig Up()
    {
        Session(up: true);
        Until(() => Pipeline.Feed.IsConnected
            && _publisher.SubscriberCount > 0
            && Pipeline.Loop.Counters.SessionUp != 0);
        return this;
    }

    /// <summary>Fills each new order whole as soon as it is sent.</summary>
    public PipelineRig FillingAll()
    {
        Port.OnSent = order =>
        {
            if (order.Kind == IntentKind.New)
            {
                Port.Answers.Enqueue(
                    Answer(order, ExecutionKind.Fill) with
                    {
                        LastLots = order.Lots,
                        LastTicks = order.LimitTicks,
                        CumLots = order.Lots,
                        ExecIdLow = ++_execution,
                    });
            }
        };
        return this;
    }

    public static ExecutionEvent Answer(in OrderIntent order, ExecutionKind kind) =>
        new() { OrderId = order.OrderId, Instrument = order.Instrument, Side = order.Side, Kind = kind };

    /// <summary>Hands a quote to the kernel; the feed stage has not seen it yet.</summary>
    public void Publish(long mid)
    {
        Clock.Advance(1_000_000);
        _publisher.PublishQuote(FeedId, LoopRig.ExchangeStart + Clock.GetTimestamp(), mid - 1, 1000, mid + 1, 1000);
        _publisher.DoWork();
    }

    /// <summary>One quote, through all stages.</summary>
    public void Tick(long mid)
    {
        long ticks = Pipeline.Loop.Counters.Ticks;
        Publish(mid);
        Until(() => Pipeline.Loop.Counters.Ticks > ticks);
    }

    /// <summary>Runs rounds, 100 µs each, until a condition holds.</summary>
    public void Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60,
                $"never happened: {what}; feed error '{Pipeline.Feed.LastError}', failure {Pipeline.Failure?.Message}");
            Rounds(1);
        }
    }

    /// <summary>Some rounds, the clock 100 µs further with each.</summary>
    public void Rounds(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            Clock.Advance(100_000);
            _publisher.DoWork();
            Beside();
            if (Pipeline.Threads.Count > 0)
                continue;
            long before = GC.GetAllocatedBytesForCurrentThread();
            Pipeline.RunRound();
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public void Dispose()
    {
        Pipeline.Dispose();
        _publisher.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
