using HedgeFast.Report;

namespace HedgeFast.Tests.Allocations;

public sealed class HdrLatencyRecorderAllocationTests
{
    private const int Rounds = 100_000;

    [Fact]
    public void Recording_allocates_nothing()
    {
        var recorder = new HdrLatencyRecorder();
        Record(recorder);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Record(recorder);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        var recorder = new HdrLatencyRecorder();
        recorder.Record(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        LatencyReport report = recorder.Read();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() > before);
        GC.KeepAlive(report);
    }

    private static void Record(HdrLatencyRecorder recorder)
    {
        for (long i = 0; i < Rounds; i++)
            recorder.Record(i * i);
    }
}
