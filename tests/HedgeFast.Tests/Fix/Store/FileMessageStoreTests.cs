using System.Diagnostics;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Simulation;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Fix.Store;

/// <summary>
/// The message store on disk, without a crash: numbers, messages, reset, locks, durability and a full disk.
/// </summary>
public sealed class FileMessageStoreTests : StoreFolder
{
    [Fact]
    public void A_reopened_store_holds_all_messages_and_numbers()
    {
        using (FileMessageStore store = Open())
        {
            Assert.Equal(1, store.NextOutgoing);
            Assert.Equal(1, store.NextIncoming);
            Fill(store, 300);
            store.NextIncoming = 77;
        }

        using FileMessageStore again = Open();
        Assert.Equal(301, again.NextOutgoing);
        Assert.Equal(77, again.NextIncoming);
        Assert.Equal(Enumerable.Range(1, 300).Select(i => Text(i)), Read(again, 1, long.MaxValue));
        Assert.True(Segments().Length > 3);
        Fill(again, 10);
        Assert.Equal([Text(50), Text(51)], Read(again, 50, 51));
        Assert.Equal([Text(310)], Read(again, 310, 400));
        Assert.Empty(Read(again, 311, 400));
    }

    [Fact]
    public void A_reset_without_room_throws_nothing_and_goes_on_at_1_once_there_is_room()
    {
        using var disk = new SimDisk(new Timeline(), new Draw(1));
        using var store = new FileMessageStore(
            disk.Of(new ProcessGate()), "/store", "FIX.4.4", "A", "B", FsyncPolicy.None, MaxMessage, SegmentBytes);
        Fill(store, 300);
        store.NextIncoming = 7;
        disk.Faults.IsReadOnly = true;
        store.Reset();
        Assert.NotNull(store.Failure);
        Assert.Equal(1, store.NextOutgoing);
        Assert.Equal(1, store.NextIncoming);
        Assert.Throws<IOException>(() => Fill(store, 1));
        Assert.Empty(Read(store, 1, long.MaxValue));
        store.Maintain();
        store.Reset();
        disk.Faults.IsReadOnly = false;
        Fill(store, 200);
        Assert.Null(store.Failure);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => Text(i)), Read(store, 1, long.MaxValue));
    }

    [Fact]
    public void A_range_that_can_not_be_read_is_an_error_that_the_store_reports()
    {
        using var disk = new SimDisk(new Timeline(), new Draw(1));
        using var store = new FileMessageStore(
            disk.Of(new ProcessGate()), "/store", "FIX.4.4", "A", "B", FsyncPolicy.None, MaxMessage, SegmentBytes);
        Fill(store, 300);
        disk.Faults.FailsAll = true;
        Assert.Throws<IOException>(() => Read(store, 1, 300));
        Assert.NotNull(store.Failure);
        disk.Faults.FailsAll = false;
        Assert.Equal(300, Read(store, 1, 300).Count);
    }

    [Fact]
    public void A_second_opener_is_refused_until_the_first_is_gone()
    {
        FileMessageStore store = Open();
        var e = Assert.Throws<IOException>(() => Open());
        Assert.Contains("in use", e.Message, StringComparison.Ordinal);
        new FileMessageStore(
            Disk.Kernel, Folder, "FIX.4.4", "A", "C", FsyncPolicy.None, MaxMessage, SegmentBytes).Dispose();
        store.Dispose();
        Open().Dispose();
    }

    [Fact]
    public void A_store_opened_by_settings_has_segments_of_their_size()
    {
        var settings = new FixSessionSettings
        {
            SenderCompId = "A",
            TargetCompId = "B",
            StoreDirectory = Folder,
            StoreSegmentBytes = 16_384,
        };
        using FileMessageStore store = FileMessageStore.Open(settings, Disk.Kernel);
        Assert.Equal(16_384, new FileInfo(Assert.Single(Segments())).Length);
    }

    [Fact]
    public void A_second_process_is_refused_until_the_first_is_gone()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("The other process is Linux's flock.");
        using (Open())
            Assert.Equal(1, TryFromAnotherProcess());
        Assert.Equal(0, TryFromAnotherProcess());

        int TryFromAnotherProcess()
        {
            using Process other = Process.Start("flock", ["-n", Directory.GetFiles(Folder, "*.lock").Single(), "true"]);
            other.WaitForExit();
            return other.ExitCode;
        }
    }

    [Fact]
    public void A_reset_drops_all_messages_and_starts_both_numbers_at_1()
    {
        using (FileMessageStore store = Open())
        {
            Fill(store, 100);
            store.NextIncoming = 9;
            store.Reset();
            Assert.Equal(1, store.NextOutgoing);
            Assert.Equal(1, store.NextIncoming);
            Assert.Empty(Read(store, 1, 1000));
            Fill(store, 2);
        }

        using FileMessageStore again = Open();
        Assert.Equal(3, again.NextOutgoing);
        Assert.Equal(1, again.NextIncoming);
        Assert.Equal([Text(1), Text(2)], Read(again, 1, 10));
        Assert.Single(Segments());
    }

    [Fact]
    public void The_last_message_can_be_removed_and_its_number_used_again()
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

    [Scenario("S30")]
    [Fact]
    public void S30_Ids_can_not_leave_the_folder_nor_collide()
    {
        string[] stems =
        [
            StoreNames.Stem("FIX.4.4", "../../etc", "x"), StoreNames.Stem("FIX.4.4", "A_B", "C"),
            StoreNames.Stem("FIX.4.4", "A", "B_C"),
            StoreNames.Stem("FIX.4.4", "A%5FB", "C"), StoreNames.Stem("FIX.4.4", "a", "b_c"),
        ];
        Assert.Equal(stems.Length, stems.Distinct().Count());
        Assert.All(stems, s => Assert.DoesNotContain(s, c => c is '/' or '.' or '\\'));
    }

    [Theory]
    [InlineData(FsyncPolicy.Each)]
    [InlineData(FsyncPolicy.WhenIdle)]
    public void A_forced_store_reopens_with_all_it_held(FsyncPolicy policy)
    {
        using (var store = new FileMessageStore(
            Disk.Kernel, Folder, "FIX.4.4", "A", "B", policy, MaxMessage, SegmentBytes))
        {
            Fill(store, 5);
            store.Maintain();
            Fill(store, 200);
            store.NextIncoming = 7;
            store.Reset();
            Fill(store, 3);
        }

        using FileMessageStore again = Open();
        Assert.Equal(4, again.NextOutgoing);
        Assert.Equal(1, again.NextIncoming);
    }

    [Fact]
    public void Store_files_have_mode_0600()
    {
        if (OperatingSystem.IsWindows())
            return;
        using FileMessageStore store = Open();
        foreach (string path in (string[])[.. Segments(), .. Directory.GetFiles(Folder, "*.ctl")])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_full_disk_is_reported_with_room_left_for_cancels_and_loses_no_number()
    {
        using FileMessageStore store = Open();
        string next = Segments().Single().Replace("000001.seg", "000002.seg", StringComparison.Ordinal);
        Directory.CreateDirectory(next);
        for (; store.Failure is null; store.Maintain())
            Fill(store, 1);

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
}
