namespace HedgeFast.Core.Ring;

/// <summary>
/// One reading end of a ring; it sees every event, in the order of publication. One thread at a time owns it.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
public interface IRingConsumer<T>
{
    /// <summary>How many events are published and not yet drained by this consumer.</summary>
    long Available { get; }

    /// <summary>
    /// Passes the events that were published when the call began, at most <paramref name="limit"/>, to the handler,
    /// then frees their slots together.
    /// </summary>
    /// <remarks>
    /// An exception of the handler passes through. The events already handled and the one that threw count as drained,
    /// so that no event is delivered twice and none after it is lost: the next drain begins with the event that
    /// follows.
    /// </remarks>
    /// <returns>How many events were handled; 0 when there was none or the limit is not positive.</returns>
    int Drain<THandler>(ref THandler handler, int limit)
        where THandler : struct, IRingHandler<T>, allows ref struct;
}
