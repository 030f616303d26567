using System.CommandLine;

namespace HedgeFast.Bench.Commands;

/// <summary>Races ours against others, one sub-command for each subject.</summary>
internal sealed class PeersCommand : IBenchCommand
{
    private readonly RootCommand _command;

    public PeersCommand()
    {
        _command = new RootCommand(Description)
        {
            new PeersGreeksCommand(),
            new PeersAmericanCommand(),
            new PeersDividendsCommand(),
            new PeersFixCommand(),
#if UPSTREAM
            new Upstream.PeersUpstreamCommand(),
#endif
        };
        _command.HelpName = $"HedgeFast.Bench {Name}";
    }

    public string Name => "peers";

    public string Description =>
        "races ours against others: greeks, american, dividends, fix; --help lists their options";

    public IReadOnlyList<string[]> SmokeRuns =>
    [
        ["greeks", "--options", "1000"], ["american"], ["american", "--trees", "4"], ["dividends", "--options", "4"],
        ["fix", "--rounds", "1"],
    ];

    public int Run(string[] args) => SizesAndReport.Run(_command, args);
}
