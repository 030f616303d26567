namespace HedgeFast.Fix.Store;

/// <summary>Takes stored messages one by one, so that a long range never stands in memory.</summary>
public interface IStoredMessageVisitor
{
    /// <summary>Takes one message as it was sent; the bytes are valid during the call only. False ends the reading.</summary>
    bool OnStored(long seqNum, ReadOnlySpan<byte> message);
}
