using Microsoft.Extensions.Configuration;

namespace HedgeFast.Config;

/// <summary>One layer of values, each with its origin.</summary>
internal sealed class ConfigLayerProvider(string folder) : ConfigurationProvider, IConfigurationSource
{
    private readonly Dictionary<string, ConfigOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folder that relative paths of this layer start from.</summary>
    public string Folder { get; } = folder;

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Puts a value into the layer; the last one of a path wins.</summary>
    public void Put(string path, string value, ConfigOrigin origin)
    {
        string key = ConfigPath.ToConfigurationKey(path);
        Data[key] = value;
        _origins[key] = origin;
    }

    /// <summary>Origin of a value that this layer holds.</summary>
    public ConfigOrigin OriginOf(string configurationKey) => _origins[configurationKey];
}
