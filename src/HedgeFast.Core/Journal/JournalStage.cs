using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Journal;

/// <summary>
/// Takes records from the ring to the file; hands them to the kernel whenever the ring runs dry. When the file can't be
/// written any more it keeps draining the ring, so that the engine can cancel and log out: records are then counted and
/// left out, and <see cref="Failure"/> asks for the stop.
/// </summary>
/// <param name="records">The ring.</param>
/// <param name="writer">The file; null discards the records.</param>
public sealed class JournalStage(RingConsumer<JournalRecord> records, JournalWriter? writer) : IStage
{
    private const int BatchRecords = 4096;

    private readonly Counter _taken = new();
    private readonly Counter _lost = new();
    private Exception? _failure;

    /// <inheritdoc/>
    public string Name => "journal";

    /// <summary>
    /// Called before each turn. What blocks in it holds the thread as a disk that hangs does: for tests and
    /// measurements.
    /// </summary>
    internal Action? Disk { get; set; }
    /// <summary>Records taken from the ring. Any thread.</summary>
    public long Taken => _taken.Value;

    /// <summary>
    /// Records left out since the file can't be written; what the failed write held is not counted. Any thread.
    /// </summary>
    public long Lost => _lost.Value;

    /// <summary>Why the journal can't be written any more; null while it is. Any thread.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <inheritdoc/>
    public int DoWork()
    {
        Disk?.Invoke();
        var handler = new Appending(this);
        int work = records.Drain(ref handler, BatchRecords);
        if (work == 0)
            Flush();
        else
            _taken.Add(work);
        return work;
    }

    /// <summary>Writes what is left and closes the file. After the last turn; does not throw.</summary>
    public void Close()
    {
        try
        {
            writer?.Dispose();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void Flush()
    {
        if (writer is null || _failure is not null)
            return;
        try
        {
            writer.Flush();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void Append(in JournalRecord record)
    {
        if (writer is null)
            return;
        if (_failure is not null)
        {
            _lost.Increment();
            return;
        }

        try
        {
            writer.Append(record);
        }
        catch (Exception failure)
        {
            _lost.Increment();
            Fail(failure);
        }
    }

    private void Fail(Exception failure) => Volatile.Write(ref _failure, _failure ?? failure);

    private readonly struct Appending(JournalStage stage) : IRingHandler<JournalRecord>
    {
        public void OnEvent(in JournalRecord message, bool endOfBatch) => stage.Append(message);
    }
}
