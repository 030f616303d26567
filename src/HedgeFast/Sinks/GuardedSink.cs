using System.Text;
using HedgeFast.Fix.Files;

namespace HedgeFast.Sinks;

/// <summary>
/// A way out for text that may fail or hang: terminal, pipe, file. Writing to it never waits and never throws; a thread of its own hands the text on, and tries again
/// after a pause where that fails. What finds no room meanwhile is counted and left out.
/// </summary>
internal sealed class GuardedSink : IDisposable
{
    /// <summary>Text that waits at most, characters.</summary>
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
        (Name, _open, _owns, _time) = (name, open, owns, time);
        _thread = new GuardedThread($"sink {name}", Run);
    }

    /// <summary>A sink over a writer that stays the caller's.</summary>
    /// <param name="name">What it is called where its failure is told.</param>
    /// <param name="target">Where the text goes; used by the sink's thread alone.</param>
    /// <param name="time">The clock that notices a target that hangs.</param>
    public static GuardedSink Over(string name, TextWriter target, TimeProvider time) => Started(new GuardedSink(name, () => target, owns: false, time));

    /// <summary>A sink to the end of a file. It is opened anew after a failure, so that a rotated file, or room on the disk, is found.</summary>
    /// <param name="name">What it is called where its failure is told.</param>
    /// <param name="path">The file.</param>
    /// <param name="time">The clock that notices a disk that hangs.</param>
    /// <exception cref="IOException">It can't be opened now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static GuardedSink ToFile(string name, string path, TimeProvider time)
    {
        TextWriter Open() => new StreamWriter(PrivateFile.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete));
        return Started(new GuardedSink(name, Open, owns: true, time) { _target = Open() });
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Texts that were left out. Any thread.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Why nothing is written at present, in words; null while all is well. Any thread.</summary>
    public string? Failure
    {
        get
        {
            if (_reason is { } reason)
                return $"can't be written: {reason}";
            long since = Volatile.Read(ref _writingSince);
            return since != 0 && _time.GetElapsedTime(since) >= HungAfter ? "hangs: what is written to it is not taken" : null;
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

    /// <summary>Waits until everything was handed on.</summary>
    /// <param name="patience">Longest wait.</param>
    /// <returns>Whether it was; false when the target fails or hangs.</returns>
    public bool Drain(TimeSpan patience) => _idle.Wait(patience) && _reason is null;

    /// <summary>Hands on what waits, for a second at most, and ends the thread. A target that hangs is left behind.</summary>
    public void Dispose()
    {
        _end.Set();
        _wake.Set();
        if (!_thread.Join(EndPatience))
            return;
        if (_owns)
            Close();

        // The events stay: a thread that was left behind may write still, and must find a sink that takes nothing.
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
            // Whatever a target throws, it is no reason to end anything else.
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
            // A close writes what is left, and fails for the reason that is told already.
            _reason ??= failure.Message;
        }
    }
}
