namespace HedgeFast.Sinks;

/// <summary>Runs a background thread whose exception ends that thread alone and is kept for the watch.</summary>
internal sealed class GuardedThread
{
    private readonly Thread _thread;
    private readonly Action _body;
    private Exception? _failure;

    /// <summary>Makes the thread; <see cref="Start"/> starts it.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="body">Work of the thread; a return ends the thread.</param>
    public GuardedThread(string name, Action body)
    {
        _body = body;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
    }

    /// <summary>The exception that ended the thread; null without one. Any thread.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Waits for the end of the thread.</summary>
    /// <param name="patience">Longest wait.</param>
    /// <returns>Whether the thread has ended, or was never started.</returns>
    public bool Join(TimeSpan patience) => (_thread.ThreadState & ThreadState.Unstarted) != 0 || _thread.Join(patience);

    private void Run()
    {
        try
        {
            _body();
        }
        catch (Exception failure)
        {
            Volatile.Write(ref _failure, failure);
        }
    }
}
