using System.Buffers;

namespace HedgeFast.Core.Feed;

/// <summary>
/// The pipe's memory: a few blocks made at start-up and handed out again and again. The shared pool would do, but it
/// may give memory back after a collection and then allocate on the hot thread. One thread only.
/// </summary>
internal sealed class FeedBlockPool : MemoryPool<byte>
{
    private readonly Block[] _free;
    private readonly int _blockBytes;
    private int _count;

    public FeedBlockPool(int blocks, int blockBytes)
    {
        _blockBytes = blockBytes;
        _free = new Block[blocks];
        for (_count = 0; _count < blocks; _count++)
            _free[_count] = new Block(this, blockBytes);
    }

    /// <inheritdoc/>
    public override int MaxBufferSize => _blockBytes;

    /// <summary>
    /// Hands out a block. More than the pool was made with are allocated and, when there is room, kept.
    /// </summary>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, _blockBytes);
        return _count > 0 ? _free[--_count] : new Block(this, _blockBytes);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(FeedBlockPool pool, int bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateArray<byte>(bytes, pinned: true);

        public void Dispose()
        {
            if (pool._count < pool._free.Length)
                pool._free[pool._count++] = this;
        }
    }
}
