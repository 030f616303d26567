namespace HedgeFast.Core.Loop;

/// <summary>
/// Free slots that the loop needs before it begins a batch, so that whatever it has to write finds room.
/// </summary>
/// <param name="Records">In the journal's ring.</param>
/// <param name="Intents">In the order ring.</param>
public readonly record struct BatchRoom(int Records, int Intents)
{
    // One to reconnect, and one about all orders or all positions.
    private const int SessionIntents = 2;

    // One position that has expired, and one change of what is in doubt. An order that a settled position closes sends
    // no message any more.
    private const int PositionRecords = 2;

    // One settlement average.
    private const int AverageRecords = 1;

    /// <summary>
    /// Most that one batch can write: its events, a record that each control event among them may be answered with, and
    /// its end; for each underlying a decision, of this batch or of the one before, with its order or refusal, for each
    /// live order one message; and a settlement average.
    /// </summary>
    public static BatchRoom For(int events, int controls, int underlyings, int maxLive) => new(
        events + controls + 1 + (3 * underlyings) + maxLive + SessionIntents + PositionRecords + AverageRecords,
        underlyings + maxLive + SessionIntents);
}
