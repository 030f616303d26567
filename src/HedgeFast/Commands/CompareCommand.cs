using System.CommandLine;

namespace HedgeFast.Commands;

/// <summary>hedgefast compare</summary>
internal sealed class CompareCommand : Command
{
    /// <summary>With where to write and what to call.</summary>
    public CompareCommand(Terminal terminal, CommandBodies bodies)
        : base("compare", "Runs every hedging policy over the tape, each as risky as the configured fixed band, and prints what they cost side by side. No sockets, no clock: the same each time.")
    {
        var options = new ConfigOptions(this, "demo");
        SetAction(parsed =>
        {
            if (ConfigGate.Load(options.Request(parsed, bodies.Surroundings()), terminal.Error) is not { } config) return (int)ExitCode.Usage;
            return (int)(ConfigGate.HasFiles(config, terminal.Error) ? bodies.Compare(config, terminal.Output) : ExitCode.CannotStart);
        });
    }
}
