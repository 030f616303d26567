using System.CommandLine;
using HedgeFast.Compare;
using HedgeFast.Shell;
using HedgeFast.Synthetic;

namespace HedgeFast.Commands;

/// <summary>The command <c>hedgefast compare</c>: compares the cost of every hedging policy at equal risk.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Option<string> _risk = new("--risk")
    {
        HelpName = "profit|delta",
        Description = "Risk at which costs are compared: the variance of the residual delta's profit and loss, or "
            + "the root mean square of the residual delta.",
        DefaultValueFactory = _ => "profit",
    };

    private readonly Option<string?> _synthetic = new("--synthetic")
    {
        HelpName = "days=3,...",
        Description = "Compares on made-up paths that begin where the tape does, instead of on the tape: NAME=VALUE, "
            + "separated by commas, of days, step (s), volatility, volOfVol, halfLife (days), lots.",
    };

    private readonly Option<ulong> _seed = SeedOption.Make("Seed of the first made-up path.");
    private readonly Option<int> _paths = new("--paths")
    {
        HelpName = "N",
        Description = "Made-up paths, 1 to 10000.",
        DefaultValueFactory = _ => 8,
    };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Receives output and errors.</param>
    /// <param name="bodies">The functions that the command calls.</param>
    public CompareCommand(Terminal terminal, CommandBodies bodies)
        : base(
            "compare",
            "Runs every hedging policy over a tape, each as risky as the configured fixed band, and prints what they "
            + "cost side by side. No sockets, no clock: the same each time.")
    {
        var options = new ConfigOptions(this, "demo");
        _seed.DefaultValueFactory = _ => 1;
        _risk.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not ("profit" or "delta") and var word)
                result.AddError($"--risk {word}: expected profit or delta");
        });
        _synthetic.Validators.Add(result =>
        {
            if (SyntheticText.Read(result.GetValueOrDefault<string?>() ?? "", out _) is { } fault)
                result.AddError($"--synthetic {fault}");
        });
        _paths.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
                result.AddError("--paths: expected 1 to 10000");
        });
        Validators.Add(result =>
        {
            if (result.GetValue(_synthetic) is not null)
                return;
            foreach (Option option in new Option[] { _seed, _paths })
            {
                if (result.GetResult(option) is { Implicit: false, Tokens: [var given] }
                    && ulong.TryParse(given.Value, out _))
                {
                    result.AddError($"{option.Name} needs --synthetic: the tape is one path");
                }
            }
        });
        Add(_risk);
        Add(_synthetic);
        Add(_seed);
        Add(_paths);
        SetAction(parsed =>
        {
            if (ConfigOptions.Load(options.Request(parsed, bodies.Surroundings()), terminal.Error) is not { } config)
                return (int)ExitCode.Usage;
            if (!ConfigOptions.HasFiles(config, terminal.Error))
                return (int)ExitCode.CannotStart;
            return (int)bodies.Compare(config, Read(parsed), terminal.Output);
        });
    }

    private CompareOptions Read(ParseResult parsed)
    {
        SyntheticPath? synthetic = null;
        if (parsed.GetValue(_synthetic) is { } text)
        {
            SyntheticText.Read(text, out SyntheticPath path);
            synthetic = path;
        }

        return new CompareOptions
        {
            Risk = parsed.GetValue(_risk) == "delta" ? EqualRisk.Delta : EqualRisk.Profit,
            Synthetic = synthetic,
            Seed = parsed.GetValue(_seed),
            Paths = parsed.GetValue(_paths),
        };
    }
}
