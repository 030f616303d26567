namespace HedgeFast.Config;

/// <summary>One value in force.</summary>
/// <param name="Key">Its line in the table.</param>
/// <param name="Path">Its path, with indexes.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Origin">Where it came from.</param>
internal sealed record ConfigEntry(ConfigKey Key, string Path, string Value, ConfigOrigin Origin);
