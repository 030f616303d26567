using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;

namespace HedgeFast.Config.Checks;

/// <summary>Rules between the keys of a configuration, or of one element of a list.</summary>
/// <remarks>A rule is silent where one of its keys has an error already.</remarks>
internal sealed class KeyRules(ConfigValues values, ConfigLayers layers, ConfigErrors errors)
{
    /// <summary>The value of a key.</summary>
    public T Get<T>(ConfigKey<T> key) => values.Get(key);

    /// <summary>The value of a key as written; null for its default.</summary>
    public string? Written(ConfigKey key) => values.Written(key);

    /// <summary>Path of a key, with indexes.</summary>
    public string PathOf(ConfigKey key) => values.PathOf(key);

    /// <summary>The same rules for each element of a list.</summary>
    public IReadOnlyList<KeyRules> Items(ListKey list) =>
        [.. values.Items(list).Select(element => new KeyRules(element, layers, errors))];

    /// <summary>Refuses the value of a key where a rule finds a problem.</summary>
    /// <param name="key">The key that is refused.</param>
    /// <param name="problem">The rule: from the value to what is wrong with it, or null.</param>
    /// <param name="others">Other keys of the rule.</param>
    public void Check<T>(ConfigKey<T> key, Func<T, string?> problem, params ReadOnlySpan<ConfigKey> others)
    {
        if (problem(Get(key)) is not { } message)
            return;
        foreach (ConfigKey other in others)
        {
            if (IsWrong(PathOf(other)))
                return;
        }

        Refuse(PathOf(key), message);
    }

    /// <summary>Refuses the value of a key above that of another.</summary>
    /// <param name="key">The key that is refused; its unit is shown.</param>
    /// <param name="limit">The other key.</param>
    /// <param name="consequence">End of the message, from its comma on.</param>
    public void AtMost<T>(ConfigKey<T> key, ConfigKey<T> limit, string consequence = "")
        where T : IComparable<T>
    {
        T most = Get(limit);
        string unit = key.Unit;
        Check(
            key,
            value => value.CompareTo(most) > 0
                ? $"{value} {unit} is more than {limit}, {most} {unit}{consequence}"
                : null,
            limit);
    }

    /// <summary>Refuses the value of a path, unless this or another path of the rule has an error already.</summary>
    public void Refuse(string path, string message, params ReadOnlySpan<string> others)
    {
        if (errors.Touch(path) || errors.Touch(others))
            return;
        ConfigOrigin origin = layers.Origin(path);
        errors.Add(path, message, origin.Layer == ConfigLayer.Default ? null : origin);
    }

    /// <summary>Whether one of the paths has an error already.</summary>
    public bool IsWrong(params ReadOnlySpan<string> paths) => errors.Touch(paths);
}
