using System.CommandLine;
using HedgeFast.Config;
using HedgeFast.Config.Layers;

namespace HedgeFast.Commands;

/// <summary>The options by which commands choose, change and load a configuration.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string?> _preset = new("--preset")
    {
        HelpName = "NAME",
        Description = "A built-in configuration: demo, fallback, low-latency or two-core.",
    };
    private readonly Option<string?> _file = new("--config")
    {
        HelpName = "FILE",
        Description = "A configuration file, JSON with comments.",
    };
    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description = "Changes one key, as in orders.capTicks=2 or underlyings[0].band.halfWidth=1; may be given "
            + "again. `check --keys` lists the keys.",
    };

    private readonly List<(Option<string?> Option, string Key)> _shortcuts = [];
    private readonly string? _defaultPreset;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="defaultPreset">Preset without --preset and --config; null requires one of the two.</param>
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

    /// <summary>Adds an option that sets one configuration key.</summary>
    public void AddShortcut(Command command, string name, string key, string helpName, string description)
    {
        var option = new Option<string?>(name) { HelpName = helpName, Description = description };
        _shortcuts.Add((option, key));
        command.Add(option);
    }

    /// <summary>Whether the command line or the default names a configuration.</summary>
    public bool IsNamed(ParseResult parsed) =>
        _defaultPreset is not null || parsed.GetValue(_preset) is not null || parsed.GetValue(_file) is not null;

    /// <summary>Builds the request of a command line; named options override --set, whatever their order.</summary>
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
        return surroundings with
        {
            File = file,
            Preset = file is null ? parsed.GetValue(_preset) ?? _defaultPreset : null,
            Overrides = overrides,
        };
    }

    /// <summary>Loads a configuration; on errors writes each on a line and returns null.</summary>
    public static ResolvedConfig? Load(ConfigRequest request, TextWriter error)
    {
        ConfigResult result = ConfigLoader.Load(request);
        foreach (ConfigError problem in result.Errors)
            error.WriteLine(problem);
        if (result.Errors.Count > 1)
            error.WriteLine($"{result.Errors.Count} errors in {request.Preset ?? request.File}; nothing was started");
        return result.Config;
    }

    /// <summary>Whether every input file exists; writes each missing one on a line.</summary>
    public static bool HasFiles(ResolvedConfig config, TextWriter error)
    {
        IReadOnlyList<(string Key, string File)> missing = config.MissingFiles();
        foreach ((string key, string file) in missing)
            error.WriteLine(Directory.Exists(file) ? $"{key}: is a folder: {file}" : $"{key}: no such file: {file}");
        return missing.Count == 0;
    }
}
