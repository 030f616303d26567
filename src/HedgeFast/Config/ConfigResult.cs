namespace HedgeFast.Config;

/// <summary>A configuration, or everything that is wrong with it.</summary>
/// <param name="Config">The configuration; null when there are errors.</param>
/// <param name="Errors">All errors; empty when there is a configuration.</param>
internal sealed record ConfigResult(ResolvedConfig? Config, IReadOnlyList<ConfigError> Errors);
