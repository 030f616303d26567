namespace HedgeFast.Core.Book;

/// <summary>
/// A position in lots that is not yet certain: everything filled, plus any part of what may still fill. An order
/// without an answer, or with a cancel on its way, can still fill, so it stays inside.
/// </summary>
/// <param name="Low">Filled minus everything that may still be sold.</param>
/// <param name="High">Filled plus everything that may still be bought.</param>
public readonly record struct PositionInterval(long Low, long High)
{
    /// <summary>Whether the position may be so many lots.</summary>
    public bool Contains(long lots) => lots >= Low && lots <= High;
}
