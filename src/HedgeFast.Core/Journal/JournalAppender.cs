using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Journal;

/// <summary>Numbers records and puts them on the way to the journal. The loop makes sure of room before it reads a batch, so an append never fails.</summary>
/// <param name="records">Where records go; record 0, the header, is not written through here.</param>
/// <param name="carriedRecords">Records behind the header that are not written through here either: what was taken over from the run before.</param>
public sealed class JournalAppender(IRingProducer<JournalRecord> records, long carriedRecords = 0)
{
    private long _sequence = carriedRecords;

    /// <summary>How many records can be appended now.</summary>
    public int FreeSlots => records.FreeSlots;

    /// <summary>Appends a copy of the payload.</summary>
    /// <exception cref="InvalidOperationException">There was no room: the caller did not look.</exception>
    public void Append<T>(JournalKind kind, in T payload)
        where T : unmanaged
    {
        var record = JournalRecord.Of(kind, ++_sequence, payload);
        if (!records.TryPublish(record))
            throw new InvalidOperationException($"journal record {_sequence} found no room");
    }
}
