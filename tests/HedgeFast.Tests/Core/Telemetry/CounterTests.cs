using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests.Core.Telemetry;

public sealed class CounterTests
{
    [Fact]
    public void A_counter_counts()
    {
        Counter counter = new();
        Assert.Equal(0, counter.Value);
        counter.Increment();
        counter.Add(41);
        Assert.Equal(42, counter.Value);
        counter.Add(-2);
        Assert.Equal(40, counter.Value);
        counter.Set(7);
        Assert.Equal(7, counter.Value);
    }

    [Fact]
    public void Counts_of_a_block_do_not_touch_each_other()
    {
        CounterBlock block = new(3);
        block.Increment(0);
        block.Add(1, 10);
        block.Set(2, -5);
        block.Increment(1);
        Assert.Equal(1, block[0]);
        Assert.Equal(11, block[1]);
        Assert.Equal(-5, block[2]);
        long[] copy = new long[2];
        Assert.Equal(2, block.CopyTo(copy));
        Assert.Equal([1, 11], copy);
        Assert.Equal(3, block.CopyTo(new long[9]));
        Assert.Equal(3, block.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_count_that_does_not_exist_is_refused(int index)
    {
        CounterBlock block = new(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => block[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Increment(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Set(index, 1));
    }

    [Fact]
    public void A_block_needs_a_count() => Assert.Throws<ArgumentOutOfRangeException>(() => new CounterBlock(0));

    [Fact]
    public void Another_thread_reads_values_that_only_grow()
    {
        const int Count = 1_000_000;
        Counter counter = new();
        Thread writer = new(() =>
        {
            for (int i = 0; i < Count; i++)
                counter.Increment();
        });
        writer.Start();
        long last = 0;
        while (last < Count && (writer.IsAlive || counter.Value > last))
        {
            long value = counter.Value;
            Assert.True(value >= last);
            last = value;
        }

        writer.Join();
        Assert.Equal(Count, counter.Value);
    }

    [Fact]
    public void The_null_recorder_takes_anything()
    {
        ILatencyRecorder recorder = NullLatencyRecorder.Instance;
        recorder.Record(0);
        recorder.Record(long.MaxValue);
        Assert.Same(NullLatencyRecorder.Instance, recorder);
    }
}
