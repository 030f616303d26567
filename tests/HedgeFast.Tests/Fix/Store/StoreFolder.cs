using System.Text;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Store;

/// <summary>A folder of its own for the stores of a test, with messages to fill them.</summary>
public abstract class StoreFolder : IDisposable
{
    protected const int SegmentBytes = 4096;
    protected const int MaxMessage = 512;

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-store-").FullName;

    protected string Folder => _folder;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static string Text(int i) => $"message {i} " + new string((char)('a' + i % 26), i % 37);

    protected static void Fill(FileMessageStore store, int count)
    {
        for (int i = 0; i < count; i++)
        {
            store.Append(
            store.NextOutgoing, Encoding.ASCII.GetBytes(Text((int)store.NextOutgoing)));
        }
    }

    protected static int RecordStart(int message)
    {
        int offset = StoreSegment.HeaderBytes;
        for (int i = 1; i < message; i++)
            offset += StoreSegment.RecordBytes(Text(i).Length);
        return offset;
    }

    protected static List<string> Read(FileMessageStore store, long first, long last)
    {
        var visitor = new Collector(first);
        store.ReadRange(first, last, visitor);
        return visitor.Messages;
    }

    protected FileMessageStore Open(string? folder = null) =>
        new(Disk.Kernel, folder ?? _folder, "FIX.4.4", "A", "B", FsyncPolicy.None, MaxMessage, SegmentBytes);

    protected string[] Segments() => [.. Directory.GetFiles(_folder, "*.seg").Order()];

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

    protected sealed class Copy : IDisposable
    {
        private readonly StoreFolder _tests;
        private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-copy-").FullName;

        public Copy(StoreFolder tests)
        {
            _tests = tests;
            foreach (string path in Directory.GetFiles(tests._folder))
            {
                if (path.EndsWith(".lock", StringComparison.Ordinal))
                    continue;
                using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using FileStream target = File.Create(Path.Combine(_folder, Path.GetFileName(path)));
                source.CopyTo(target);
            }
        }

        public FileMessageStore Open() => _tests.Open(_folder);

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
