using System.CommandLine;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Bench.Commands;

/// <summary>
/// Races American options against QuantLib's engine of the same method, or compares them with a tree.
/// </summary>
internal sealed class PeersAmericanCommand : Command
{
    private readonly Option<int> _trees = new("--trees")
    {
        Description = "Compares this many options of the whole domain with trees of 5,000 steps, and races nothing.",
    };
    private readonly Option<string?> _write = new("--write")
    {
        Description = "With --trees: file for the trees' answers.",
    };

    public PeersAmericanCommand()
        : base(
            "american",
            "Checks American prices against QuantLib's and races an option's boundary and price from nothing.")
    {
        Add(_trees);
        Add(_write);
        SetAction(parsed => parsed.GetValue(_trees) is > 0 and var count
            ? new TreeComparison(Console.Out).Run(count, parsed.GetValue(_write))
            : new AmericanRace(Console.Out).Run());
    }
}
