using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>Words that two threads touch have 128 bytes free on either side.</summary>
public sealed class RingLayoutTests
{
    [Theory]
    [InlineData(typeof(PaddedWord), "Value", 128, 264)]
    [InlineData(typeof(OwnSequences), "Next", 128, 280)]
    [InlineData(typeof(OwnSequences), "Bound", 136, 280)]
    [InlineData(typeof(OwnSequences), "Claimed", 144, 280)]
    public void Words_lie_where_the_table_says(Type type, string field, int offset, int size)
    {
        Assert.False(type.IsGenericType);
        Assert.True(type.IsExplicitLayout);
        Assert.Equal(size, type.StructLayoutAttribute!.Size);
        FieldInfo info = type.GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!;
        Assert.Equal(offset, info.GetCustomAttribute<FieldOffsetAttribute>()!.Value);
        Assert.True(offset + sizeof(long) + 128 <= size);
    }

    [Fact]
    public void The_runtime_honours_the_sizes()
    {
        Assert.Equal(264, Unsafe.SizeOf<PaddedWord>());
        Assert.Equal(280, Unsafe.SizeOf<OwnSequences>());
    }

    // An object has a header and a method table beside its fields. The bytes it takes show that the padding is really
    // in it.
    [Fact]
    public void Shared_objects_take_the_memory_of_their_padding()
    {
        AssertTakes(264 + 2 * nint.Size, () => new PaddedSequence());
        AssertTakes(264 + 2 * nint.Size, () => new Counter());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Slots_begin_on_a_boundary_and_follow_each_other(int capacity)
    {
        RingBuffer<MarketEvent> ring = new(capacity);
        AddressHandler handler = new();
        for (int i = 0; i < 2 * capacity; i++)
        {
            Assert.True(ring.Producer.TryPublish(new MarketEvent()));
            ring.Consumer(0).Drain(ref handler, 1);
            Assert.Equal((nint)(i % capacity * 64), handler.Last - handler.First);
        }

        Assert.Equal((nint)0, handler.First % 128);
    }

    private static void AssertTakes(long bytes, Func<object> create)
    {
        create();
        long before = GC.GetAllocatedBytesForCurrentThread();
        object made = create();
        Assert.Equal((made.GetType(), bytes), (made.GetType(), GC.GetAllocatedBytesForCurrentThread() - before));
    }

    private struct AddressHandler : IRingHandler<MarketEvent>
    {
        public nint First { get; private set; }

        public nint Last { get; private set; }

        public unsafe void OnEvent(in MarketEvent message, bool endOfBatch)
        {
            Last = (nint)Unsafe.AsPointer(in message);
            if (First == 0)
                First = Last;
        }
    }
}
