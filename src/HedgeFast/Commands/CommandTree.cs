using System.CommandLine;
using System.CommandLine.Help;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>Parses the command line, calls a command and turns a failure into one line and an exit code.</summary>
internal static class CommandTree
{
    /// <summary>Runs the program.</summary>
    /// <returns>The exit code of the process.</returns>
    public static int Execute(string[] arguments, Terminal terminal, CommandBodies bodies)
    {
        RootCommand root = Build(terminal, bodies);
        ParseResult parsed = root.Parse(
            arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpText)
            return (int)Refuse(parsed, terminal.Error);
        try
        {
            // A run handles the signals itself: the first one stops it in order.
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Output,
                Error = terminal.Error,
            });
        }
        catch (StartFailure e)
        {
            terminal.Error.WriteLine(e.Message);
            return (int)ExitCode.CannotStart;
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine("unexpected failure, please report it:");
            terminal.Error.WriteLine(e);
            return (int)ExitCode.Failure;
        }
    }

    private static RootCommand Build(Terminal terminal, CommandBodies bodies)
    {
        var run = new RunCommand(terminal, bodies);
        var root = new RootCommand(
            "HedgeFast keeps an options book delta-neutral: ticks in, FIX hedge orders out. Without a command it runs "
            + "the demonstration.")
        {
            run,
            new VenueCommand(terminal, bodies),
            new FixEchoCommand(terminal, bodies),
            new SessionCommand(terminal),
            new CheckCommand(terminal, bodies),
            new ReplayCommand(terminal, bodies),
            new CompareCommand(terminal, bodies),
            new PriceCommand(terminal, bodies),
            new SampleBookCommand(terminal, bodies),
        };
        root.HelpName = "hedgefast";
        root.SetAction(_ => (int)run.ExecuteDemo());
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual })
                option.Action = new HelpText(usual);
        }

        return root;
    }

    private static ExitCode Refuse(ParseResult parsed, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        string name = command is RootCommand ? "hedgefast" : "hedgefast " + command.Name;
        string message = parsed.Errors[0].Message.TrimEnd('.');
        if (parsed.UnmatchedTokens.Count > 0)
        {
            string token = parsed.UnmatchedTokens[0];
            message = $"unknown argument '{ConfigErrors.Printable(token)}'{Suggest(command, token)}";
        }

        error.WriteLine(
            $"{name}: {ConfigErrors.Escaped(message.ReplaceLineEndings(" "))}{(message.EndsWith('?') ? "" : ".")} "
            + $"See {name} --help");
        return ExitCode.Usage;
    }

    private static string Suggest(Command command, string token)
    {
        IEnumerable<string> known = token.StartsWith('-')
            ? command.Options.Select(o => o.Name)
            : command.Subcommands.Select(c => c.Name);
        return NearestWord.Find(token.Split('=')[0], known) is { } near ? $"; did you mean {near}?" : "";
    }
}
