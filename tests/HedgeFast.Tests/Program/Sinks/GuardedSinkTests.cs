using HedgeFast.Monitor.Watch;
using HedgeFast.Sinks;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Program.Sinks;

public sealed class GuardedSinkTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-sink-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_comes_out_in_order()
    {
        var target = new StringWriter { NewLine = "\n" };
        using (GuardedSink sink = GuardedSink.Over("out", target, TimeProvider.System))
        {
            using var writer = new SinkWriter(sink) { NewLine = "\n" };
            for (int i = 0; i < 1000; i++)
                writer.WriteLine($"{i}");
            Assert.True(sink.Drain(Patience), sink.Failure);
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")), target.ToString());
    }

    [Fact]
    public void A_thread_that_was_left_behind_may_write_after_the_end()
    {
        GuardedSink sink = GuardedSink.Over("out", new StringWriter(), TimeProvider.System);
        sink.Dispose();
        sink.Write("late");
        Assert.False(sink.Drain(TimeSpan.Zero));
    }

    [Fact]
    public void H2_A_failed_target_is_reported_and_retried()
    {
        using var target = new FailingWriter { Fails = true };
        using GuardedSink sink = GuardedSink.Over("out", target, TimeProvider.System);
        sink.Write("lost\n");
        Until(() => sink.Failure is not null);
        Assert.Equal("can't be written: No space left on device", sink.Failure);
        target.Fails = false;
        sink.Write("found\n");
        Until(() => sink.Failure is null);
        Assert.Equal("found\n", target.Text);
        Assert.True(sink.Lost >= 1, "what was lost is counted");
    }

    [Fact]
    public void A_hanging_target_delays_no_caller_and_is_reported()
    {
        var time = new ManualTime();
        using var target = new FailingWriter();
        target.Gate.Reset();
        using GuardedSink sink = GuardedSink.Over("out", target, time);
        sink.Write("x");
        SpinWait.SpinUntil(() => !sink.Drain(TimeSpan.Zero), Patience);
        Until(() =>
        {
            time.Advance(LoopSecond);
            return sink.Failure is not null;
        });
        Assert.Equal("hangs: writes do not return", sink.Failure);
        string block = new('y', 1 << 16);
        for (int i = 0; i < 20; i++)
            sink.Write(block);
        Assert.True(sink.Lost > 0, "what finds no room is left out");
        target.Gate.Set();
        Until(() => sink.Failure is null && sink.Drain(Patience));
    }

    [Fact]
    public void A_file_is_opened_anew_after_a_failure()
    {
        string file = Path.Combine(_folder, "alerts.jsonl");
        using GuardedSink sink = GuardedSink.ToFile("alerts.file", file, TimeProvider.System);
        sink.Write("a\n");
        Assert.True(sink.Drain(Patience), sink.Failure);
        Assert.Equal("a\n", File.ReadAllText(file));
    }

    [Fact]
    public void A_full_disk_under_the_alerts_is_a_failure_and_no_exception()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        using GuardedSink sink = GuardedSink.ToFile("alerts.file", "/dev/full", TimeProvider.System);
        var log = new AlertLog(null, new SinkStream(sink), TimeSpan.Zero, TimeProvider.System);
        log.Condition(AlertKind.KillSwitch, true);
        Until(() => sink.Failure is not null);
        Assert.Contains("No space left on device", sink.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exception_of_a_thread_is_kept()
    {
        var thread = new GuardedThread("test", () => throw new InvalidOperationException("a bug"));
        thread.Start();
        Assert.True(thread.Join(Patience), "it has ended");
        Assert.Equal("a bug", thread.Failure?.Message);
    }

    private const long LoopSecond = 1_000_000_000;

    private static void Until(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, Patience), "never happened");
}
