using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Simulation.Faults;

namespace HedgeFast.Simulation.Worlds;

/// <summary>A world as its seed draws it: book, settings, session, and the faults that befall it.</summary>
internal sealed record WorldPlan
{
    public const string EngineHost = "engine";
    public const string VenueHost = "exchange";
    public const string FeedHost = "feed";
    public const int FixPort = 9878;
    public const int FeedPort = 9900;
    public const string ClientId = "HEDGE";
    public const string VenueId = "VENUE";

    /// <summary>The run's folders and files, on the engine's disk.</summary>
    public const string Journal = "/run/journal";
    public const string Store = "/run/store";
    public const string KillFile = "/control/KILL";
    public const string OperatorFile = "/control/OPERATOR";
    public const string DayFile = "/control/day";

    private const long Second = 1_000_000_000;

    public required ulong Seed { get; init; }

    /// <summary>Kinds of fault that this world has; each seed leaves a part of them out.</summary>
    public required FaultSet Faults { get; init; }

    /// <summary>Mean time between two faults, nanoseconds.</summary>
    public required long FaultEveryNanos { get; init; }

    /// <summary>Length of the phase with faults, nanoseconds.</summary>
    public required long ChaosNanos { get; init; }

    /// <summary>Longest time to come to rest once all faults have stopped, nanoseconds.</summary>
    public long CalmNanos { get; init; } = 150 * Second;

    /// <summary>UTC at the start, nanoseconds since 1970.</summary>
    public required long StartUtcNanos { get; init; }

    /// <summary>Mean time between two quotes of an instrument, nanoseconds.</summary>
    public required long QuoteEveryNanos { get; init; }

    /// <summary>Standard deviation of the price over a second, a fraction.</summary>
    public required double MovePerSecond { get; init; }

    public required HedgeSettings Settings { get; init; }

    public required FixSessionSettings Session { get; init; }

    public required FixEndpoint Endpoint { get; init; }

    public required FixSessionSettings VenueSession { get; init; }

    public required byte[] BookCsv { get; init; }

    public required IReadOnlyList<OptionRow> Book { get; init; }

    /// <summary>First mid of each instrument, quote currency.</summary>
    public required double[] FirstMids { get; init; }

    /// <summary>Whether the end of a session cancels its resting orders at the exchange.</summary>
    public required bool CancelsOnDisconnect { get; init; }

    /// <summary>Time of a message over the network, nanoseconds.</summary>
    public required long LatencyNanos { get; init; }

    /// <summary>Draws the plan of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="without">Faults to leave out, for shrinking.</param>
    public static WorldPlan Draw(ulong seed, FaultSet without = default)
    {
        var draw = new Draw(seed);
        Draw shape = draw.Fork("shape");
        long start = StartOf(shape);
        SettingsDraw settings = SettingsDraw.Of(draw.Fork("settings"), start);
        FaultSet faults = FaultsOf(draw.Fork("faults"));
        return new WorldPlan
        {
            Seed = seed,
            Faults = faults.Without(without),
            FaultEveryNanos = shape.Between(2 * Second, 20 * Second),
            ChaosNanos = shape.Between(40 * Second, 200 * Second),
            StartUtcNanos = start,
            QuoteEveryNanos = shape.Between(50_000_000, 400_000_000),
            MovePerSecond = 0.00002 * (1 << shape.Below(5)),
            LatencyNanos = shape.Between(20_000, 5_000_000),
            CancelsOnDisconnect = shape.Chance(0.5),
            Settings = settings.Settings,
            Session = settings.Session,
            Endpoint = settings.Endpoint,
            VenueSession = settings.VenueSession,
            BookCsv = settings.BookCsv,
            Book = settings.Book,
            FirstMids = settings.FirstMids,
        };
    }

    // Some worlds begin shortly before midnight, where the day of limits and files rolls.
    private static long StartOf(Draw draw)
    {
        var day = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        long midnight = day.AddDays(draw.Below(20)).ToUnixTimeMilliseconds() * 1_000_000;
        return draw.Chance(0.25)
            ? midnight - draw.Between(5 * Second, 100 * Second)
            : midnight + draw.Between(0, 86_400 * Second - 1);
    }

    // Swarm testing: each seed has each kind or not, and some seeds have few, so that no kind hides another's work.
    private static FaultSet FaultsOf(Draw draw)
    {
        double share = draw.Of([0.05, 0.15, 0.5, 0.8]);
        FaultSet set = default;
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            if (draw.Chance(share))
                set = set.With(kind);
        }

        return set;
    }
}
