namespace HedgeFast.Simulation.Kernel;

/// <summary>The system calls of one process, at any of which it may be killed.</summary>
internal sealed class ProcessGate
{
    private bool _isDead;

    /// <summary>Raised once, when the process dies and before any of its code runs on.</summary>
    public event Action? Died;

    /// <summary>Whether it is dead; to be set once.</summary>
    public bool IsDead
    {
        get => _isDead;
        set
        {
            if (_isDead && !value)
                throw new InvalidOperationException("A dead process does not come back; make a new one.");
            if (_isDead == value)
                return;
            _isDead = true;
            Died?.Invoke();
        }
    }

    /// <summary>System calls so far.</summary>
    public long Calls { get; private set; }

    /// <summary>The call that kills, before it has any effect; 0 for none.</summary>
    public long DieAtCall { get; set; }

    /// <summary>Counts a system call.</summary>
    /// <exception cref="ProcessKilledException">The process is dead, or dies here.</exception>
    public void Pass()
    {
        Calls++;
        if (_isDead || Calls == DieAtCall)
            Kill();
    }

    private void Kill()
    {
        IsDead = true;
        throw new ProcessKilledException();
    }
}
