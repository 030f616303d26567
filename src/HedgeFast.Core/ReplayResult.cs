namespace HedgeFast.Core;

/// <summary>What a replay found.</summary>
/// <param name="Records">Records compared.</param>
/// <param name="Decisions">Decisions reproduced bit for bit.</param>
/// <param name="StateHash">State hash at the end.</param>
/// <param name="IsComplete">Whether the journal ends with an orderly end of the run.</param>
/// <param name="Difference">The first difference, or null when there is none.</param>
public sealed record ReplayResult(long Records, long Decisions, ulong StateHash, bool IsComplete, string? Difference);
