namespace HedgeFast.Tests.Program.Engine;

/// <summary>
/// A run of which one thread has failed cancels its orders and logs out, as long as loop and orders are alive.
/// </summary>
public sealed class FailedThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_run_whose_journal_thread_has_failed_comes_to_rest_and_logs_out()
    {
        using var rig = new EngineRig();
        rig.Venue.Start();
        rig.Engine.Start();
        rig.Until(() => rig.Counters.Orders > 0);
        rig.Engine.Pipeline.JournalDisk = () => throw new InvalidOperationException("a fault in the journal");
        Assert.True(SpinWait.SpinUntil(() => rig.Engine.Pipeline.Failure is not null, Patience));
        rig.Engine.StopInOrder(Patience, Patience);
        Assert.Equal(0, Volatile.Read(ref rig.Counters.LiveOrders));
        Assert.True(rig.Engine.Pipeline.IsLoggedOut);
    }
}
