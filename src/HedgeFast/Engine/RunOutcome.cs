using HedgeFast.Commands;
using HedgeFast.Report;

namespace HedgeFast.Engine;

/// <summary>How a run ended.</summary>
/// <param name="Code">Exit code; a difference of positions is added by the run command.</param>
/// <param name="Report">What the run did; null when it did not come so far.</param>
internal sealed record RunOutcome(ExitCode Code, RunReport? Report);
