using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Journal;

/// <summary>Moves records from the ring to the file, and flushes whenever the ring runs dry.</summary>
/// <remarks>
/// A file that can't be written any more does not stop the stage: it keeps draining the ring, so that the engine can
/// cancel and log out. Records are then counted and left out, and <see cref="Failure"/> asks for the stop.
/// </remarks>
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
    /// Called before each turn; a call that blocks holds the thread as a hung disk does. For tests and measurements.
    /// </summary>
    internal Action? Disk { get; set; }

    /// <summary>Records taken from the ring. Any thread.</summary>
    public long Taken => _taken.Value;

    /// <summary>
    /// Records left out since the file can't be written, without those of the failed write. Any thread.
    /// </summary>
    public long Lost => _lost.Value;

    /// <summary>The fault that ended writing; null without one. Any thread.</summary>
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

    /// <summary>Writes the rest and closes the file, after the last turn; does not throw.</summary>
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
