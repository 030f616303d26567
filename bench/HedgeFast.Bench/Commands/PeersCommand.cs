using HedgeFast.Bench.Peers;

namespace HedgeFast.Bench.Commands;

/// <summary>Races ours against the C++ programs of bench/peers.</summary>
internal sealed class PeersCommand : IBenchCommand
{
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    public string Name => "peers";

    public string Description => "greeks [--report FILE]: builds the C++ programs of bench/peers, checks that all answers agree, and races them";

    public int Run(string[] args)
    {
        if (args is not (["greeks"] or ["greeks", "--report", _]))
        {
            Console.Error.WriteLine("Usage: peers greeks [--report FILE]");
            return 2;
        }

        GreeksRace race = new(Console.Out);
        race.Build();
        try
        {
            MachineInfo.Read().WriteTo(Console.Out);
            GreeksRaceRow[] rows = [.. Sizes.Select(race.Run)];
            foreach (GreeksRaceRow row in rows)
                Console.WriteLine($"{row.Options,7}  largest error of one unit's delta {row.MaxAbsError:E1}");
            if (args.Length == 3)
                ReportFile.Write(args[2], rows);
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or PlatformNotSupportedException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
