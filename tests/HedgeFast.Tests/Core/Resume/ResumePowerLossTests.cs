using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>The power is lost at every call of a start: the next start resumes the position, or begins.</summary>
public sealed class ResumePowerLossTests
{
    private const string Folder = "/run/journal";
    private const int Cuts = 6;
    private const int CallsMax = 400;

    private static readonly byte[] Book = "a,book"u8.ToArray();
    private readonly LoopRig _rig = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_first_start_without_power_at_any_call_begins_or_resumes(bool tearsInOrder)
    {
        int starts = AtEveryCall((call, draw) =>
        {
            using SimDisk disk = MakeDisk(draw, tearsInOrder);
            bool isMade = Start(disk, _rig.Settings, call, out _);
            disk.LosePower(draw.Fork("cut"));
            Assert.True(Start(disk, _rig.Settings, call: 0, out RunStart? next), $"call {call}");
            if (isMade)
                Assert.Equal(2, next!.Epoch);
            return isMade;
        });
        Assert.InRange(starts, 5, CallsMax - 1);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_resuming_start_without_power_at_any_call_keeps_the_position(bool tearsInOrder, bool isChanged)
    {
        ResumeRig.Trade(_rig);
        long lots = _rig.Loop.Ledger.FilledLots(0);
        Assert.NotEqual(0, lots);
        HedgeSettings settings = isChanged
            ? _rig.Settings with { Limits = _rig.Settings.Limits with { MaxOrderLots = 900 } }
            : _rig.Settings;
        int starts = AtEveryCall((call, draw) =>
        {
            using SimDisk disk = MakeDisk(draw, tearsInOrder);
            Write(disk);
            bool isMade = Start(disk, settings, call, out _);
            disk.LosePower(draw.Fork("cut"));
            Assert.True(Start(disk, settings, call: 0, out RunStart? next), $"call {call}");
            Assert.Equal(isMade ? 3 : next!.Epoch, next!.Epoch);
            CarriedPosition position = Assert.Single(next.Snapshot!.Positions);
            Assert.Equal(lots, position.Lots);
            return isMade;
        });
        Assert.InRange(starts, 5, CallsMax - 1);
    }

    // Runs a start killed at each call, and at none; returns the calls of a start.
    private static int AtEveryCall(Func<int, Draw, bool> isWhole)
    {
        for (int call = 1; call < CallsMax; call++)
        {
            bool all = true;
            for (int cut = 0; cut < Cuts; cut++)
                all &= isWhole(call, new Draw((ulong)(call * 100 + cut)));
            if (all)
                return call;
        }

        return CallsMax;
    }

    private static SimDisk MakeDisk(Draw draw, bool tearsInOrder)
    {
        var disk = new SimDisk(new Timeline(), draw.Fork("disk"));
        disk.Faults.TearsInOrder = tearsInOrder;
        disk.MakeFolder("/run");
        return disk;
    }

    // The run before, ended in order.
    private void Write(SimDisk disk)
    {
        Disk files = disk.Of(new ProcessGate());
        RunFolder folder = RunFolder.Create(files, Folder, _rig.Settings, Book);
        using (JournalWriter writer = RunFolder.OpenJournal(
            files, Folder, folder.Identity, RunStart.First(TimeProvider.System)))
        {
            foreach (JournalRecord record in _rig.Records.Items)
                writer.Append(record);
        }

        disk.EndProcess();
    }

    private static bool Start(SimDisk disk, HedgeSettings settings, int call, out RunStart? start)
    {
        var gate = new ProcessGate { DieAtCall = call };
        Disk files = disk.Of(gate);
        start = null;
        try
        {
            (RunFolder folder, start) = RunFolder.Resume(files, Folder, settings, Book, null, TimeProvider.System);
            RunFolder.OpenJournal(files, Folder, folder.Identity, start);
            return true;
        }
        catch (ProcessKilledException)
        {
            return false;
        }
        finally
        {
            if (!gate.IsDead)
                gate.IsDead = true;
            disk.EndProcess();
        }
    }
}
