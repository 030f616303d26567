using HedgeFast.Simulation.Faults;

namespace HedgeFast.Simulation.Commands;

/// <summary>The commands and their options, one line each.</summary>
internal static class Help
{
    /// <summary>Options of <c>run</c> and <c>shrink</c> that take a value.</summary>
    public static IReadOnlyList<(string Name, string Value, string Text)> Options { get; } =
    [
        ("--seeds", "N", "number of seeds; 200 without it"),
        ("--first", "S", "first seed"),
        ("--window", "TEXT", "first seed from the SHA-256 of a text, as a commit; without it, this program's own"),
        ("--seed", "S", "this seed alone"),
        ("--without", "A,B", "kinds of fault that no world has"),
        ("--skip", "3,7-9,12-", "faults left out, by their numbers in the world"),
        ("--chaos", "SECONDS", "length of the phase with faults instead of the seed's own"),
        ("--workers", "N", "processes that share the seeds; one a CPU without it, one with --stop-at-failure"),
        ("--minutes", "M", "begin no seed after so many minutes"),
        ("--out", "DIR", "folder for what a failing seed leaves; below the system's temporary folder without it"),
        ("--stride", "N", "take each n-th seed"),
        ("--except", "7,19", "seeds that are left out"),
    ];

    private static readonly (string Name, string Text)[] Flags =
    [
        ("--stop-at-failure", "end at the first failing seed, and shrink nothing"),
        ("--verbose", "print each seed's digest, and of a failing one messages, faults and alerts"),
        ("--twice", "run each seed twice and compare by digest"),
    ];

    public static int Print(TextWriter to)
    {
        to.WriteLine("hedgefast-simulation runs seeds: the whole engine in simulated worlds that try to break it.");
        to.WriteLine();
        to.WriteLine("  run [options]        runs seeds, reports, and shrinks what fails; the verb may be left out");
        to.WriteLine("  shrink --seed S      shrinks one failing seed and writes what it leaves");
        to.WriteLine("  bugs [options]       plants bugs into the engine and counts the seeds until each is caught");
        to.WriteLine("  --help               this");
        to.WriteLine();
        foreach ((string name, string value, string text) in Options)
            to.WriteLine($"  {$"{name} {value}",-22} {text}");
        foreach ((string name, string text) in Flags)
            to.WriteLine($"  {name,-22} {text}");
        to.WriteLine();
        to.WriteLine("Exit codes: 0 all held; 1 a seed failed, or a fault or state never came up; 2 wrong arguments.");
        to.WriteLine($"Kinds of fault: {string.Join(' ', Enum.GetNames<FaultKind>())}");
        return 0;
    }
}
