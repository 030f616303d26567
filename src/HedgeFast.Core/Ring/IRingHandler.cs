namespace HedgeFast.Core.Ring;

/// <summary>Receives the events of a ring. A struct, so that the call is bound when the consumer is compiled.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IRingHandler<T>
{
    /// <summary>Takes one event.</summary>
    /// <param name="message">The event where it lies in the ring; valid until this call returns, so a copy must be
    /// taken of what is kept.</param>
    /// <param name="endOfBatch">Whether this is the last event of the current drain: the moment to act on what was
    /// conflated.</param>
    void OnEvent(in T message, bool endOfBatch);
}
