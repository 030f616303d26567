using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Journal;

/// <summary>Takes records from the ring to the file; hands them to the kernel whenever the ring runs dry.</summary>
/// <param name="records">The ring.</param>
/// <param name="writer">The file; null discards the records.</param>
public sealed class JournalStage(RingConsumer<JournalRecord> records, JournalWriter? writer) : IStage
{
    private const int BatchRecords = 4096;

    /// <inheritdoc/>
    public string Name => "journal";

    /// <summary>Called before each turn. What blocks in it holds the thread as a disk that hangs does: for tests and measurements.</summary>
    internal Action? Disk { get; set; }

    /// <inheritdoc/>
    public int DoWork()
    {
        Disk?.Invoke();
        var handler = new Appending(writer);
        int work = records.Drain(ref handler, BatchRecords);
        if (work == 0)
            writer?.Flush();
        return work;
    }

    private readonly struct Appending(JournalWriter? writer) : IRingHandler<JournalRecord>
    {
        public void OnEvent(in JournalRecord message, bool endOfBatch) => writer?.Append(message);
    }
}
