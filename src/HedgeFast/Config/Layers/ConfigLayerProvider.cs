using HedgeFast.Config.Keys;
using Microsoft.Extensions.Configuration;

namespace HedgeFast.Config.Layers;

/// <summary>One layer of values, each with its origin.</summary>
internal sealed class ConfigLayerProvider(string folder) : ConfigurationProvider, IConfigurationSource
{
    private readonly Dictionary<string, ConfigOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folder from which relative paths of this layer start.</summary>
    public string Folder { get; } = folder;

    /// <summary>Whether the source was not read to its end, so that absent keys may be given there.</summary>
    public bool IsCutShort { get; set; }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Puts a value into the layer, in place of an earlier one.</summary>
    public void Put(string path, string value, ConfigOrigin origin)
    {
        string key = ConfigPath.ToConfigurationKey(path);
        Data[key] = value;
        _origins[key] = origin;
    }

    /// <summary>Origin of a value of this layer.</summary>
    public ConfigOrigin OriginOf(string configurationKey) => _origins[configurationKey];
}
