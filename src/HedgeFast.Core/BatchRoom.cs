namespace HedgeFast.Core;

/// <summary>Free slots without which the loop begins no batch.</summary>
/// <param name="Records">In the journal's ring.</param>
/// <param name="Intents">In the order ring.</param>
public readonly record struct BatchRoom(int Records, int Intents);
