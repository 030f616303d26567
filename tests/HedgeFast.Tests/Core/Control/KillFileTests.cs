using System.Diagnostics;
using HedgeFast.Core.Control;

namespace HedgeFast.Tests.Core.Control;

/// <summary>The kill file: it outlives the process, can only make kills, and fails closed.</summary>
public sealed class KillFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void R13_A_kill_outlives_the_process()
    {
        string file = Path.Combine(_folder, "kill");
        using (OperatorRig first = new(file))
        {
            first.Switch.Kill();
            first.Turn();
            Assert.True(first.IsKilled);
            Assert.True(File.Exists(file));
        }

        using OperatorRig second = new(file);
        second.LoopTurn();
        Assert.Equal(ControlKind.Kill, second.Taken[0].Kind);
        Assert.True(second.IsKilled);
        second.Rearm("Q");
        second.Turn();
        Assert.False(File.Exists(file));
        Assert.False(second.IsKilled);
        Assert.Equal("Q", Assert.Single(second.Taken, e => e.Kind == ControlKind.Rearm).Operator.ToString());
    }

    [Fact]
    public void R13_A_kill_file_reaches_the_loop_before_anything_else()
    {
        using var rig = new PipelineRig(s =>
        {
            File.WriteAllText(s.Limits.KillFile!, "");
            return s;
        });
        rig.Up();
        rig.Tick(PipelineRig.Mid);
        rig.Rounds(50);
        Assert.Empty(rig.Port.Sent);
        Assert.Equal(1, rig.Pipeline.Loop.Counters.Killed);
    }

    [Fact]
    public void A_kill_file_that_can_not_be_removed_keeps_the_kill()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "proc is Linux's");
        using OperatorRig rig = new("/proc/version");
        rig.Turn();
        rig.Rearm("Q");
        rig.Turn(3);
        Assert.True(rig.IsKilled);
        Assert.DoesNotContain(rig.Taken, e => e.Kind == ControlKind.Rearm);
        Assert.Contains("can't be removed", rig.Refusals.Last, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_the_kill_files_name_kills_and_is_told_at_the_re_arming()
    {
        using OperatorRig rig = new();
        rig.Turn();
        Directory.CreateDirectory(rig.KillPath);
        rig.Turn();
        Assert.True(rig.IsKilled);
        rig.Rearm("Q");
        rig.Turn(2);
        Assert.True(rig.IsKilled);
        Assert.Contains("can't be removed", rig.Refusals.Last, StringComparison.Ordinal);
        Directory.Delete(rig.KillPath);
        rig.Rearm("Q");
        rig.Turn(2);
        Assert.False(rig.IsKilled);
    }

    [Fact]
    public void A_kill_files_folder_that_is_gone_is_a_kill_and_not_an_absence()
    {
        string folder = Path.Combine(_folder, "a");
        Directory.CreateDirectory(folder);
        using OperatorRig rig = new(Path.Combine(folder, "KILL"));
        rig.Turn(2);
        Assert.False(rig.IsKilled);
        Directory.Move(folder, folder + ".away");
        rig.Turn();
        Assert.True(rig.IsKilled);
        Assert.Contains("counts as a kill: its folder", rig.KillFile.Failure, StringComparison.Ordinal);
        rig.Rearm("Q");
        rig.Turn();
        Assert.True(rig.IsKilled);

        // The folder is back: the kill is kept in it, and a person may re-arm.
        Directory.Move(folder + ".away", folder);
        rig.Turn();
        Assert.Null(rig.KillFile.Failure);
        Assert.True(File.Exists(rig.KillPath));
        rig.Rearm("Q");
        rig.Turn();
        Assert.False(rig.IsKilled);
    }

    [Fact]
    public void A_killed_engine_whose_kill_files_folder_is_renamed_stays_killed()
    {
        string folder = Path.Combine(_folder, "b");
        Directory.CreateDirectory(folder);
        using OperatorRig rig = new(Path.Combine(folder, "KILL"));
        rig.Switch.Kill();
        rig.Turn();
        Directory.Move(folder, folder + ".away");
        rig.Turn(3);
        Assert.True(rig.IsKilled);
        Assert.DoesNotContain(rig.Taken, e => e.Kind == ControlKind.Rearm);
    }

    [Fact]
    public void A_path_whose_links_go_round_is_a_kill()
    {
        string loop = Path.Combine(_folder, "loop");
        File.CreateSymbolicLink(loop, loop);
        using OperatorRig inside = new(Path.Combine(loop, "KILL"));
        inside.Turn();
        Assert.True(inside.IsKilled);
        Assert.NotNull(inside.KillFile.Failure);
        using OperatorRig itself = new(loop);
        itself.Turn();
        Assert.True(itself.IsKilled);
    }

    [Fact]
    public void A_kill_file_that_is_removed_by_hand_is_made_again_and_re_arms_nothing()
    {
        using OperatorRig rig = new();
        rig.Switch.Kill();
        rig.Turn();
        File.Delete(rig.KillPath);
        rig.Turn();
        Assert.True(rig.IsKilled);
        Assert.True(File.Exists(rig.KillPath));
    }

    [Fact]
    public void Pressing_the_switch_again_kills_again()
    {
        using OperatorRig rig = new();
        File.WriteAllText(rig.KillPath, "");
        rig.Turn();
        rig.Turn();
        Assert.Single(rig.Taken, e => e.Kind == ControlKind.Kill);
        using (Process touch = Process.Start("touch", ["-d", "2001-02-03", rig.KillPath]))
            touch.WaitForExit();
        rig.Turn();
        Assert.Equal(2, rig.Taken.Count(e => e.Kind == ControlKind.Kill));
        rig.Switch.Kill();
        rig.LoopTurn();
        Assert.Equal(3, rig.Taken.Count(e => e.Kind == ControlKind.Kill));
    }

    [Fact]
    public void A_kill_that_can_not_be_written_holds_and_is_told_until_it_is()
    {
        string folder = Path.Combine(_folder, "c");
        Directory.CreateDirectory(folder);
        using OperatorRig rig = new(Path.Combine(folder, "KILL"));
        rig.Turn();
        Directory.Delete(folder);
        File.WriteAllText(folder, "");
        rig.Switch.Kill();
        rig.Turn();
        Assert.True(rig.IsKilled);
        Assert.NotNull(rig.KillFile.Failure);
        File.Delete(folder);
        Directory.CreateDirectory(folder);
        rig.Turn();
        Assert.True(File.Exists(rig.KillPath));
        Assert.Null(rig.KillFile.Failure);
    }
}
