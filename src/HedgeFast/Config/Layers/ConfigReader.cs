using HedgeFast.Config.Keys;

namespace HedgeFast.Config.Layers;

/// <summary>Reads every key of the table from the layers: text to typed value, range and default.</summary>
/// <remarks>A wrong value becomes an error and a harmless value, so that all errors are found in one go.</remarks>
internal sealed class ConfigReader
{
    private readonly ConfigLayers _layers;
    private readonly ConfigErrors _errors;
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<ConfigEntry> _entries = [];

    private ConfigReader(ConfigLayers layers, ConfigErrors errors)
    {
        _layers = layers;
        _errors = errors;
    }

    /// <summary>Reads all values, in the order of the table.</summary>
    /// <param name="layers">File, environment and command line.</param>
    /// <param name="errors">Receives the faults.</param>
    /// <param name="entries">Every value in force with its origin.</param>
    public static ConfigValues Read(ConfigLayers layers, ConfigErrors errors, out IReadOnlyList<ConfigEntry> entries)
    {
        var reader = new ConfigReader(layers, errors);
        reader.ReadSection("", "");
        entries = reader._entries;
        return new ConfigValues(reader._values, reader._counts, layers);
    }

    private void ReadSection(string section, string path)
    {
        foreach (ConfigKey key in ConfigKeys.In(section))
        {
            string keyPath = ConfigPath.Join(path, key.Name);
            switch (key)
            {
                case ListKey list:
                    ReadList(list, keyPath);
                    break;
                case ValueKey value:
                    ReadValue(value, keyPath);
                    break;
                default:
                    ReadSection(key.Path, keyPath);
                    break;
            }
        }
    }

    private void ReadList(ListKey key, string path)
    {
        IReadOnlyList<int> indexes = _layers.Indexes(path);
        _counts[path] = 0;
        if (!key.Range.Holds(indexes.Count))
        {
            _errors.Add(path, $"has {indexes.Count} elements; allowed: {key.Allowed}");
            return;
        }

        for (int i = 0; i < indexes.Count; i++)
        {
            if (indexes[i] != i)
            {
                _errors.Add($"{path}[{indexes[i]}]", $"there is no {path}[{i}] before it");
                return;
            }

            ReadSection(key.Inside!, $"{path}[{i}]");
            _counts[path]++;
        }
    }

    private void ReadValue(ValueKey key, string path)
    {
        string? text = _layers.Value(path) ?? key.Default;
        if (text is not null)
            _entries.Add(new ConfigEntry(key, path, text, _layers.Origin(path)));
        else if (!_errors.Touch(path))
            _errors.Add(path, $"missing; expected {key.Allowed}");

        KeyFault? fault = key.Read(text, out object? value);
        _values[path] = value;
        if (fault is { } wrong)
            Refuse(key, path, wrong);
    }

    private void Refuse(ConfigKey key, string path, KeyFault fault)
    {
        bool isNumber = KeyText.IsNumber(fault.Part);
        string unit = key.Unit.Length > 0 && isNumber ? " " + key.Unit : "";
        string shown = isNumber ? fault.Part : ConfigErrors.Quoted(fault.Part);
        _errors.Add(path, $"{shown}{unit} {fault.Problem}; allowed: {key.Allowed}", _layers.Origin(path));
    }
}

/// <summary>A value in force.</summary>
/// <param name="Key">Its row in the table.</param>
/// <param name="Path">Its path, with indexes.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Origin">The layer and place that the value came from.</param>
internal sealed record ConfigEntry(ConfigKey Key, string Path, string Value, ConfigOrigin Origin);
