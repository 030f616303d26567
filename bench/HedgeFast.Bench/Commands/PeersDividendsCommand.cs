using System.CommandLine;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Bench.Commands;

/// <summary>Compares options on a stock with dividends with QuantLib's finite differences.</summary>
internal sealed class PeersDividendsCommand : Command
{
    private readonly Option<int> _options = new("--options")
    {
        Description = "How many options.",
        DefaultValueFactory = _ => 200,
    };
    private readonly Option<string?> _write = new("--write")
    {
        Description = "File for the options with QuantLib's answers.",
    };

    public PeersDividendsCommand()
        : base(
            "dividends",
            "Checks options on a stock with dividends, escrowed and piecewise lognormal, against QuantLib's.")
    {
        Add(_options);
        Add(_write);
        SetAction(parsed => new DividendRace(Console.Out).Run(parsed.GetValue(_options), parsed.GetValue(_write)));
    }
}
