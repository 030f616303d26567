using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// Maps sequence numbers of recent messages to the instructions that they carried. Owned by the order port.
/// </summary>
/// <remarks>A reject names a message and not an order. A ring by sequence number, allocated at start-up.</remarks>
public sealed class SentMessages
{
    // A reject comes within a round trip; this many messages is seconds of the highest rate a venue allows. 128 kB.
    private const int Capacity = 4096;

    private readonly SentMessage[] _messages = new SentMessage[Capacity];
    private long _last;

    /// <summary>Notes the instruction sent under a sequence number.</summary>
    public void Add(long sequence, in OrderIntent intent)
    {
        ForgetBeforeReset(sequence);
        _last = sequence;
        _messages[sequence & (Capacity - 1)] = new SentMessage(
            sequence, intent.OrderId, intent.RequestId, intent.Kind, intent.Instrument);
    }

    /// <summary>Finds a message by sequence number. False when it carried no instruction, or is too old.</summary>
    /// <param name="sequence">Number that the reject names.</param>
    /// <param name="nextSequence">Number of the next message out: what lies beyond belongs to the time before a
    /// sequence reset.</param>
    /// <param name="message">What was sent.</param>
    public bool TryFind(long sequence, long nextSequence, out SentMessage message)
    {
        ForgetBeforeReset(nextSequence);
        message = sequence > 0 ? _messages[sequence & (Capacity - 1)] : default;
        return message.Sequence == sequence && sequence > 0;
    }

    /// <summary>
    /// Finds the latest message that carried an id of ours in ClOrdID as its own: a new order's number, or a request's.
    /// </summary>
    public bool TryFindById(long number, out SentMessage message)
    {
        for (long sequence = _last; sequence > Math.Max(0, _last - Capacity); sequence--)
        {
            message = _messages[sequence & (Capacity - 1)];
            if (message.Sequence == sequence
                && (message.Kind == IntentKind.New ? message.OrderId : message.RequestId) == number)
            {
                return true;
            }
        }

        message = default;
        return false;
    }

    // Numbers that go back mean that both sides began again at 1.
    private void ForgetBeforeReset(long nextSequence)
    {
        if (nextSequence > _last)
            return;
        Array.Clear(_messages);
        _last = 0;
    }
}

/// <summary>One message that carried an instruction.</summary>
/// <param name="Sequence">Its sequence number; 0 stands for none.</param>
/// <param name="OrderId">The order it concerns.</param>
/// <param name="RequestId">Number of a cancel or status request; 0 for a new order.</param>
/// <param name="Kind">What it asked.</param>
/// <param name="Instrument">Dense instrument index.</param>
public readonly record struct SentMessage(long Sequence, long OrderId, long RequestId, IntentKind Kind, int Instrument);
