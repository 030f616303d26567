using System.Runtime.CompilerServices;
using HedgeFast.Core.Journal;
using HedgeFast.Fix.Os;

namespace HedgeFast.Tests.Core.Journal;

public sealed class JournalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hedgefast-journal-").FullName;

    private string FilePath => Path.Combine(_directory, JournalFormat.FileName);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Records_read_are_those_written()
    {
        Write(1000);
        using var reader = new JournalReader(Disk.Kernel, _directory);
        for (long i = 1; i <= 1000; i++)
        {
            Assert.True(reader.TryRead(out JournalRecord record));
            Assert.Equal(i, record.Sequence);
            Assert.Equal(JournalKind.BatchEnd, record.Kind);
            Assert.Equal(i, record.As<BatchEnd>().Batch);
        }

        Assert.False(reader.TryRead(out _));
        Assert.False(reader.IsTorn);
    }

    [Fact]
    public void A_tail_cut_at_any_byte_is_torn_and_all_before_it_is_read()
    {
        Write(3);
        byte[] whole = File.ReadAllBytes(FilePath);
        int record = JournalFormat.HeaderBytes + 24;
        int start = whole.Length - record;
        for (int cut = start + 1; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(FilePath, whole[..cut]);
            using var reader = new JournalReader(Disk.Kernel, _directory);
            Assert.True(reader.TryRead(out _));
            Assert.True(reader.TryRead(out _));
            Assert.False(reader.TryRead(out _));
            Assert.True(reader.IsTorn, $"cut at {cut}");
        }
    }

    [Fact]
    public void A_header_of_an_older_program_names_no_message_of_the_session()
    {
        var header = JournalRecord.Of(
            JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Identity = 7, SessionNext = 9 });
        using (var writer = new JournalWriter(Disk.Kernel, _directory))
        {
            writer.Append(
                JournalRecord.Of(JournalKind.Header, 0, (ReadOnlySpan<byte>)header.Payload[..JournalHeader.BytesMin]));
        }

        using var reader = new JournalReader(Disk.Kernel, _directory);
        Assert.Equal(7UL, reader.Header.As<JournalHeader>().Identity);
        Assert.Equal(0, reader.Header.As<JournalHeader>().SessionNext);
    }

    [Fact]
    public void A_flipped_bit_in_the_middle_is_an_error_with_its_offset()
    {
        Write(10);
        byte[] whole = File.ReadAllBytes(FilePath);
        int header = JournalFormat.HeaderBytes + Unsafe.SizeOf<JournalHeader>();
        int record = JournalFormat.HeaderBytes + 24;
        for (int bit = 0; bit < record * 8; bit++)
        {
            byte[] flipped = (byte[])whole.Clone();
            flipped[header + (4 * record) + (bit / 8)] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(FilePath, flipped);
            using var reader = new JournalReader(Disk.Kernel, _directory);
            var damage = Assert.Throws<JournalException>(() =>
            {
                while (reader.TryRead(out _))
                {
                }
            });
            Assert.Contains($"offset {header + (4 * record)}", damage.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_second_run_in_the_same_folder_is_refused()
    {
        Write(1);
        Assert.ThrowsAny<IOException>(() => new JournalWriter(Disk.Kernel, _directory));
    }

    [Fact]
    public void A_file_that_is_no_journal_is_refused()
    {
        File.WriteAllText(FilePath, "symbol,underlying,type,strike,expiry,settlement,model,quantity");
        Assert.Throws<JournalException>(() => new JournalReader(Disk.Kernel, _directory));
    }

    [Fact]
    public void A_folder_without_a_journal_is_refused() =>
        Assert.Throws<JournalException>(() => new JournalReader(Disk.Kernel, _directory));

    [Fact]
    public void Crc32C_gives_the_check_value_of_its_definition() =>
        Assert.Equal(0xE3069283u, JournalFormat.Crc32C("123456789"u8));

    private void Write(long records)
    {
        using var writer = new JournalWriter(Disk.Kernel, _directory);
        writer.Append(
            JournalRecord.Of(JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Identity = 7 }));
        for (long i = 1; i <= records; i++)
        {
            writer.Append(
                JournalRecord.Of(JournalKind.BatchEnd, i, new BatchEnd { Batch = i, DeltaDigest = (ulong)i * 3 }));
        }
    }
}
