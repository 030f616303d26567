using HedgeFast.Simulation.Bugs;

namespace HedgeFast.Simulation.Commands;

/// <summary>Chooses the command that the arguments name.</summary>
internal static class CommandLine
{
    private const int WrongArguments = 2;

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            return args switch
            {
                ["--help" or "-h" or "help", ..] => Help.Print(output),
                ["run" or "shrink", "--help" or "-h"] => Help.Print(output),
                ["run", ..] => RunCommand.Run(RunOptions.Parse(args[1..]), output),
                ["bugs", ..] => BugHunt.Run(args[1..]),
                ["shrink", ..] when args.Contains("--seed") =>
                    ShrinkCommand.Run(RunOptions.Parse(args[1..]), output),
                ["shrink", ..] => throw new FormatException("shrink needs --seed S"),
                [] or [['-', ..], ..] => RunCommand.Run(RunOptions.Parse(args), output),
                _ => throw new FormatException($"{args[0]} is no command"),
            };
        }
        catch (FormatException wrong)
        {
            errors.WriteLine($"{wrong.Message}; --help lists commands and options");
            return WrongArguments;
        }
    }
}
