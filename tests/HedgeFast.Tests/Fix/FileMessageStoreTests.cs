using System.Diagnostics;
using System.Text;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix;

public sealed class FileMessageStoreTests : IDisposable
{
    private const int SegmentBytes = 4096;
    private const int MaxMessage = 512;

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Messages_and_numbers_are_there_after_reopening()
    {
        using (FileMessageStore store = Open())
        {
            Assert.Equal((1, 1), (store.NextOutgoing, store.NextIncoming));
            Fill(store, 300);
            store.NextIncoming = 77;
        }

        using FileMessageStore again = Open();
        Assert.Equal((301, 77), (again.NextOutgoing, again.NextIncoming));
        Assert.Equal(Enumerable.Range(1, 300).Select(i => Text(i)), Read(again, 1, long.MaxValue));
        Assert.True(Segments().Length > 3);
        Fill(again, 10);
        Assert.Equal([Text(50), Text(51)], Read(again, 50, 51));
        Assert.Equal([Text(310)], Read(again, 310, 400));
        Assert.Empty(Read(again, 311, 400));
    }

    [Fact]
    public void What_a_killed_process_wrote_is_there()
    {
        // Copying the files while the store is open shows what a process killed now leaves behind: the pages, and no closing of any kind.
        using FileMessageStore store = Open();
        for (int i = 1; i <= 60; i++)
        {
            Fill(store, 1);
            store.NextIncoming = i * 3;
            using var copy = new Copy(this);
            using FileMessageStore recovered = copy.Open();
            Assert.Equal((i + 1, i * 3), (recovered.NextOutgoing, recovered.NextIncoming));
            Assert.Equal(i, Read(recovered, 1, i).Count);
        }
    }

    [Fact]
    public void A_kill_at_any_byte_of_the_last_record_costs_that_record_alone()
    {
        using (FileMessageStore store = Open()) Fill(store, 5);
        string path = Segments().Single();
        byte[] whole = File.ReadAllBytes(path);
        int start = RecordStart(5), end = RecordStart(6);
        for (int cut = start; cut < end; cut++)
        {
            // A crash can leave any front of the record's bytes, and the length, which is written last, not at all.
            byte[] torn = [.. whole];
            Array.Clear(torn, cut, end - cut);
            if (cut < end - 1) Array.Clear(torn, start, 4);
            File.WriteAllBytes(path, torn);
            using FileMessageStore store = Open();
            bool survives = cut >= start + StoreSegment.RecordHeaderBytes + Text(5).Length;
            Assert.Equal(survives && cut == end - 1 ? 6 : 5, store.NextOutgoing);
            Assert.Equal(Enumerable.Range(1, 4).Select(i => Text(i)), Read(store, 1, 4));
            Fill(store, 3);
            Assert.Equal(Text(7), Read(store, 7, 7).Single());
        }
    }

    [Fact]
    public void A_power_cut_that_lost_some_sectors_of_the_last_record_costs_that_record_alone()
    {
        string large = new('x', 500);
        using (FileMessageStore store = Open())
        {
            Fill(store, 4);
            store.Append(5, Encoding.ASCII.GetBytes(large));
        }

        string path = Segments().Single();
        byte[] whole = File.ReadAllBytes(path);
        int start = RecordStart(5), end = start + StoreSegment.RecordBytes(large.Length), sectors = 0;
        for (int from = start, next; from < end; from = next, sectors++)
        {
            next = Math.Min(end, (from / 512 + 1) * 512);
            byte[] torn = [.. whole];
            Array.Clear(torn, from, next - from);
            File.WriteAllBytes(path, torn);
            using FileMessageStore store = Open();
            Assert.Equal(5, store.NextOutgoing);
        }

        Assert.Equal(2, sectors);
    }

    [Fact]
    public void A_flipped_bit_in_the_last_record_is_damage_and_not_a_torn_tail()
    {
        using (FileMessageStore store = Open()) Fill(store, 5);
        string path = Segments().Single();
        byte[] whole = File.ReadAllBytes(path);
        int start = RecordStart(5);
        for (int at = start; at < start + StoreSegment.RecordHeaderBytes + Text(5).Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x40;
            File.WriteAllBytes(path, damaged);
            Assert.Contains("message 5", Assert.Throws<StoreDamagedException>(() => Open()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_in_the_middle_is_an_error_that_names_the_file()
    {
        using (FileMessageStore store = Open()) Fill(store, 8);
        string path = Segments().Single();
        byte[] whole = File.ReadAllBytes(path);
        for (int at = RecordStart(3); at < RecordStart(3) + StoreSegment.RecordHeaderBytes + Text(3).Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            File.WriteAllBytes(path, damaged);
            var e = Assert.Throws<StoreDamagedException>(() => Open());
            Assert.Equal(path, e.Path);
            Assert.Contains("message 3", e.Message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(path, whole);
        using FileMessageStore sound = Open();
        Assert.Equal(9, sound.NextOutgoing);
    }

    [Fact]
    public void A_broken_end_of_a_segment_that_is_not_the_last_is_an_error()
    {
        using (FileMessageStore store = Open()) Fill(store, 100);
        string first = Segments()[0];
        byte[] bytes = File.ReadAllBytes(first);
        int last = Array.FindLastIndex(bytes, b => b != 0);
        bytes[last] ^= 1;
        File.WriteAllBytes(first, bytes);
        Assert.Equal(first, Assert.Throws<StoreDamagedException>(() => Open()).Path);
    }

    [Fact]
    public void A_missing_segment_or_control_file_is_an_error()
    {
        using (FileMessageStore store = Open()) Fill(store, 300);
        string second = Segments()[1];
        string control = Directory.GetFiles(_folder, "*.ctl").Single();
        File.Move(second, second + ".away");
        Assert.Throws<StoreDamagedException>(() => Open());
        File.Move(second + ".away", second);
        File.Move(control, control + ".away");
        Assert.Throws<StoreDamagedException>(() => Open());
        File.Delete(control);
        File.Move(control + ".away", control);
        using FileMessageStore sound = Open();
        Assert.Equal(301, sound.NextOutgoing);
    }

    [Fact]
    public void A_torn_control_slot_falls_back_to_the_one_before()
    {
        using (FileMessageStore store = Open())
        {
            store.NextIncoming = 10;
            store.NextIncoming = 11;
        }

        string control = Directory.GetFiles(_folder, "*.ctl").Single();
        byte[] whole = File.ReadAllBytes(control);
        int newest = BitConverter.ToInt64(whole, 64) > BitConverter.ToInt64(whole, 128) ? 64 : 128;
        for (int at = newest; at < newest + 32; at++)
        {
            byte[] torn = [.. whole];
            torn[at] ^= 0x04;
            File.WriteAllBytes(control, torn);
            using FileMessageStore store = Open();
            Assert.Equal(10, store.NextIncoming);
        }
    }

    [Fact]
    public void A_second_opener_is_refused_until_the_first_is_gone()
    {
        FileMessageStore store = Open();
        var e = Assert.Throws<IOException>(() => Open());
        Assert.Contains("in use", e.Message, StringComparison.Ordinal);
        using (new FileMessageStore(_folder, "FIX.4.4", "A", "C", FsyncPolicy.None, MaxMessage, SegmentBytes)) store.Dispose();
        Open().Dispose();
    }

    [Fact]
    public void A_second_process_is_refused_until_the_first_is_gone()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The other process is Linux's flock.");
        using (Open()) Assert.Equal(1, TryFromAnotherProcess());
        Assert.Equal(0, TryFromAnotherProcess());

        int TryFromAnotherProcess()
        {
            using Process other = Process.Start("flock", ["-n", Directory.GetFiles(_folder, "*.lock").Single(), "true"]);
            other.WaitForExit();
            return other.ExitCode;
        }
    }

    [Fact]
    public void Reset_forgets_everything_at_once_and_for_good()
    {
        using (FileMessageStore store = Open())
        {
            Fill(store, 100);
            store.NextIncoming = 9;
            store.Reset();
            Assert.Equal((1, 1), (store.NextOutgoing, store.NextIncoming));
            Assert.Empty(Read(store, 1, 1000));
            Fill(store, 2);
        }

        using FileMessageStore again = Open();
        Assert.Equal((3, 1), (again.NextOutgoing, again.NextIncoming));
        Assert.Equal([Text(1), Text(2)], Read(again, 1, 10));
        Assert.Single(Segments());
    }

    [Fact]
    public void The_last_message_can_be_taken_back()
    {
        using (FileMessageStore store = Open())
        {
            Fill(store, 3);
            Assert.Throws<ArgumentException>(() => store.RemoveLast(2));
            store.RemoveLast(3);
            Assert.Throws<ArgumentException>(() => store.RemoveLast(2));
            Assert.Equal(3, store.NextOutgoing);
            store.Append(3, "short"u8);
        }

        using FileMessageStore again = Open();
        Assert.Equal([Text(1), Text(2), "short"], Read(again, 1, 10));
    }

    [Fact]
    public void A_spare_segment_is_made_in_time_and_an_unused_one_is_no_damage()
    {
        using (FileMessageStore store = Open())
        {
            while (Segments().Length == 1)
            {
                Fill(store, 1);
                store.Maintain();
            }

            Assert.True(store.NextOutgoing > 10);
        }

        using FileMessageStore again = Open();
        Fill(again, 100);
        Assert.Equal(again.NextOutgoing - 1, Read(again, 1, long.MaxValue).Count);
    }

    [Fact]
    public void Wrong_numbers_and_sizes_are_refused()
    {
        using FileMessageStore store = Open();
        Assert.Throws<ArgumentException>(() => store.Append(2, "x"u8));
        Assert.Throws<ArgumentException>(() => store.Append(1, default));
        Assert.Throws<ArgumentException>(() => store.Append(1, new byte[MaxMessage + 1]));
        Assert.Equal(1, store.NextOutgoing);
    }

    [Fact]
    public void S30_Ids_can_not_leave_the_folder_nor_collide()
    {
        string[] stems =
        [
            StoreNames.Stem("FIX.4.4", "../../etc", "x"), StoreNames.Stem("FIX.4.4", "A_B", "C"), StoreNames.Stem("FIX.4.4", "A", "B_C"),
            StoreNames.Stem("FIX.4.4", "A%5FB", "C"), StoreNames.Stem("FIX.4.4", "a", "b_c"),
        ];
        Assert.Equal(stems.Length, stems.Distinct().Count());
        Assert.All(stems, s => Assert.DoesNotContain(s, c => c is '/' or '.' or '\\'));
    }

    [Theory]
    [InlineData(FsyncPolicy.Each)]
    [InlineData(FsyncPolicy.WhenIdle)]
    public void What_is_written_can_be_forced_to_the_disk(FsyncPolicy policy)
    {
        using (var store = new FileMessageStore(_folder, "FIX.4.4", "A", "B", policy, MaxMessage, SegmentBytes))
        {
            Fill(store, 5);
            store.Maintain();
            Fill(store, 200);
            store.NextIncoming = 7;
            store.Reset();
            Fill(store, 3);
        }

        using FileMessageStore again = Open();
        Assert.Equal((4, 1), (again.NextOutgoing, again.NextIncoming));
    }

    [Fact]
    public void Nobody_else_may_read_what_was_sent()
    {
        if (OperatingSystem.IsWindows()) return;
        using FileMessageStore store = Open();
        foreach (string path in (string[])[.. Segments(), .. Directory.GetFiles(_folder, "*.ctl")]) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_disk_without_room_is_told_while_there_is_room_for_cancels_and_loses_no_number()
    {
        using FileMessageStore store = Open();
        string next = Segments().Single().Replace("000001.seg", "000002.seg", StringComparison.Ordinal);
        Directory.CreateDirectory(next);
        for (; store.Failure is null; store.Maintain()) Fill(store, 1);

        long told = store.NextOutgoing;
        Assert.Throws<IOException>(() => Fill(store, 1000));
        long full = store.NextOutgoing;
        Assert.InRange(full - told, 5, 100);
        Assert.Throws<IOException>(() => Fill(store, 1));
        Assert.Equal(full, store.NextOutgoing);
        Assert.NotNull(store.Failure);

        Directory.Delete(next);
        Fill(store, 1);
        Assert.Null(store.Failure);
        Assert.Equal(Enumerable.Range(1, (int)full).Select(i => Text(i)), Read(store, 1, full));
    }

    private static string Text(int i) => $"message {i} " + new string((char)('a' + i % 26), i % 37);

    private static void Fill(FileMessageStore store, int count)
    {
        for (int i = 0; i < count; i++) store.Append(store.NextOutgoing, Encoding.ASCII.GetBytes(Text((int)store.NextOutgoing)));
    }

    private static int RecordStart(int message)
    {
        int offset = StoreSegment.HeaderBytes;
        for (int i = 1; i < message; i++) offset += StoreSegment.RecordBytes(Text(i).Length);
        return offset;
    }

    private static List<string> Read(FileMessageStore store, long first, long last)
    {
        var visitor = new Collector(first);
        store.ReadRange(first, last, visitor);
        return visitor.Messages;
    }

    private FileMessageStore Open(string? folder = null) => new(folder ?? _folder, "FIX.4.4", "A", "B", FsyncPolicy.None, MaxMessage, SegmentBytes);

    private string[] Segments() => [.. Directory.GetFiles(_folder, "*.seg").Order()];

    private sealed class Collector(long first) : IStoredMessageVisitor
    {
        private long _next = first;

        public List<string> Messages { get; } = [];

        public bool OnStored(long seqNum, ReadOnlySpan<byte> message)
        {
            Assert.Equal(_next++, seqNum);
            Messages.Add(Encoding.ASCII.GetString(message));
            return true;
        }
    }

    private sealed class Copy : IDisposable
    {
        private readonly FileMessageStoreTests _tests;
        private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-copy-").FullName;

        public Copy(FileMessageStoreTests tests)
        {
            _tests = tests;
            foreach (string path in Directory.GetFiles(tests._folder))
            {
                if (path.EndsWith(".lock", StringComparison.Ordinal)) continue;
                using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using FileStream target = File.Create(Path.Combine(_folder, Path.GetFileName(path)));
                source.CopyTo(target);
            }
        }

        public FileMessageStore Open() => _tests.Open(_folder);

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
