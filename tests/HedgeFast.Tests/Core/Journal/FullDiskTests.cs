using HedgeFast.Core.Journal;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Os;

namespace HedgeFast.Tests.Core.Journal;

/// <summary>A disk that fills under the journal.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int HeaderBytes = JournalFormat.HeaderBytes + 40;
    private const int RecordBytes = JournalFormat.HeaderBytes + 24;

    private readonly string _directory = Directory.CreateTempSubdirectory("hedgefast-full-").FullName;

    private string FilePath => Path.Combine(_directory, JournalFormat.FileName);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void E45_The_journal_ends_at_its_last_whole_record_wherever_the_disk_was_full()
    {
        for (int room = HeaderBytes; room <= HeaderBytes + (4 * RecordBytes); room++)
        {
            using (var writer = new JournalWriter(new FullDisk(FilePath, room)))
            {
                writer.Append(Header());
                writer.Flush();
                for (int i = 1; i <= 5; i++)
                    writer.Append(Record(i));
                Assert.Throws<IOException>(writer.Flush);
                Assert.True(writer.IsBroken, $"{room} bytes");
                writer.Flush();
            }

            int whole = (room - HeaderBytes) / RecordBytes;
            Assert.Equal(HeaderBytes + (whole * RecordBytes), new FileInfo(FilePath).Length);
            using var reader = new JournalReader(Disk.Kernel, _directory);
            for (int i = 1; i <= whole; i++)
                Assert.True(reader.TryRead(out _), $"{room} bytes, record {i}");
            Assert.False(reader.TryRead(out _));
            Assert.False(reader.IsTorn, $"{room} bytes");
            File.Delete(FilePath);
        }
    }

    [Fact]
    public void E45_After_a_failed_write_the_stage_drains_on_counts_lost_records_and_keeps_the_reason()
    {
        var ring = new RingBuffer<JournalRecord>(1024);
        var stage = new JournalStage(
            ring.Consumer(0), new JournalWriter(new FullDisk(FilePath, HeaderBytes + (10 * RecordBytes))));
        Publish(ring, Header());
        for (int i = 1; i <= 10; i++)
            Publish(ring, Record(i));
        Turn(stage);
        Assert.Null(stage.Failure);

        Publish(ring, Record(11));
        Turn(stage);
        Assert.Contains("No space left on device", stage.Failure?.Message, StringComparison.Ordinal);
        for (int i = 12; i < 500; i++)
            Publish(ring, Record(i));
        Turn(stage);
        Assert.Equal(0, ring.Depth);
        Assert.Equal(488, stage.Lost);
        Assert.Equal(500, stage.Taken);
        stage.Close();

        using var reader = new JournalReader(Disk.Kernel, _directory);
        int read = 0;
        while (reader.TryRead(out _))
            read++;
        Assert.Equal(10, read);
    }

    [Fact]
    public void A_disk_full_at_the_last_write_is_a_failure()
    {
        var ring = new RingBuffer<JournalRecord>(1024);
        var stage = new JournalStage(ring.Consumer(0), new JournalWriter(new FullDisk(FilePath, HeaderBytes)));
        Publish(ring, Header());
        Publish(ring, Record(1));
        stage.DoWork();
        stage.Close();
        Assert.NotNull(stage.Failure);
    }

    private static void Turn(JournalStage stage)
    {
        while (stage.DoWork() > 0)
        {
        }
    }

    private static void Publish(RingBuffer<JournalRecord> ring, in JournalRecord record) =>
        Assert.True(ring.Producer.TryPublish(record), "the ring has room");

    private static JournalRecord Header() =>
        JournalRecord.Of(
            JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Identity = 1, Epoch = 1 });

    private static JournalRecord Record(long sequence) =>
        JournalRecord.Of(JournalKind.BatchEnd, sequence, new BatchEnd { Batch = sequence });
}
