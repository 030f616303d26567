using System.CommandLine;
using System.Globalization;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Bench.Commands;

/// <summary>Races the revaluation of a book against the C++ programs of bench/peers.</summary>
internal sealed class PeersGreeksCommand : Command
{
    private readonly GreeksRace _greeks = new(Console.Out);

    public PeersGreeksCommand()
        : base(
            "greeks",
            "Builds the C++ programs of bench/peers, checks that all answers agree, and races every option's delta "
            + "at a new price.") =>
        new SizesAndReport(1_000, 10_000, 100_000).Drive(this, Race);

    private GreeksRaceRow Race(int options)
    {
        _greeks.Build();
        GreeksRaceRow row = _greeks.Run(options);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{options,7}  largest error of one unit's delta {row.MaxAbsError:E1}"));
        return row;
    }
}
