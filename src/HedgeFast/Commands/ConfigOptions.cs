using System.CommandLine;
using HedgeFast.Config;

namespace HedgeFast.Commands;

/// <summary>The options by which several commands choose and change a configuration.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string?> _preset = new("--preset") { HelpName = "NAME", Description = "A built-in configuration: demo, fallback, low-latency or two-core." };
    private readonly Option<string?> _file = new("--config") { HelpName = "FILE", Description = "A configuration file, JSON with comments." };
    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description = "Changes one key, as in orders.capTicks=2 or underlyings[0].band.halfWidth=1; may be given again. `check --keys` lists the keys.",
    };

    private readonly List<(Option<string?> Option, string Key)> _shortcuts = [];
    private readonly string? _defaultPreset;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="defaultPreset">Preset when neither is given; null requires one of them.</param>
    public ConfigOptions(Command command, string? defaultPreset)
    {
        _defaultPreset = defaultPreset;
        if (defaultPreset is not null)
            _preset.Description += $" Default: {defaultPreset}.";
        command.Add(_preset);
        command.Add(_file);
        command.Validators.Add(result =>
        {
            bool preset = result.GetResult(_preset) is { Implicit: false };
            bool file = result.GetResult(_file) is { Implicit: false };
            if (preset && file)
                result.AddError("--preset and --config exclude each other");
        });
        _set.Validators.Add(result =>
        {
            foreach (System.CommandLine.Parsing.Token token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) <= 0)
                    result.AddError($"--set {token.Value}: expected KEY=VALUE");
            }
        });
        command.Add(_set);
    }

    /// <summary>Adds an option that sets one key.</summary>
    public void AddShortcut(Command command, string name, string key, string helpName, string description)
    {
        var option = new Option<string?>(name) { HelpName = helpName, Description = description };
        _shortcuts.Add((option, key));
        command.Add(option);
    }

    /// <summary>Whether a preset or a file is named, or a default stands in.</summary>
    public bool IsNamed(ParseResult parsed) => _defaultPreset is not null || parsed.GetValue(_preset) is not null || parsed.GetValue(_file) is not null;

    /// <summary>The request that the command line makes; named options win over --set, whatever their order.</summary>
    public ConfigRequest Request(ParseResult parsed, ConfigRequest surroundings)
    {
        var overrides = new List<(string, string, string)>();
        foreach (string set in parsed.GetValue(_set) ?? [])
        {
            int equals = set.IndexOf('=', StringComparison.Ordinal);
            overrides.Add((set[..equals], set[(equals + 1)..], "--set"));
        }

        foreach ((Option<string?> option, string key) in _shortcuts)
        {
            if (parsed.GetValue(option) is { } value)
                overrides.Add((key, value, option.Name));
        }

        string? file = parsed.GetValue(_file);
        return surroundings with { File = file, Preset = file is null ? parsed.GetValue(_preset) ?? _defaultPreset : null, Overrides = overrides };
    }
}
