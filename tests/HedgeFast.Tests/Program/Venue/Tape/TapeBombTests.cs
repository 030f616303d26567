using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Tape;

/// <summary>Tapes that were made to fill memory.</summary>
public sealed class TapeBombTests : IDisposable
{
    private const int BombBytes = 160 << 20;
    private const long MemoryMax = 16 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("tape-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_small_file_that_unpacks_to_a_large_one_is_refused_before_it_is_unpacked()
    {
        byte[] bomb = Bomb();
        Assert.InRange(bomb.Length, 1, 2 << 20);
        Assert.Contains("would unpack", Refused("bomb.csv.gz", bomb, MemoryMax), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_end_says_less_than_it_holds_is_unpacked_no_further_than_it_says()
    {
        byte[] bomb = Bomb();
        BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(bomb.Length - 4), 1 << 20);
        Assert.Contains("do not match", Refused("forged.csv.gz", bomb, MemoryMax), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_end_says_gigabytes_gets_no_room_for_them()
    {
        byte[] small = Packed(Encoding.ASCII.GetBytes(MarketTape.Header + "\n"));
        BinaryPrimitives.WriteUInt32LittleEndian(small.AsSpan(small.Length - 4), 0xF000_0000);
        Assert.Contains("would unpack", Refused("large.csv.gz", small, MemoryMax), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_feeds_alone_reserve_no_quotes()
    {
        byte[] text = new byte[8 << 20];
        Array.Fill(text, (byte)'\n');
        Encoding.ASCII.GetBytes(MarketTape.Header).CopyTo(text, 0);

        // The file itself, and for each twelve bytes at most one quote of 48.
        Assert.Contains("1 columns", Refused("feeds.csv", text, 7L * text.Length), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_file_beyond_the_limit_is_refused_unread()
    {
        string path = Path.Combine(_folder, "sparse.csv");
        using (FileStream file = File.Create(path))
            file.SetLength((1L << 30) + 1);
        string message = Assert.Throws<TapeException>(() => MarketTape.Read(path, 1, 1)).Message;
        Assert.Contains("longer than", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_no_tape()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo is Linux's");
        string path = Path.Combine(_folder, "pipe.csv");
        using (Process make = Process.Start("mkfifo", [path]))
            make.WaitForExit();
        string message = Assert.Throws<TapeException>(() => MarketTape.Read(path, 1, 1)).Message;
        Assert.Contains("is a pipe", message, StringComparison.Ordinal);
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < BombBytes; written += zeros.Length)
                gzip.Write(zeros);
        }

        return packed.ToArray();
    }

    private static byte[] Packed(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        return packed.ToArray();
    }

    private string Refused(string name, byte[] bytes, long memoryMax)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<TapeException>(() => MarketTape.Read(path, 1, 1)).Message;
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < memoryMax, $"{taken} bytes");
        return message;
    }
}
