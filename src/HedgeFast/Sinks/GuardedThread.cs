namespace HedgeFast.Sinks;

/// <summary>A background thread of the program whose exception does not end the process: it ends the thread and is kept for the watch.</summary>
internal sealed class GuardedThread
{
    private readonly Thread _thread;
    private readonly Action _body;
    private Exception? _failure;

    /// <summary>Prepares the thread; <see cref="Start"/> runs it.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="body">What it does; it returns when the thread shall end.</param>
    public GuardedThread(string name, Action body)
    {
        _body = body;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
    }

    /// <summary>The exception that ended the thread, or null. Any thread.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Waits for the end of the thread.</summary>
    /// <param name="patience">Longest wait.</param>
    /// <returns>Whether it has ended; true also when it was never started.</returns>
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
