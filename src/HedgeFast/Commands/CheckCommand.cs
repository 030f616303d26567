using System.CommandLine;
using System.CommandLine.Parsing;
using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Resolve;
using HedgeFast.Core.Control;
using HedgeFast.Engine;
using HedgeFast.Fix.Os;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>
/// The command <c>hedgefast check</c>: checks a configuration and prints its values with their origins.
/// </summary>
internal sealed class CheckCommand : Command
{
    private readonly ConfigOptions _config;
    private readonly Option<bool> _keys = new("--keys") { Description = "Prints the reference of all keys instead." };
    private readonly Option<bool> _schema = new("--schema") { Description = "Prints the JSON schema instead." };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Receives output and errors.</param>
    /// <param name="bodies">The functions that the command calls.</param>
    public CheckCommand(Terminal terminal, CommandBodies bodies)
        : base(
            "check",
            "Checks a configuration and prints every value in force with its origin; reads book, surface, quotes, "
            + "tape, certificates and secrets as a run would. Starts nothing.")
    {
        _config = new ConfigOptions(this, null);
        Add(_keys);
        Add(_schema);
        Validators.Add(result =>
        {
            if (result.GetValue(_keys) && result.GetValue(_schema))
                result.AddError("--keys and --schema exclude each other");
            if (result.GetValue(_keys) || result.GetValue(_schema))
                return;
            if (!result.Children.Any(NamesConfiguration))
                result.AddError("name what to check: --config FILE or --preset NAME");
        });
        SetAction(parsed => (int)Execute(parsed, terminal, bodies));
    }

    private static bool NamesConfiguration(SymbolResult given) =>
        given is OptionResult { Option.Name: "--preset" or "--config", Implicit: false };

    // The headroom of each limit follows from the book, where the book can be read.
    private static void WriteLimits(ResolvedConfig config, Terminal terminal)
    {
        TextWriter output = terminal.Output;
        output.WriteLine();
        try
        {
            LoadedBook loaded = LoadedBook.Read(config, valuationNanos: null);
            foreach (string note in loaded.Notes)
                terminal.Error.WriteLine(note);
            output.WriteLine("limits, and how far each is from being reached:");
            foreach (string line in DerivedLimits.Of(config, loaded.Rows).Lines())
                output.WriteLine(line);
        }
        catch (StartFailure)
        {
            output.WriteLine("limits that are derived need the book, which can't be read");
        }
    }

    private ExitCode Execute(ParseResult parsed, Terminal terminal, CommandBodies bodies)
    {
        if (parsed.GetValue(_keys))
            terminal.Output.Write(KeyReferenceText.Write());
        if (parsed.GetValue(_schema))
            terminal.Output.Write(JsonSchemaText.Write());
        if (!_config.IsNamed(parsed))
            return ExitCode.Ok;
        if (ConfigOptions.Load(_config.Request(parsed, bodies.Surroundings()), terminal.Error) is not { } config)
            return ExitCode.Usage;
        SettingsListing.Write(config, terminal.Output);
        WriteLimits(config, terminal);
        if (OperatorFile.FolderDistrust(Disk.Kernel, config.Settings.Limits.OperatorFile) is { } why)
            terminal.Error.WriteLine($"limits.operatorFile: requests but kill will be refused: {why}");
        if (!ConfigOptions.HasFiles(config, terminal.Error))
            return ExitCode.CannotStart;
        IReadOnlyList<string> problems = bodies.Inputs(config);
        foreach (string problem in problems)
            terminal.Error.WriteLine(problem);
        return problems.Count == 0 ? ExitCode.Ok : ExitCode.CannotStart;
    }
}
