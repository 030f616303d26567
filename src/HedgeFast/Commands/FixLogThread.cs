using HedgeFast.Fix.Log;

namespace HedgeFast.Commands;

/// <summary>Writes the FIX messages of a run to their file, on a thread of its own.</summary>
internal sealed class FixLogThread : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    /// <summary>Opens the file and starts the thread.</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public FixLogThread(string path)
    {
        Log = new FixMessageLog(path);
        _thread = new Thread(Run) { Name = "fix-log", IsBackground = true };
        _thread.Start();
    }

    /// <summary>What the session adds to.</summary>
    public FixMessageLog Log { get; }

    /// <summary>Why writing ended early, or null. The session goes on without it.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Writes what is left. The session must have ended. A thread that its disk holds longer than 5 s is left behind.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (!_thread.Join(Patience)) return;
        if (Failure is null) Log.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stop.Wait(LookEvery)) Log.Write();
        }
        catch (IOException e)
        {
            // A log that can't be written must not end trading.
            Failure = e;
        }
    }
}
