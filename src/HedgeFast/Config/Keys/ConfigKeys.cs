namespace HedgeFast.Config.Keys;

/// <summary>The table of all configuration keys; a key outside this table does not exist.</summary>
/// <remarks>
/// A row is a field of one of the classes below, typed by its value: checks and resolver read the value by naming the
/// field. The order of the rows is that of the reference and of the check command.
/// </remarks>
internal static class ConfigKeys
{
    /// <summary>Every key, each section before the keys inside it.</summary>
    public static IReadOnlyList<ConfigKey> All { get; } =
    [
        .. GeneralKeys.All, .. InstrumentKeys.All, .. UnderlyingKeys.All, .. PolicyKeys.All, .. VolatilityKeys.All,
        .. BookKeys.All, .. FeedKeys.All, .. FixKeys.All, .. FixTlsKeys.All, .. OrderKeys.All, .. LimitKeys.All,
        .. RingKeys.All, .. MachineKeys.All, .. VenueKeys.All, .. VenueTlsKeys.All,
    ];

    /// <summary>The keys by path, with <c>[]</c> for any index of a list.</summary>
    public static IReadOnlyDictionary<string, ConfigKey> ByPath { get; } =
        All.ToDictionary(key => key.Path, StringComparer.Ordinal);

    private static readonly ILookup<string, ConfigKey> ByParent =
        All.ToLookup(key => key.Parent, StringComparer.Ordinal);

    /// <summary>The keys directly inside a section.</summary>
    /// <param name="section">Path of the section; empty for the root, with <c>[]</c> at its end for a list.</param>
    public static IEnumerable<ConfigKey> In(string section) => ByParent[section];
}
