using System.CommandLine;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Bench.Commands;

/// <summary>Races American options against QuantLib's engine of the same method.</summary>
internal sealed class PeersAmericanCommand : Command
{
    public PeersAmericanCommand()
        : base("american", "Checks American prices against QuantLib's and races an option's boundary and price from nothing.") =>
        SetAction(_ => new AmericanRace(Console.Out).Run());
}
