using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>
/// Messages held beyond a gap, in order, until it is filled. Those without room are dropped and resent.
/// </summary>
internal sealed class HeldMessages(int messagesMax, int bytesMax)
{
    private readonly long[] _numbers = new long[messagesMax];
    private readonly (int Start, int Length, bool Answered)[] _entries = new (int, int, bool)[messagesMax];
    private readonly byte[] _bytes = new byte[messagesMax == 0 ? 0 : bytesMax];
    private int _used;

    /// <summary>Messages held.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Holds a message, once; false without room. Of one marked <paramref name="answered"/> only the number is left to
    /// be counted.
    /// </summary>
    public bool TryKeep(in FixMessage message, bool answered)
    {
        if (Count == 0)
            _used = 0;
        int place = _numbers.AsSpan(0, Count).BinarySearch(message.SeqNum);
        if (place >= 0)
            return true;
        if (Count == messagesMax || message.Bytes.Length > _bytes.Length - _used)
            return false;
        place = ~place;
        _numbers.AsSpan(place, Count - place).CopyTo(_numbers.AsSpan(place + 1));
        _entries.AsSpan(place, Count - place).CopyTo(_entries.AsSpan(place + 1));
        message.Bytes.CopyTo(_bytes.AsSpan(_used));
        _numbers[place] = message.SeqNum;
        _entries[place] = (_used, message.Bytes.Length, answered);
        _used += message.Bytes.Length;
        Count++;
        return true;
    }

    /// <summary>
    /// Removes the message with the number expected and all below it. Valid until the next one is held.
    /// </summary>
    public bool TryTake(long expected, out FixMessage message, out bool answered)
    {
        int below = 0;
        while (below < Count && _numbers[below] < expected)
            below++;
        bool found = below < Count && _numbers[below] == expected;
        if (found)
        {
            (int start, int length, answered) = _entries[below++];
            message = new FixMessage(_bytes.AsSpan(start, length));
        }
        else
        {
            message = default;
            answered = false;
        }

        if (below > 0)
        {
            _numbers.AsSpan(below, Count - below).CopyTo(_numbers);
            _entries.AsSpan(below, Count - below).CopyTo(_entries);
            Count -= below;
        }

        return found;
    }

    /// <summary>Drops all: messages of a dead connection mean nothing on the next one.</summary>
    public void Clear() => Count = 0;
}
