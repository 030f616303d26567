using HedgeFast.Core.Control;
using HedgeFast.Tests.Core.Control;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// Kills and re-arms by signal, kill file, operator file and program cross in every order, with the turns of the
/// threads between them at random and the loop as the judge: after the last kill without a later re-arm the loop is
/// killed and the file says so.
/// </summary>
public sealed class CrossingRequestsTests
{
    private const int Sequences = 400;
    private const int Steps = 30;

    [Fact]
    public void After_the_last_kill_without_a_later_re_arming_the_loop_is_killed_and_the_file_says_so()
    {
        for (int seed = 0; seed < Sequences; seed++)
            Assert.True(Broken(seed, fault: null) is not { } broken, $"seed {seed}: {Broken(seed, fault: null)}");
    }

    [Theory]
    [InlineData("a re-arming that takes every kill back")]
    [InlineData("a re-arming that has seen one kill more")]
    public void A_planted_fault_breaks_the_invariant(string fault)
    {
        Func<ControlEvent, ControlEvent> planted = fault == "a re-arming that takes every kill back"
            ? asked => asked.Kind == ControlKind.Rearm ? asked with { Lots = long.MaxValue } : asked
            : asked => asked.Kind == ControlKind.Rearm ? asked with { Lots = asked.Lots + 1 } : asked;
        Assert.Contains(Enumerable.Range(0, Sequences), seed => Broken(seed, planted) is not null);
    }

    // What was wrong, or null.
    private static string? Broken(int seed, Func<ControlEvent, ControlEvent>? fault)
    {
        var random = new Random(seed);
        using OperatorRig rig = new(fault: fault);
        var done = new List<string>();
        bool lastIsKill = false;
        rig.Turn();
        for (int step = 0; step < Steps; step++)
        {
            string did = Step(rig, random, ref lastIsKill);
            done.Add(did);
        }

        rig.Turn(4);
        string story = string.Join(", ", done);
        if (lastIsKill && !rig.IsKilled)
            return $"not killed after {story}";
        if (rig.IsKilled && !File.Exists(rig.KillPath))
            return $"killed, and no file says so, after {story}";
        rig.Rearm("Q");
        rig.Turn(2);
        return rig.IsKilled ? $"could not be re-armed after {story}"
            : File.Exists(rig.KillPath) ? $"re-armed, and the file is there, after {story}"
            : null;
    }

    private static string Step(OperatorRig rig, Random random, ref bool lastIsKill)
    {
        // Whatever was written and not taken yet is written over by a second request, as it is with a shell: then only
        // the second counts.
        bool isFree = !File.Exists(rig.OperatorPath);
        switch (random.Next(12))
        {
            case 0:
                rig.Switch.Kill();
                lastIsKill = true;
                return "signal";
            case 1 when !File.Exists(rig.KillPath):
                File.WriteAllText(rig.KillPath, "");
                lastIsKill = true;
                return "kill file";
            case 2 when isFree:
                rig.Write("kill");
                lastIsKill = true;
                return "operator's kill";
            case 3 or 4 when isFree:
                rig.Write("rearm P");
                lastIsKill = false;
                return "operator's rearm";
            case 5 when isFree:
                rig.Write("rearm P\nKILL\n");
                lastIsKill = true;
                return "operator's rearm and kill";
            case 6:
                rig.Rearm("R");
                lastIsKill = false;
                return "program's rearm";
            case 7:
                rig.Clock.Advance(random.Next(200) * 1_000_000L);
                return "time";
            case 8:
                rig.OperatorFile.DoWork();
                return "operator file's turn";
            case 9:
                rig.KillFile.DoWork();
                return "kill file's turn";
            case 10:
                rig.Control.DoWork();
                return "timer's turn";
            default:
                rig.LoopTurn();
                return "loop's turn";
        }
    }
}
