using System.Collections;
using HedgeFast.Core.Ring;

namespace HedgeFast.Config;

/// <summary>The configuration to load, and its surroundings: variables, CPUs and folders.</summary>
internal sealed record ConfigRequest
{
    /// <summary>Name of a preset; null when a file is named.</summary>
    public string? Preset { get; init; }

    /// <summary>Path of a configuration file; null when a preset is named.</summary>
    public string? File { get; init; }

    /// <summary>Values from the command line, in order: path, value and option.</summary>
    public IReadOnlyList<(string Path, string Value, string Option)> Overrides { get; init; } = [];

    /// <summary>Environment variables, of which those that begin with HEDGEFAST__ are read.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Numbers of the CPUs of this process, at least one.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>Folder from which output paths, and paths from outside the file, start.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>Folder of the program, with <c>presets</c> and <c>samples</c>.</summary>
    public required string ProgramDirectory { get; init; }

    /// <summary>A request with the surroundings of this process.</summary>
    public static ConfigRequest FromProcess() => new()
    {
        Cpus = ScheduleChoice.CpusOfThisProcess(),
        CurrentDirectory = Directory.GetCurrentDirectory(),
        ProgramDirectory = AppContext.BaseDirectory,
        Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal),
    };
}
