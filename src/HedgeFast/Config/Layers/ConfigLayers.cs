using System.Globalization;
using HedgeFast.Config.Keys;
using Microsoft.Extensions.Configuration;

namespace HedgeFast.Config.Layers;

/// <summary>File, environment and command line, one on top of the other.</summary>
internal sealed class ConfigLayers
{
    private readonly IConfigurationRoot _root;
    private readonly string _currentDirectory;

    /// <summary>Stacks the layers, the lowest first.</summary>
    public ConfigLayers(string currentDirectory, params IEnumerable<ConfigLayerProvider> layers)
    {
        _currentDirectory = currentDirectory;
        var builder = new ConfigurationBuilder();
        foreach (ConfigLayerProvider layer in layers)
            builder.Add(layer);
        _root = builder.Build();
    }

    /// <summary>The value of a path as written; null when no layer holds it.</summary>
    public string? Value(string path) => _root[ConfigPath.ToConfigurationKey(path)];

    /// <summary>Origin of the value of a path.</summary>
    public ConfigOrigin Origin(string path) =>
        Holder(path)?.OriginOf(ConfigPath.ToConfigurationKey(path)) ?? ConfigOrigin.Default;

    /// <summary>Folder from which a relative input path starts: that of the layer which holds the value.</summary>
    public string Folder(string path) => Holder(path)?.Folder ?? _currentDirectory;

    /// <summary>The indexes that a list has in any layer, ascending.</summary>
    public IReadOnlyList<int> Indexes(string listPath) =>
    [
        .. _root.GetSection(ConfigPath.ToConfigurationKey(listPath)).GetChildren()
            .Select(child => Index(child.Key))
            .Where(index => index >= 0)
            .Order(),
    ];

    private static int Index(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;

    private ConfigLayerProvider? Holder(string path)
    {
        string key = ConfigPath.ToConfigurationKey(path);
        return _root.Providers.Reverse()
            .OfType<ConfigLayerProvider>()
            .FirstOrDefault(layer => layer.TryGet(key, out _));
    }
}
