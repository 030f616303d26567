using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

public sealed class WaitStrategyTests
{
    [Theory]
    [InlineData(WaitKind.Spin, typeof(SpinningWait))]
    [InlineData(WaitKind.Yield, typeof(YieldingWait))]
    [InlineData(WaitKind.Block, typeof(BlockingWait))]
    public void The_chooser_knows_every_kind(WaitKind kind, Type strategy)
    {
        Assert.IsType(strategy, WaitChoice.For(kind));
        Assert.Equal(kind == WaitKind.Block, WaitChoice.For(kind) is IWakeup);
        Assert.NotSame(WaitChoice.For(kind), WaitChoice.For(kind));
    }

    [Fact]
    public void The_chooser_names_what_it_knows()
    {
        Assert.Equal(3, Enum.GetValues<WaitKind>().Length);
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(
            () => WaitChoice.For((WaitKind)9));
        Assert.Contains("spin, yield and block", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WaitKind.Spin)]
    [InlineData(WaitKind.Yield)]
    [InlineData(WaitKind.Block)]
    public void Idle_always_returns(WaitKind kind)
    {
        IWaitStrategy wait = WaitChoice.For(kind);
        int returns = 0;
        for (int i = 0; i < 150; i++, returns++)
            wait.Idle(0);
        wait.Idle(1);
        Assert.Equal(150, returns);
    }

    [Fact]
    public void Napping_sleeps_only_without_work()
    {
        NappingWait wait = new();
        long start = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 5; i++)
            wait.Idle(0);
        Assert.True(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds >= 5 * NappingWait.NapMillis - 1);
        start = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 1_000_000; i++)
            wait.Idle(1);
        Assert.True(
            TimeProvider.System.GetElapsedTime(start).TotalMilliseconds < 1_000_000 * NappingWait.NapMillis / 10);
    }

    [Fact]
    public void Blocking_announces_looks_once_more_and_takes_the_announcement_down_when_there_is_work()
    {
        BlockingWait wait = new();
        for (int i = 0; i < BlockingWait.SpinRounds + BlockingWait.YieldRounds; i++)
            wait.Idle(0);
        Assert.False(wait.IsParked);
        wait.Idle(0);
        Assert.True(wait.IsParked);
        wait.Idle(1);
        Assert.False(wait.IsParked);
    }

    [Fact]
    public void A_wake_between_the_announcement_and_the_sleep_prevents_the_sleep()
    {
        BlockingWait wait = new(spinRounds: 0, yieldRounds: 0, sleepMillisMax: Timeout.Infinite);
        wait.Idle(0);
        Assert.True(wait.IsParked);
        wait.Wake();
        Assert.False(wait.IsParked);

        // Announces again, then finds the signal of the wake and does not sleep, although it would sleep for ever.
        wait.Idle(0);
        wait.Idle(0);
        Assert.True(wait.IsParked);
    }

    [Fact]
    public void A_wake_that_nobody_needs_leaves_nothing_behind()
    {
        BlockingWait wait = new();
        wait.Wake();
        wait.Wake();
        Assert.False(wait.IsParked);
    }
}
