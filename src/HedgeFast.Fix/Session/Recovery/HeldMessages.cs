using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>
/// Messages that came beyond a gap, kept in order until the gap is filled. What finds no room is not kept: the other side sends it again. Each message waits once.
/// </summary>
internal sealed class HeldMessages(int messagesMax, int bytesMax)
{
    private readonly long[] _numbers = new long[messagesMax];
    private readonly (int Start, int Length, bool Answered)[] _entries = new (int, int, bool)[messagesMax];
    private readonly byte[] _bytes = new byte[messagesMax == 0 ? 0 : bytesMax];
    private int _used;

    /// <summary>Messages kept.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a message; false when there is no room. <paramref name="answered"/> says that nothing is left to be done but to count its number.</summary>
    public bool TryKeep(in FixMessage message, bool answered)
    {
        if (Count == 0) _used = 0;
        int place = _numbers.AsSpan(0, Count).BinarySearch(message.SeqNum);
        if (place >= 0) return true;
        if (Count == messagesMax || message.Bytes.Length > _bytes.Length - _used) return false;
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

    /// <summary>Takes out the message with the number expected, and forgets all below it. The message is valid until the next one is kept.</summary>
    public bool TryTake(long expected, out FixMessage message, out bool answered)
    {
        int below = 0;
        while (below < Count && _numbers[below] < expected) below++;
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

    /// <summary>Forgets everything: what a dead connection left means nothing on the next one.</summary>
    public void Clear() => Count = 0;
}
