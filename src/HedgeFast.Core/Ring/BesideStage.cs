namespace HedgeFast.Core.Ring;

/// <summary>
/// A stage that stands beside the flow of a tick, on a thread of its own that sleeps whenever there is nothing to do.
/// </summary>
/// <param name="Stage">The stage.</param>
/// <param name="NapMillis">How long it sleeps then, milliseconds.</param>
public sealed record BesideStage(IStage Stage, int NapMillis = NappingWait.NapMillis);
