using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Journal;

/// <summary>
/// Numbers records and puts them on the way to the journal. The loop makes sure of room before it reads a batch, so an
/// append never fails; what is written while <see cref="MayLose"/> may find none, and is counted.
/// </summary>
/// <param name="records">Where records go; record 0, the header, is not written through here.</param>
/// <param name="carriedRecords">Records behind the header that are not written through here either: what was taken over
/// from the run before.</param>
public sealed class JournalAppender(IRingProducer<JournalRecord> records, long carriedRecords = 0)
{
    // Two batches of a quiet tick.
    private const int PrefetchedRecords = 4;

    // Our own ring is written in place: built elsewhere first, a record of two cache lines would be copied twice for
    // every tick. Null while a gap is open, too.
    private RingProducer<JournalRecord>? _ring = records as RingProducer<JournalRecord>;
    private long _sequence = carriedRecords;
    private long _gap;

    /// <summary>Whether a record that finds no room is counted as lost rather than refused.</summary>
    public bool MayLose { get; set; }

    /// <summary>Records lost since the start.</summary>
    public long Lost { get; private set; }

    /// <summary>How many records can be appended now.</summary>
    public int FreeSlots => MayLose ? int.MaxValue : records.FreeSlots;

    /// <summary>Appends a copy of the payload.</summary>
    /// <exception cref="InvalidOperationException">There was no room: the caller did not look.</exception>
    public void Append<T>(JournalKind kind, in T payload)
        where T : unmanaged
    {
        if (_ring is not { } ring)
        {
            AppendApart(kind, payload);
            return;
        }

        ref JournalRecord slot = ref ring.TryClaim(out bool claimed);
        if (!claimed)
        {
            Lose();
            return;
        }

        slot.Set(kind, ++_sequence, payload);
        ring.PublishClaimed();
        ring.Prefetch(PrefetchedRecords);
    }

    // Over another ring than ours, and behind a gap: the record that says how many are missing stands in their place.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendApart<T>(JournalKind kind, in T payload)
        where T : unmanaged
    {
        if (_gap > 0 && records.FreeSlots > 1 && TryPublish(JournalKind.Gap, new JournalGap(_gap)))
        {
            _gap = 0;
            _ring = records as RingProducer<JournalRecord>;
        }

        if (_gap > 0 || !TryPublish(kind, payload))
            Lose();
    }

    private bool TryPublish<T>(JournalKind kind, in T payload)
        where T : unmanaged
    {
        if (!records.TryPublish(JournalRecord.Of(kind, _sequence + 1, payload)))
            return false;
        _sequence++;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lose()
    {
        if (!MayLose)
            ThrowNoRoom(_sequence + 1);
        _ring = null;
        _gap++;
        Lost++;
    }

    [DoesNotReturn]
    private static void ThrowNoRoom(long sequence) =>
        throw new InvalidOperationException($"journal record {sequence} found no room");
}
