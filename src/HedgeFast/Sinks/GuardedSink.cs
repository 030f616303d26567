using System.Text;
using HedgeFast.Fix.Files;

namespace HedgeFast.Sinks;

/// <summary>
/// Writes text to a terminal, pipe or file that may fail or hang; callers never wait and never see an exception.
/// </summary>
/// <remarks>
/// A thread of the sink writes, and retries a failed target after a pause. Text without room in the buffer is dropped
/// and counted.
/// </remarks>
internal sealed class GuardedSink : IDisposable
{
    /// <summary>Capacity of the buffer, characters.</summary>
    public const int CharsMax = 1 << 20;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HungAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly StringBuilder _waiting = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEventSlim _end = new();
    private readonly ManualResetEventSlim _idle = new(true);
    private readonly Func<TextWriter> _open;
    private readonly bool _owns;
    private readonly TimeProvider _time;
    private readonly GuardedThread _thread;
    private TextWriter? _target;
    private volatile string? _reason;
    private long _lost;
    private long _writingSince;

    private GuardedSink(string name, Func<TextWriter> open, bool owns, TimeProvider time)
    {
        Name = name;
        _open = open;
        _owns = owns;
        _time = time;
        _thread = new GuardedThread($"sink {name}", Run);
    }

    /// <summary>Makes a sink over a writer that stays the caller's.</summary>
    /// <param name="name">Name of the sink in reports of its failure.</param>
    /// <param name="target">Receives the text on the sink's thread alone.</param>
    /// <param name="time">The clock that detects a hanging target.</param>
    public static GuardedSink Over(string name, TextWriter target, TimeProvider time) =>
        Started(new GuardedSink(name, () => target, owns: false, time));

    /// <summary>Makes a sink that appends to a file.</summary>
    /// <remarks>A failure reopens the file, so that a rotated file or new room on the disk is found.</remarks>
    /// <param name="name">Name of the sink in reports of its failure.</param>
    /// <param name="path">The file.</param>
    /// <param name="time">The clock that detects a hanging disk.</param>
    /// <exception cref="IOException">The file can't be opened now.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static GuardedSink ToFile(string name, string path, TimeProvider time)
    {
        TextWriter Open() => new StreamWriter(
            PrivateFile.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete));
        return Started(new GuardedSink(name, Open, owns: true, time) { _target = Open() });
    }

    /// <summary>Name of the sink.</summary>
    public string Name { get; }

    /// <summary>Number of dropped texts. Any thread.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>The present failure in words; null while the target is written. Any thread.</summary>
    public string? Failure
    {
        get
        {
            if (_reason is { } reason)
                return $"can't be written: {reason}";
            long since = Volatile.Read(ref _writingSince);
            return since != 0 && _time.GetElapsedTime(since) >= HungAfter
                ? "hangs: writes do not return"
                : null;
        }
    }

    /// <summary>Adds text. Any thread; neither waits nor throws.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        lock (_lock)
        {
            if (_waiting.Length + text.Length > CharsMax)
            {
                Volatile.Write(ref _lost, _lost + 1);
                return;
            }

            _waiting.Append(text);
            _idle.Reset();
        }

        _wake.Set();
    }

    /// <summary>Waits until the buffer is written.</summary>
    /// <param name="patience">Longest wait.</param>
    /// <returns>Whether the buffer was written; false when the target fails or hangs.</returns>
    public bool Drain(TimeSpan patience) => _idle.Wait(patience) && _reason is null;

    /// <summary>
    /// Writes the rest of the buffer within a second and ends the thread; a hanging thread is left behind.
    /// </summary>
    public void Dispose()
    {
        _end.Set();
        _wake.Set();
        if (!_thread.Join(EndPatience))
            return;
        if (_owns)
            Close();

        // The events are not disposed: a thread that was left behind may still use them.
    }

    private static GuardedSink Started(GuardedSink sink)
    {
        sink._thread.Start();
        return sink;
    }

    private void Run()
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            string text = Take();
            if (text.Length == 0)
            {
                if (_end.IsSet)
                    return;
                _wake.WaitOne();
                continue;
            }

            if (TryHandOn(text))
            {
                pause = FirstPause;
                continue;
            }

            Volatile.Write(ref _lost, _lost + 1);
            if (_end.Wait(pause))
                return;
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    private string Take()
    {
        lock (_lock)
        {
            string text = _waiting.ToString();
            _waiting.Clear();
            if (text.Length == 0)
                _idle.Set();
            return text;
        }
    }

    private bool TryHandOn(string text)
    {
        Volatile.Write(ref _writingSince, Math.Max(1, _time.GetTimestamp()));
        try
        {
            _target ??= _open();
            _target.Write(text);
            _target.Flush();
            _reason = null;
            return true;
        }
        catch (Exception failure)
        {
            // No exception of a target ends anything else.
            _reason = failure.Message;
            if (_owns)
                Close();
            return false;
        }
        finally
        {
            Volatile.Write(ref _writingSince, 0);
        }
    }

    private void Close()
    {
        TextWriter? target = _target;
        _target = null;
        try
        {
            target?.Dispose();
        }
        catch (Exception failure)
        {
            // A close flushes, and fails for the reason already reported.
            _reason ??= failure.Message;
        }
    }
}
