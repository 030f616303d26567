using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Run;

/// <summary>The program around the engine: stops in order, by request or behind a fault, and starts again.</summary>
internal sealed partial class World
{
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LogoutPatience = TimeSpan.FromSeconds(5);

    private Action? _betweenRuns;
    private long _deskDue;

    /// <summary>The plan of the processes; a run begun anew starts with the exchange's position.</summary>
    public WorldPlan EnginePlan { get; set; }

    public DeskOperator Desk { get; }

    /// <summary>Whether the program has been asked to stop in order.</summary>
    public bool IsStopAsked { get; private set; }

    /// <summary>Stops in order, does something while no process runs, and starts again.</summary>
    public void StopThen(Action? between = null)
    {
        IsStopAsked = Process is not null;
        _betweenRuns ??= between;
    }

    /// <summary>An operator writes lines into the operator file.</summary>
    public void Say(string lines)
    {
        Judge.OnSaid(lines);
        Disk.Append(WorldPlan.OperatorFile, System.Text.Encoding.UTF8.GetBytes(lines), keepsOpen: false);
    }

    // What the program looks at every ten milliseconds.
    private void LookForFaults(EngineProcess process)
    {
        if (process.Pipeline.JournalFailure is null && process.Engine.StoreFailure is null)
            return;
        IsDiskHurt = true;
        IsStopAsked = true;
    }

    private void LookFromDesk()
    {
        if (Timeline.Now < _deskDue)
            return;
        _deskDue = Timeline.Now + Desk.PauseNanos;
        Desk.Look();
    }

    /// <summary>Ends the process as the program does after an orderly stop; another one resumes soon.</summary>
    public void EndInOrder()
    {
        IsStopAsked = false;
        if (Process is not { } process)
            return;
        try
        {
            Judge.OnStop();
            process.Engine.StopInOrder(CancelPatience, LogoutPatience, () => Pass(process));
            Judge.OnStopped(process);
            Coverage.OnEnd();
            process.Engine.Dispose();
            process.Look(Shown);
            process.FlushAlerts();
            Judge.OnEnd(process);
        }
        catch (ProcessKilledException)
        {
            // It was killed while it ended.
        }
        catch (IOException) when (IsDiskHurt)
        {
            // Not everything could be closed, which the program says and ends all the same.
        }

        if (Process == process)
        {
            Die();
            StartDue = Timeline.Now + Second;
        }

        IsStopAsked = false;
        _betweenRuns?.Invoke();
        _betweenRuns = null;
    }

    private void Pass(EngineProcess process)
    {
        do
        {
            Step();
        }
        while (Timeline.Now < PausedUntil);
        if (Process != process)
            throw new ProcessKilledException();
    }
}
