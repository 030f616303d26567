namespace HedgeFast.Config;

/// <summary>One thing wrong with a configuration.</summary>
/// <param name="Path">Path of the key; the file's name when the file itself can't be read.</param>
/// <param name="Message">Value, what is wrong with it, and what is allowed.</param>
/// <param name="Origin">Where it was written; null when it was not written at all.</param>
internal sealed record ConfigError(string Path, string Message, ConfigOrigin? Origin)
{
    /// <inheritdoc/>
    public override string ToString() => Origin is null ? $"{Path}: {Message}" : $"{Path}: {Message}  ({Origin})";
}
