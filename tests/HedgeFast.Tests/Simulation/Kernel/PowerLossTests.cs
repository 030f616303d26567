using HedgeFast.Fix.Os;
using HedgeFast.Simulation;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>Power cuts: forced bytes and names are there, others are kept, lost or torn by sector.</summary>
public sealed class PowerLossTests
{
    private const int Sector = 512;

    [Fact]
    public void A_name_that_was_not_forced_may_go_and_a_removed_one_come_back()
    {
        int lost = 0, back = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            using var disk = new SimDisk(new Timeline(), new Draw(seed));
            disk.MakeFolder("/d");
            Disk files = disk.Of(new ProcessGate());
            files.Write("/d/old", "old"u8, toDisk: true);
            files.FlushFolder("/d");
            files.Delete("/d/old");
            files.Write("/d/new", "new"u8, toDisk: true);
            disk.LosePower(new Draw(seed));
            lost += disk.HasFile("/d/new") ? 0 : 1;
            back += disk.HasFile("/d/old") ? 1 : 0;
            Assert.False(disk.HasFile("/d/old") && disk.HasFile("/d/new"), "changes survive in their order");
            if (disk.HasFile("/d/old"))
                Assert.Equal("old"u8, disk.Read("/d/old")!);
        }

        Assert.InRange(lost, 40, 90);
        Assert.InRange(back, 15, 60);
    }

    [Fact]
    public void A_replaced_file_is_the_old_or_the_new_one_where_the_new_one_was_forced()
    {
        int renamed = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            using var disk = new SimDisk(new Timeline(), new Draw(seed));
            disk.MakeFolder("/d");
            Disk files = disk.Of(new ProcessGate());
            files.Write("/d/a", "old"u8, toDisk: true);
            files.FlushFolder("/d");
            files.Write("/d/a.next", "newer"u8, toDisk: true);
            files.Move("/d/a.next", "/d/a", overwrites: true);
            disk.LosePower(new Draw(seed));
            byte[] read = disk.Read("/d/a")!;
            bool isNew = read.AsSpan().SequenceEqual("newer"u8);
            Assert.True(isNew || read.AsSpan().SequenceEqual("old"u8));
            renamed += isNew ? 1 : 0;
        }

        Assert.InRange(renamed, 10, 70);
    }

    [Fact]
    public void The_kernel_forces_by_itself_after_half_a_minute()
    {
        var timeline = new Timeline();
        using var disk = new SimDisk(timeline, new Draw(1));
        disk.MakeFolder("/d");
        Disk files = disk.Of(new ProcessGate());
        files.Write("/d/a", "a"u8);
        timeline.MoveTo(31_000_000_000);
        files.Write("/d/b", "b"u8);
        for (ulong seed = 1; seed <= 20; seed++)
            disk.LosePower(new Draw(seed));
        Assert.Equal("a"u8, disk.Read("/d/a")!);
    }

    [Fact]
    public void Every_way_of_losing_bytes_comes_up()
    {
        int all = 0, none = 0, cut = 0, holes = 0, zeroTails = 0;
        for (ulong seed = 1; seed <= 400; seed++)
        {
            using var disk = new SimDisk(new Timeline(), new Draw(seed));
            disk.MakeFolder("/d");
            Disk files = disk.Of(new ProcessGate());
            using (DiskFile file = files.Open("/d/a", FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            {
                file.Write(Filled(Sector, 1));
                file.FlushToDisk();
                files.FlushFolder("/d");
                file.Write(Filled(5 * Sector, 2));
            }

            disk.LosePower(new Draw(seed));
            byte[] read = disk.Read("/d/a")!;
            Assert.Equal(Filled(Sector, 1), read[..Sector]);
            int[] sectors = [.. read.Skip(Sector).Chunk(Sector).Select(sector => (int)sector[0])];
            int written = sectors.Count(value => value == 2), lastWritten = Array.LastIndexOf(sectors, 2);
            all += written == 5 ? 1 : 0;
            none += read.Length == Sector ? 1 : 0;
            cut += read.Length is > Sector and < 6 * Sector ? 1 : 0;
            holes += written <= lastWritten ? 1 : 0;
            zeroTails += sectors.Length == 5 && lastWritten < 4 ? 1 : 0;
        }

        Assert.All(new[] { all, none, cut, holes, zeroTails }, count => Assert.InRange(count, 20, 200));
    }

    [Fact]
    public void Torn_in_order_leaves_no_holes()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            using var disk = new SimDisk(new Timeline(), new Draw(seed)) { Faults = { TearsInOrder = true } };
            disk.MakeFolder("/d");
            disk.Of(new ProcessGate()).Write("/d/a", Filled(6 * Sector, 2));
            disk.Of(new ProcessGate()).FlushFolder("/d");
            disk.LosePower(new Draw(seed));
            byte[] read = disk.Read("/d/a")!;
            Assert.Equal(-1, read.AsSpan().TrimEnd((byte)0).IndexOfAnyExcept((byte)2));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Whatever_was_forced_is_there_and_the_rest_is_old_new_or_zero(ulong seed)
    {
        var draw = new Draw(seed);
        var timeline = new Timeline();
        using var disk = new SimDisk(timeline, draw.Fork("disk"));
        disk.MakeFolder("/d");
        byte[] durable = [], now = [];
        int least = 0;
        for (int life = 0; life < 150; life++)
        {
            Disk files = disk.Of(new ProcessGate());
            using (DiskFile file = files.Open("/d/a", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            {
                files.FlushFolder("/d");
                file.FlushToDisk();
                durable = disk.Read("/d/a")!;
                now = durable;
                least = durable.Length;
                for (int step = draw.Below(12); step > 0; step--)
                {
                    switch (draw.Below(4))
                    {
                        case 0:
                            file.FlushToDisk();
                            durable = [.. now];
                            least = now.Length;
                            break;
                        case 1:
                            int length = draw.Below(now.Length + 1);
                            file.SetLength(length);
                            now = now[..length];
                            least = Math.Min(least, length);
                            break;
                        default:
                            byte[] bytes = Filled(1 + draw.Below(3 * Sector), (byte)(1 + draw.Below(255)));
                            int at = draw.Below(now.Length + 1);
                            file.Position = at;
                            file.Write(bytes);
                            byte[] next = new byte[Math.Max(now.Length, at + bytes.Length)];
                            now.CopyTo(next, 0);
                            bytes.CopyTo(next, at);
                            now = next;
                            break;
                    }
                }

                Assert.Equal(now, disk.Read("/d/a"));
                if (draw.Chance(0.3))
                {
                    disk.EndProcess();
                    Assert.Equal(now, disk.Read("/d/a"));
                    continue;
                }

                disk.LosePower(draw);
            }

            byte[] read = disk.Read("/d/a")!;
            Assert.InRange(read.Length, Math.Min(least, now.Length), Math.Max(durable.Length, now.Length));
            for (int i = 0; i < read.Length; i++)
            {
                bool isOld = i < durable.Length && read[i] == durable[i];
                bool isNew = i < now.Length && read[i] == now[i];
                bool isZero = read[i] == 0 && (i >= durable.Length || i >= least);
                Assert.True(isOld || isNew || isZero, $"byte {i} of life {life} is {read[i]}");
            }
        }
    }

    [Fact]
    public unsafe void A_map_is_torn_by_sector_and_whole_where_it_was_forced()
    {
        int torn = 0;
        for (ulong seed = 1; seed <= 50; seed++)
        {
            using var disk = new SimDisk(new Timeline(), new Draw(seed));
            disk.MakeFolder("/d");
            Disk files = disk.Of(new ProcessGate());
            MappedFile map = files.CreateMapped("/d/m", 4096);
            files.FlushFolder("/d");
            map.Bytes.Fill(1);
            map.Flush();
            map.Bytes[..2048].Fill(2);
            disk.LosePower(new Draw(seed));
            byte[] read = disk.Read("/d/m")!;
            Assert.Equal(4096, read.Length);
            Assert.Equal(Filled(2048, 1), read[2048..]);
            int kept = read.Chunk(Sector).Take(4).Count(sector => sector[0] == 2);
            torn += kept is > 0 and < 4 ? 1 : 0;
        }

        Assert.InRange(torn, 5, 45);
    }

    private static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
