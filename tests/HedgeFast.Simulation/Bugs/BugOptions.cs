using System.Globalization;

namespace HedgeFast.Simulation.Bugs;

/// <summary>Options of the command that hunts planted bugs.</summary>
internal sealed record BugOptions
{
    /// <summary>The options in words.</summary>
    public const string Usage =
        "bugs [--only B07,B12] [--first 1] [--seeds 400] [--seconds 90] [--copies 2] [--out FILE] [--keep FILE]";

    /// <summary>Numbers of the bugs to try; empty tries all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The first seed.</summary>
    public long First { get; init; } = 1;

    /// <summary>Seeds that each bug is tried on.</summary>
    public long Seeds { get; init; } = 400;

    /// <summary>Longest run of one bug.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Bugs that are tried at the same time.</summary>
    public int Copies { get; init; } = Math.Min(2, Environment.ProcessorCount);

    /// <summary>File of the table; null writes it to the screen.</summary>
    public string? Out { get; init; }

    /// <summary>A table of before, whose rows of the bugs that are not tried are taken over; null for none.</summary>
    public string? Keep { get; init; }

    /// <summary>Reads the options behind the verb.</summary>
    /// <returns>Null where they can't be understood.</returns>
    public static BugOptions? Read(ReadOnlySpan<string> args)
    {
        var options = new BugOptions();
        for (; args.Length >= 2; args = args[2..])
        {
            bool isNumber = int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number > 0;
            BugOptions? more = args[0] switch
            {
                "--only" => options with { Only = args[1].Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "--keep" => options with { Keep = args[1] },
                "--out" => options with { Out = Path.GetFullPath(args[1]) },
                "--first" when isNumber => options with { First = number },
                "--seeds" when isNumber => options with { Seeds = number },
                "--seconds" when isNumber => options with { Limit = TimeSpan.FromSeconds(number) },
                "--copies" when isNumber => options with { Copies = number },
                _ => null,
            };
            if (more is null)
                return null;
            options = more;
        }

        return args.Length == 0 ? options : null;
    }
}
