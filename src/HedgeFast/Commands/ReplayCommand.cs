using System.CommandLine;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>The command <c>hedgefast replay</c>: replays a journal and proves its decisions.</summary>
internal sealed class ReplayCommand : Command
{
    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Receives output and errors.</param>
    /// <param name="bodies">The functions that the command calls.</param>
    public ReplayCommand(Terminal terminal, CommandBodies bodies)
        : base(
            "replay",
            "Replays a journal: every decision is computed again and compared; the first difference is printed and the "
            + "exit code is 1.")
    {
        var journal = new Option<string>("--journal")
        {
            HelpName = "DIR",
            Description = "Folder that a run wrote with --journal.",
            Required = true,
        };
        var prove = new Option<bool>("--prove")
        {
            Description = "A journal without an orderly end, as a killed run leaves it, fails too.",
        };
        Add(journal);
        var decisions = new Option<bool>("--decisions")
        {
            Description = "Writes every decision with its reason, one a line, as the journal has it.",
        };
        Add(prove);
        Add(decisions);
        SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(journal);
            if (!Directory.Exists(folder))
                throw new StartFailure($"--journal {folder}: no such folder");
            if (parsed.GetValue(decisions) && bodies.Decisions(folder, terminal.Output) is not ExitCode.Ok and var code)
                return (int)code;
            return (int)bodies.Replay(folder, parsed.GetValue(prove), terminal.Output);
        });
    }
}
