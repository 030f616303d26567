using HedgeFast.Config.Keys;

namespace HedgeFast.Config.Layers;

/// <summary>The typed values of a configuration by key, or those of one element of a list.</summary>
/// <param name="values">Every value by its path, with indexes.</param>
/// <param name="counts">Number of elements of every list, by the path of the list.</param>
/// <param name="layers">The layers that the values came from.</param>
/// <param name="list">Path of the list's keys, <c>underlyings[]</c>; empty for a whole configuration.</param>
/// <param name="element">Path of the element, <c>underlyings[0]</c>; empty for a whole configuration.</param>
internal sealed class ConfigValues(
    IReadOnlyDictionary<string, object?> values, IReadOnlyDictionary<string, int> counts, ConfigLayers layers,
    string list = "", string element = "")
{
    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">The key belongs to a list of which this is no element.</exception>
    public T Get<T>(ConfigKey<T> key) => (T)values[PathOf(key)]!;

    /// <summary>The elements of a list, in order.</summary>
    public IReadOnlyList<ConfigValues> Items(ListKey key) =>
    [
        .. Enumerable.Range(0, counts[key.Path])
            .Select(i => new ConfigValues(values, counts, layers, key.Inside!, $"{key.Path}[{i}]")),
    ];

    /// <summary>Path of a key with the index of this element: <c>underlyings[0].band.halfWidth</c>.</summary>
    public string PathOf(ConfigKey key) =>
        key.Path.StartsWith(list, StringComparison.Ordinal) ? element + key.Path[list.Length..] : key.Path;

    /// <summary>The value of a key as written; null when no layer holds it.</summary>
    public string? Written(ConfigKey key) => layers.Value(PathOf(key));

    /// <summary>Full path of the file that a key names, from the folder of the layer that holds the value.</summary>
    /// <returns>Null when the key names no file.</returns>
    public string? FullPath(ConfigKey<string> key) =>
        Get(key) is { Length: > 0 } file ? Path.GetFullPath(file, layers.Folder(PathOf(key))) : null;
}
