using System.Diagnostics.CodeAnalysis;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Journal;

/// <summary>Numbers records and puts them on the way to the journal. The loop makes sure of room before it reads a batch, so an append never fails.</summary>
/// <param name="records">Where records go; record 0, the header, is not written through here.</param>
/// <param name="carriedRecords">Records behind the header that are not written through here either: what was taken over from the run before.</param>
public sealed class JournalAppender(IRingProducer<JournalRecord> records, long carriedRecords = 0)
{
    // Two batches of a quiet tick.
    private const int PrefetchedRecords = 4;

    // Our own ring is written in place: built elsewhere first, a record of two cache lines would be copied twice for every tick.
    private readonly RingProducer<JournalRecord>? _ring = records as RingProducer<JournalRecord>;
    private long _sequence = carriedRecords;

    /// <summary>How many records can be appended now.</summary>
    public int FreeSlots => records.FreeSlots;

    /// <summary>Appends a copy of the payload.</summary>
    /// <exception cref="InvalidOperationException">There was no room: the caller did not look.</exception>
    public void Append<T>(JournalKind kind, in T payload)
        where T : unmanaged
    {
        long sequence = ++_sequence;
        if (_ring is not { } ring)
        {
            if (!records.TryPublish(JournalRecord.Of(kind, sequence, payload)))
                ThrowNoRoom(sequence);
            return;
        }

        ref JournalRecord slot = ref ring.TryClaim(out bool claimed);
        if (!claimed)
            ThrowNoRoom(sequence);
        slot.Set(kind, sequence, payload);
        ring.PublishClaimed();
        ring.Prefetch(PrefetchedRecords);
    }

    [DoesNotReturn]
    private static void ThrowNoRoom(long sequence) => throw new InvalidOperationException($"journal record {sequence} found no room");
}
