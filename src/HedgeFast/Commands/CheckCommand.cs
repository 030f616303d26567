using System.CommandLine;
using HedgeFast.Config;
using HedgeFast.Core.Control;
using HedgeFast.Engine;

namespace HedgeFast.Commands;

/// <summary>hedgefast check</summary>
internal sealed class CheckCommand : Command
{
    private readonly ConfigOptions _config;
    private readonly Option<bool> _keys = new("--keys") { Description = "Prints the reference of all keys instead." };
    private readonly Option<bool> _schema = new("--schema") { Description = "Prints the JSON schema instead." };

    /// <summary>With where to write and what to call.</summary>
    public CheckCommand(Terminal terminal, CommandBodies bodies)
        : base("check", "Checks a configuration and prints every value in force with its origin; reads book, surface, quotes, tape, certificates and secrets as a run would. Starts nothing.")
    {
        _config = new ConfigOptions(this, null);
        Add(_keys);
        Add(_schema);
        Validators.Add(result =>
        {
            if (result.GetValue(_keys) && result.GetValue(_schema)) result.AddError("--keys and --schema exclude each other");
            if (result.GetValue(_keys) || result.GetValue(_schema)) return;
            if (!result.Children.Any(c => c is System.CommandLine.Parsing.OptionResult { Option.Name: "--preset" or "--config", Implicit: false }))
                result.AddError("name what to check: --config FILE or --preset NAME");
        });
        SetAction(parsed => (int)Execute(parsed, terminal, bodies));
    }

    // How far each limit is from being reached follows from the book, where it can be read.
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
        if (parsed.GetValue(_keys)) terminal.Output.Write(KeyReferenceText.Write());
        if (parsed.GetValue(_schema)) terminal.Output.Write(JsonSchemaText.Write());
        if (!_config.IsNamed(parsed)) return ExitCode.Ok;
        if (ConfigGate.Load(_config.Request(parsed, bodies.Surroundings()), terminal.Error) is not { } config) return ExitCode.Usage;
        SettingsListing.Write(config, terminal.Output);
        WriteLimits(config, terminal);
        if (OperatorFile.FolderDistrust(config.Settings.Limits.OperatorFile) is { } why) terminal.Error.WriteLine($"limits.operatorFile: requests but kill will be refused: {why}");
        if (!ConfigGate.HasFiles(config, terminal.Error)) return ExitCode.CannotStart;
        IReadOnlyList<string> problems = bodies.Inputs(config);
        foreach (string problem in problems) terminal.Error.WriteLine(problem);
        return problems.Count == 0 ? ExitCode.Ok : ExitCode.CannotStart;
    }
}
