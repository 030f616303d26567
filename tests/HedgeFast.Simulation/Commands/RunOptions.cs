using System.Globalization;
using HedgeFast.Simulation.Faults;

namespace HedgeFast.Simulation.Commands;

/// <summary>What a command runs, as its arguments say.</summary>
internal sealed record RunOptions
{
    private const int DefaultSeeds = 200;

    /// <summary>The first seed.</summary>
    public ulong First { get; init; }

    /// <summary>Seeds at most.</summary>
    public long Seeds { get; init; } = DefaultSeeds;

    /// <summary>Distance from one seed to the next: a worker takes each n-th.</summary>
    public ulong Stride { get; init; } = 1;

    /// <summary>Seeds that are not run.</summary>
    public IReadOnlySet<ulong> Except { get; init; } = new HashSet<ulong>();

    public FaultSet Without { get; init; }

    public FaultChoice Choice { get; init; } = FaultChoice.Everything;

    /// <summary>Length of the phase with faults, nanoseconds, instead of the seed's own.</summary>
    public long? ChaosNanos { get; init; }

    /// <summary>Processes that share the seeds.</summary>
    public int Workers { get; init; }

    /// <summary>No seed begins after so many minutes.</summary>
    public double Minutes { get; init; } = double.PositiveInfinity;

    public bool StopsAtFailure { get; init; }

    /// <summary>Whether this process was started by another one, which reads its results.</summary>
    public bool IsWorker { get; init; }

    public bool IsVerbose { get; init; }

    /// <summary>Whether each seed is run twice and compared by hash.</summary>
    public bool IsTwice { get; init; }

    /// <summary>Folder for what a failing seed leaves.</summary>
    public string Out { get; init; } = Path.Combine(Path.GetTempPath(), "hedgefast-simulation");

    /// <summary>Whether the worlds are as their seeds draw them.</summary>
    public bool IsWhole => Without.Count == 0 && Choice == FaultChoice.Everything && ChaosNanos is null;

    /// <summary>Reads the arguments behind the verb.</summary>
    /// <exception cref="FormatException">An argument is unknown, or its value is not what it takes.</exception>
    public static RunOptions Parse(IReadOnlyList<string> args)
    {
        var options = new RunOptions();
        bool hasFirst = false, hasSeeds = false;
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i];
            switch (name)
            {
                case "--verbose":
                    options = options with { IsVerbose = true };
                    continue;
                case "--twice":
                    options = options with { IsTwice = true };
                    continue;
                case "--stop-at-failure":
                    options = options with { StopsAtFailure = true };
                    continue;
                case "--worker":
                    options = options with { IsWorker = true };
                    continue;
            }

            if (!Help.Options.Any(option => option.Name == name))
                throw new FormatException($"{name} is no option of this command");
            if (i + 1 >= args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                throw new FormatException($"{name} needs a value");
            string value = args[++i];
            if (name is "--first" or "--seed" or "--window")
            {
                if (hasFirst)
                    throw new FormatException("only one of --first, --seed and --window can be given");
                hasFirst = true;
            }

            hasSeeds |= name is "--seeds" or "--seed";
            options = options.With(name, value);
        }

        if (!hasFirst)
            options = options with { First = SeedWindow.FirstOf(SeedWindow.OwnText()) };
        if (!hasSeeds && double.IsFinite(options.Minutes))
            options = options with { Seeds = (long)SeedWindow.Size };
        if (options.Workers == 0)
            options = options with { Workers = options.DefaultWorkers() };
        return options;
    }

    // A run that stops at its first failure stops at the lowest seed that fails, whatever the machine.
    private int DefaultWorkers()
    {
        bool isOne = StopsAtFailure || IsVerbose || Seeds < 2 * Environment.ProcessorCount;
        return isOne ? 1 : Environment.ProcessorCount;
    }

    private RunOptions With(string name, string value) => name switch
    {
        "--seeds" => this with { Seeds = Whole(name, value, 1, (long)SeedWindow.Size * 1_000) },
        "--first" => this with { First = (ulong)Whole(name, value, 0, long.MaxValue) },
        "--seed" => this with { First = (ulong)Whole(name, value, 0, long.MaxValue), Seeds = Math.Max(1, SeedsOr(1)) },
        "--window" => this with { First = SeedWindow.FirstOf(value) },
        "--stride" => this with { Stride = (ulong)Whole(name, value, 1, 1_000) },
        "--except" => this with { Except = Numbers(name, value) },
        "--without" => this with { Without = Kinds(value) },
        "--skip" => this with { Choice = FaultChoice.Parse(value) },
        "--chaos" => this with { ChaosNanos = (long)(Positive(name, value) * 1e9) },
        "--workers" => this with { Workers = (int)Whole(name, value, 1, 256) },
        "--minutes" => this with { Minutes = Positive(name, value) },
        "--out" => this with { Out = value },
        _ => throw new FormatException($"{name} is no option of this command"),
    };

    private long SeedsOr(long otherwise) => Seeds == DefaultSeeds ? otherwise : Seeds;

    private static FaultSet Kinds(string value)
    {
        FaultSet set = default;
        foreach (string name in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (char.IsAsciiDigit(name[0]) || !Enum.TryParse(name, ignoreCase: true, out FaultKind kind))
                throw new FormatException($"{name} is no kind of fault; --help lists them");
            set = set.With(kind);
        }

        return set;
    }

    private static HashSet<ulong> Numbers(string name, string value) =>
        [.. value.Split(',').Select(each => (ulong)Whole(name, each, 0, long.MaxValue))];

    private static long Whole(string name, string value, long least, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} takes a whole number from {least} to {most}, not {value}");

    private static double Positive(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && number > 0 && number < 1e6
            ? number
            : throw new FormatException($"{name} takes a number above 0, not {value}");
}
