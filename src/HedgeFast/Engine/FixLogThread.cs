using HedgeFast.Fix.Log;
using HedgeFast.Sinks;

namespace HedgeFast.Engine;

/// <summary>Writes the FIX messages of a run to their file, on a thread of its own.</summary>
/// <remarks>A write that fails is repeated after a pause; trading continues without it.</remarks>
internal sealed class FixLogThread : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim _stop = new();
    private readonly GuardedThread _thread;
    private readonly Func<bool> _write;
    private volatile string? _failure;

    /// <summary>Opens the file and starts the thread.</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public FixLogThread(string path)
    {
        Log = new FixMessageLog(path);
        _write = () => Log.Write() > 0;
        _thread = new GuardedThread("fix-log", Run);
        _thread.Start();
    }

    /// <summary>The log that the session adds to.</summary>
    public FixMessageLog Log { get; }

    /// <summary>Reason why messages are not written at present; null while they are. Any thread.</summary>
    public string? Failure => _failure ?? _thread.Failure?.Message;

    /// <summary>Writes the rest. The session must have ended.</summary>
    /// <remarks>A thread that its disk holds longer than 2 s is left behind.</remarks>
    public void Dispose()
    {
        _stop.Set();
        if (!_thread.Join(EndPatience))
            return;
        TryWrite(Close);
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(_failure is null ? LookEvery : PauseAfterFailure))
            TryWrite(_write);
    }

    private bool Close()
    {
        Log.Dispose();
        return true;
    }

    // A log that can't be written must not end trading.
    private void TryWrite(Func<bool> write)
    {
        try
        {
            // Without anything to write the state of the file is unknown.
            if (write())
                _failure = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = $"can't be written: {e.Message}";
        }
    }
}
