using System.CommandLine;
using System.Globalization;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Bench.Commands;

/// <summary>Races ours against the C++ programs of bench/peers.</summary>
internal sealed class PeersCommand : IBenchCommand
{
    private readonly GreeksRace _greeks = new(Console.Out);
    private readonly RootCommand _command;

    public PeersCommand()
    {
        Command greeks = new("greeks", "Every option's delta at a new price.");
        new SizesAndReport(1_000, 10_000, 100_000).Drive(greeks, RaceGreeks);
        _command = new RootCommand(Description) { greeks };
        _command.HelpName = $"HedgeFast.Bench {Name}";
    }

    public string Name => "peers";

    public string Description => "greeks: builds the C++ programs of bench/peers, checks that all answers agree, and races them; --help lists its options";

    public string[] SmokeArguments => ["greeks", "--options", "1000"];

    public int Run(string[] args) => SizesAndReport.Run(_command, args);

    private GreeksRaceRow RaceGreeks(int options)
    {
        _greeks.Build();
        GreeksRaceRow row = _greeks.Run(options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options,7}  largest error of one unit's delta {row.MaxAbsError:E1}"));
        return row;
    }
}
