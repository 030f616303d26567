using HedgeFast.Core.Book;
using HedgeFast.Core.Journal;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>A dated future's expiry within a run, as the loop decides at it.</summary>
public sealed class ExpiryLoopTests
{
    private const long Mid = 600_000;

    [Fact]
    public void The_batch_that_passes_an_expiry_decides_without_the_expired_position()
    {
        Instrument future = LoopRig.Fallback with
        {
            ExpiryNanos = LoopRig.ExchangeStart + (10 * LoopRig.Second),
            StartLots = 50_000,
        };
        var rig = new LoopRig(LoopRig.MakeTwo(future));
        rig.Session(up: true);
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        int sent = rig.Records.Items.Count;
        rig.Quote(Mid, elapsedNanos: 60 * LoopRig.Second);
        rig.Loop.EndBatch();
        JournalKind[] kinds = [.. rig.Records.Items.Skip(sent).Select(record => record.Kind)];
        int settled = Array.IndexOf(kinds, JournalKind.Adoption);
        Assert.InRange(Array.IndexOf(kinds, JournalKind.Intent), settled + 1, kinds.Length);
        Assert.Equal(0, rig.Loop.Ledger.FilledLots(1));
    }
}
