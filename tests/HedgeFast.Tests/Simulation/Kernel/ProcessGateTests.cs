using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>A process dies at the call that is named, and its code never comes back.</summary>
public sealed class ProcessGateTests
{
    [Fact]
    public void The_call_that_kills_throws_and_so_does_every_later_one()
    {
        int died = 0;
        var gate = new ProcessGate { DieAtCall = 3 };
        gate.Died += () => died++;
        gate.Pass();
        gate.Pass();
        Assert.False(gate.IsDead);
        Assert.Throws<ProcessKilledException>(gate.Pass);
        Assert.True(gate.IsDead);
        Assert.Throws<ProcessKilledException>(gate.Pass);
        Assert.Equal(1, died);
        Assert.Equal(4, gate.Calls);
    }

    [Fact]
    public void A_process_killed_from_outside_dies_at_its_next_call()
    {
        var gate = new ProcessGate();
        gate.Pass();
        gate.IsDead = true;
        Assert.Throws<ProcessKilledException>(gate.Pass);
        Assert.Throws<InvalidOperationException>(() => gate.IsDead = false);
    }
}
