using HedgeFast.Core.Limits;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Watch;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Program.Monitor.Watch;

/// <summary>
/// Random outages of a model engine: each raises its alert within five seconds and clears it; healthy stretches raise
/// none.
/// </summary>
public sealed class WatchInvariantTests
{
    private const long StepNanos = 50_000_000;
    private const int StepsPerSecond = 20;
    private const int StaleSeconds = 2;
    private const int MostSeconds = 5;

    private static readonly (string Name, Func<EngineStatus, EngineStatus> Blind)[] PlantedFaults =
    [
        ("the loop seems to move", s => s.WithLoop(l => l with { Batches = ++_moving, Timers = _moving })),
        ("the journal seems to move", s => s with { Journal = s.Journal with { Taken = ++_moving } }),
        ("threads seem to move", s => s with { Threads = [.. s.Threads.Select(t => t with { Rounds = ++_moving })] }),
        ("quotes seem to come", s => s with { Underlyings = [.. s.Underlyings.Select(Quoted)] }),
        ("the first underlying alone is seen", s => s with { Underlyings = [s.Underlyings[0]] }),
        ("a market that closed stays closed",
            s => s.WithLoop(l => l with { MarketClosed = _closed |= l.MarketClosed })),
        ("no sink is seen", s => s with { Sinks = [] }),
        ("the feed seems up", s => s.WithFeed(feed => feed with { IsUp = true })),
        ("a dead thread is not seen", s => s with { Failure = null }),
        ("the session seems down now and then",
            s => s.WithLoop(l => l with { SessionUp = l.SessionUp != 0 && ++_moving % 977 != 0 ? 1 : 0 })),
    ];

    [ThreadStatic]
    private static long _moving;

    [ThreadStatic]
    private static long _closed;

    public static TheoryData<string> Faults => [.. PlantedFaults.Select(fault => fault.Name)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_outage_raises_its_alert_in_time_by_name_and_no_other(int seed) =>
        Assert.Equal([], Violations(seed, status => status));

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_watch_that_does_not_see_is_found(string name)
    {
        _moving = 0;
        _closed = 0;
        Assert.NotEmpty(Violations(seed: 1, PlantedFaults.Single(fault => fault.Name == name).Blind));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void T10_What_never_delivers_after_the_start_is_told(int instrument)
    {
        var run = new Run(status => status);
        run.Model.SilentInstrument = instrument;
        run.Pass(3);
        Assert.Empty(run.Raised);
        run.Pass(2);
        string subject = instrument == 1 ? "BTCUSDC_PERP" : instrument == 0 ? "BTC" : "ETH";
        Assert.Contains(("stale-input", subject), run.Raised);
        run.Model.SilentInstrument = -1;
        run.Pass(1);
        Assert.Empty(run.Raised);
    }

    [Fact]
    public void A_feed_that_is_not_there_at_the_start_is_told_with_its_reason()
    {
        var run = new Run(status => status);
        run.Model.FeedDown = true;
        run.Pass(5);
        Assert.Contains(("feed-down", "connecting to 10.0.0.1"), run.Raised);
        Assert.Contains("connecting to 10.0.0.1:5002 failed: ConnectionRefused", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delta_that_was_never_inside_its_band_is_told_within_five_seconds_of_the_start()
    {
        var run = new Run(status => status);
        (run.Model.OutOfBand, run.Model.HasBeenHedged) = (1, false);
        run.Pass(3);
        Assert.Empty(run.Raised);
        run.Pass(2);
        Assert.Equal([("out-of-band", "ETH")], run.Raised);
        Assert.Contains("never yet inside", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_was_suspended_is_no_outage()
    {
        var run = new Run(status => status);
        run.Pass(10);
        run.Time.Advance(3_600L * StepsPerSecond * StepNanos);
        run.Pass(10);
        Assert.Equal("", run.Text);
    }

    private static List<string> Violations(int seed, Func<EngineStatus, EngineStatus> blind)
    {
        var random = new Random(seed);
        var run = new Run(blind);
        List<string> violations = [];
        run.Pass(MostSeconds);
        int[] order = [.. Enumerable.Range(0, 2 * Outage.Kinds)];
        random.Shuffle(order);
        foreach (int number in order)
        {
            Outage outage = Outage.Of(number % Outage.Kinds, random, run.Model);
            string where = $"seed {seed}, {run.Seconds} s, {outage}";
            outage.Begin();
            int most = MostSeconds + (outage.Waits ? StaleSeconds : 0);
            run.Pass(most);
            if (!outage.IsToldBy(run.Raised))
                violations.Add($"{where}: not told; raised {string.Join(", ", run.Raised)}");
            run.Pass(random.Next(0, 30));
            violations.AddRange(
                run.Raised.Where(alert => !outage.Allows(alert)).Select(alert => $"{where}: raised {alert}"));
            outage.End();
            run.Pass(MostSeconds);
            violations.AddRange(run.Raised.Select(alert => $"{where}: not cleared {alert}"));
            int told = run.Lines;
            run.Pass(random.Next(1, 20));
            if (run.Lines != told)
                violations.Add($"{where}: told in a healthy stretch behind it");
        }

        return violations;
    }

    private static UnderlyingStatus Quoted(UnderlyingStatus underlying) => underlying with
    {
        Instruments =
        [
            .. underlying.Instruments.Select(
                instrument => instrument.WithCounters(counters => counters with { QuoteNanos = ++_moving })),
        ],
    };

    private sealed class Run
    {
        private readonly StringWriter _text = new() { NewLine = "\n" };
        private readonly AlertWatch _watch;
        private readonly Func<EngineStatus, EngineStatus> _blind;
        private long _steps;

        public Run(Func<EngineStatus, EngineStatus> blind)
        {
            _blind = blind;
            var limits = new LimitSettings
            {
                MaxOrderLots = 1,
                MaxPositionLots = 1,
                OrdersPerSecond = 1,
                StaleNanos = StaleSeconds * StepsPerSecond * StepNanos,
                CollarFraction = 1,
            };
            _watch = new AlertWatch(new AlertLog(_text, null, TimeSpan.Zero, Time), limits, Time);
        }

        public ManualTime Time { get; } = new();

        public EngineModel Model { get; } = new();

        public string Text => _text.ToString();

        public int Lines => Text.Count(c => c == '\n');

        public double Seconds => _steps / (double)StepsPerSecond;

        /// <summary>Alerts raised and not cleared: kind, and the text before the first colon behind it.</summary>
        public HashSet<(string Kind, string Subject)> Raised
        {
            get
            {
                HashSet<(string, string)> raised = [];
                foreach (string line in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    string[] parts = line.Split(' ', 5);
                    string kind = parts[2];
                    string subject = parts.Length > 4 ? parts[4].Split(':')[0] : "";
                    if (parts[3].StartsWith("raised", StringComparison.Ordinal))
                    {
                        raised.Add((kind, subject));
                    }
                    else
                    {
                        raised.RemoveWhere(
                            alert => alert.Item1 == kind && (subject.Length == 0 || alert.Item2 == subject));
                    }
                }

                return raised;
            }
        }

        public void Pass(int seconds)
        {
            for (int i = 0; i < seconds * StepsPerSecond; i++)
            {
                _steps++;
                Time.Advance(StepNanos);
                _watch.Look(_blind(Model.Step()));
            }
        }
    }

    /// <summary>
    /// One outage of the model: how it begins and ends, what has to be told, of what, and what may be told beside it.
    /// </summary>
    private sealed record Outage(
        string Name, Action Begin, Action End, string? Kind = null, string? Subject = null, string May = "")
    {
        public const int Kinds = 11;

        /// <summary>Whether it is an outage only after the stale limit.</summary>
        public bool Waits { get; init; }

        public bool IsToldBy(IEnumerable<(string Kind, string Subject)> raised) => Kind is null || raised.Any(IsIt);

        public bool Allows((string Kind, string Subject) alert) => IsIt(alert) || alert.Kind == May;

        public override string ToString() => Name;

        public static Outage Of(int kind, Random random, EngineModel model)
        {
            int i = random.Next(3);
            int u = random.Next(2);
            string[] names = ["BTC", "BTCUSDC_PERP", "ETH"];
            return kind switch
            {
                0 => new(
                    "no batch", () => model.LoopStands = true, () => model.LoopStands = false,
                    "loop-stalled", May: "stale-input"),
                1 => new(
                    "no timer", () => model.TimerStands = true, () => model.TimerStands = false,
                    "loop-stalled", May: "stale-input"),
                2 => new(
                    "no journal write", () => model.JournalStands = true, () => model.JournalStands = false,
                    "journal-stalled"),
                3 => new(
                    $"thread {i} stuck", () => model.StuckThread = i, () => model.StuckThread = -1,
                    "thread-stuck", EngineModel.Threads[i]),
                4 => new(
                    $"no quote of {i}", () => model.SilentInstrument = i, () => model.SilentInstrument = -1,
                    "stale-input", names[i])
                { Waits = true },
                5 => new(
                    $"out of band {u}", () => model.OutOfBand = u, () => model.OutOfBand = -1,
                    "out-of-band", u == 0 ? "BTC" : "ETH"),
                6 => new(
                    "feed down", () => model.FeedDown = true, () => model.FeedDown = false,
                    "feed-down", May: "stale-input"),
                7 => new(
                    "sink", () => model.SinkFailure = "can't be written: full", () => model.SinkFailure = null,
                    "sink-failed", "alerts.file"),
                8 => new("dead thread", () => model.Failure = "a bug", () => model.Failure = null, "engine-failed"),
                9 => new(
                    "session down", () => model.SessionDown = true, () => model.SessionDown = false,
                    "session-down"),
                _ => new("market closed", () => model.MarketClosed = true, () => model.MarketClosed = false),
            };
        }

        private bool IsIt((string Kind, string Subject) alert) =>
            alert.Kind == Kind && (Subject is null || alert.Subject == Subject);
    }
}
