using System.Text;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Store;

/// <summary>Kills, power cuts and damage: what a store recovers, and what it refuses.</summary>
public sealed class StoreDamageTests : StoreFolder
{
    [Fact]
    public void A_killed_process_loses_no_message_it_wrote()
    {
        // Copying the files while the store is open shows what a process killed now leaves behind: the pages, and no
        // closing of any kind.
        using FileMessageStore store = Open();
        for (int i = 1; i <= 60; i++)
        {
            Fill(store, 1);
            store.NextIncoming = i * 3;
            using var copy = new Copy(this);
            using FileMessageStore recovered = copy.Open();
            Assert.Equal(i + 1, recovered.NextOutgoing);
            Assert.Equal(i * 3, recovered.NextIncoming);
            Assert.Equal(i, Read(recovered, 1, i).Count);
        }
    }

    [Fact]
    public void A_kill_at_any_byte_of_the_last_record_costs_that_record_alone()
    {
        using (FileMessageStore store = Open())
            Fill(store, 5);
        string path = Segments().Single();
        byte[] whole = File.ReadAllBytes(path);
        int start = RecordStart(5), end = RecordStart(6);
        for (int cut = start; cut < end; cut++)
        {
            // A crash can leave any front of the record's bytes, and the length, which is written last, not at all.
            byte[] torn = [.. whole];
            Array.Clear(torn, cut, end - cut);
            if (cut < end - 1)
                Array.Clear(torn, start, 4);
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
        using (FileMessageStore store = Open())
            Fill(store, 5);
        string path = Segments().Single();
        byte[] whole = File.ReadAllBytes(path);
        int start = RecordStart(5);
        for (int at = start; at < start + StoreSegment.RecordHeaderBytes + Text(5).Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x40;
            File.WriteAllBytes(path, damaged);
            Assert.Contains(
                "message 5", Assert.Throws<StoreDamagedException>(() => Open()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_in_the_middle_is_an_error_that_names_the_file()
    {
        using (FileMessageStore store = Open())
            Fill(store, 8);
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
        using (FileMessageStore store = Open())
            Fill(store, 100);
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
        using (FileMessageStore store = Open())
            Fill(store, 300);
        string second = Segments()[1];
        string control = Directory.GetFiles(Folder, "*.ctl").Single();
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

        string control = Directory.GetFiles(Folder, "*.ctl").Single();
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
}
