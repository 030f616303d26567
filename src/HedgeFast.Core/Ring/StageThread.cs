using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Ring;

/// <summary>
/// Owns a thread that runs one or several stages round robin. Between rounds it waits by its strategy; when a stage
/// throws it ends and keeps the exception. It counts the managed bytes its thread allocates, which in steady state must
/// not grow.
/// </summary>
public sealed class StageThread : IDisposable
{
    /// <summary>Rounds between two readings of the allocation counter.</summary>
    public const int SampleRounds = 1024;

    /// <summary>
    /// Rounds with work that the thread still grants its stages after it was asked to stop, so that what is in their
    /// rings is not lost.
    /// </summary>
    public const int FinalRoundsMax = 4096;

    private const int StopRequest = 1;
    private const int WarmRequest = 2;
    private const int CoolRequest = 4;

    private readonly Thread _thread;
    private readonly IStage[] _stages;
    private readonly IWaitStrategy _wait;
    private readonly int _cpu;
    private readonly PaddedSequence _requests = new();
    private readonly PaddedSequence _allocated = new();
    private readonly PaddedSequence _warmBaseline = new();
    private readonly PaddedSequence _steadyEnd = new();
    private Exception? _failure;
    private IStage? _failedStage;
    private volatile bool _pinned;
    private long _rounds;

    /// <summary>Prepares the thread; <see cref="Start"/> starts it.</summary>
    /// <param name="stages">What it runs, in this order; at least one.</param>
    /// <param name="wait">How it waits; belongs to this thread from now on.</param>
    /// <param name="cpu">CPU to bind to; negative leaves the choice to the kernel.</param>
    /// <exception cref="ArgumentException">There is no stage.</exception>
    public StageThread(IReadOnlyList<IStage> stages, IWaitStrategy wait, int cpu = -1)
    {
        if (stages.Count == 0)
            throw new ArgumentException("A stage thread needs at least one stage.", nameof(stages));
        _stages = [.. stages];
        _wait = wait;
        _cpu = cpu;
        Name = string.Join('+', _stages.Select(stage => stage.Name));
        _steadyEnd.Release(long.MaxValue);
        _thread = new Thread(Run) { Name = Name, IsBackground = true };
    }

    /// <summary>Names of the stages, joined by '+'.</summary>
    public string Name { get; }

    /// <summary>
    /// What a producer must call so that this thread does not sleep over its work; null when it never sleeps, or wakes
    /// by itself.
    /// </summary>
    public IWakeup? Wakeup => _wait as IWakeup;

    /// <summary>
    /// Whether the thread runs on the one CPU asked for. False before it has started and when binding was refused.
    /// </summary>
    public bool IsPinned => _pinned;

    /// <summary>
    /// Rounds that the stages have been given; stands still while a stage does not return. Any thread.
    /// </summary>
    public long Rounds => Volatile.Read(ref _rounds);

    /// <summary>Whether the thread has been started and has not ended.</summary>
    public bool IsRunning => _thread.IsAlive;

    /// <summary>The exception that ended the thread, or null.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Name of the stage whose exception ended the thread, or null.</summary>
    public string? FailedStage => Volatile.Read(ref _failedStage)?.Name;

    /// <summary>
    /// Managed bytes allocated by the thread since it started, as of at most <see cref="SampleRounds"/> rounds ago;
    /// exact once the thread has ended.
    /// </summary>
    public long AllocatedBytes => _allocated.Acquire();

    /// <summary>
    /// Managed bytes allocated in steady state: since the thread obeyed the last <see cref="MarkWarm"/>, or since it
    /// started when there was none, up to <see cref="MarkCool"/>, or to the last reading when there was none. As fresh
    /// as <see cref="AllocatedBytes"/>.
    /// </summary>
    public long AllocatedSinceWarmBytes =>
        Math.Max(0, Math.Min(_allocated.Acquire(), _steadyEnd.Acquire()) - _warmBaseline.Acquire());

    /// <summary>Starts the thread.</summary>
    /// <exception cref="ThreadStateException">It was started before.</exception>
    public void Start() => _thread.Start();

    /// <summary>
    /// Says that warm-up is over: at the beginning of its next round the thread takes its allocation counter as the new
    /// zero. Any thread.
    /// </summary>
    public void MarkWarm()
    {
        Request(WarmRequest);
        Wakeup?.Wake();
    }

    /// <summary>Says that the steady state is over: what stopping allocates is not counted to it. Any thread.</summary>
    public void MarkCool()
    {
        Request(CoolRequest);
        Wakeup?.Wake();
    }

    /// <summary>Whether a <see cref="MarkWarm"/> or <see cref="MarkCool"/> has not been obeyed yet.</summary>
    public bool IsMarkPending => (_requests.Acquire() & (WarmRequest | CoolRequest)) != 0;

    /// <summary>
    /// Asks the thread to end. It first runs rounds until one finds no work, at most <see cref="FinalRoundsMax"/>, so
    /// that rings are emptied. Any thread.
    /// </summary>
    public void RequestStop()
    {
        Request(StopRequest);
        Wakeup?.Wake();
    }

    /// <summary>Waits for the thread to end.</summary>
    /// <param name="patience">Longest wait.</param>
    /// <returns>Whether it has ended; true also when it was never started.</returns>
    public bool Join(TimeSpan patience) => (_thread.ThreadState & ThreadState.Unstarted) != 0 || _thread.Join(patience);

    /// <summary>
    /// Asks the thread to end and waits for it. One that a stage keeps longer than 5 s is left behind; it is a
    /// background thread.
    /// </summary>
    public void Dispose()
    {
        RequestStop();
        Join(TimeSpan.FromSeconds(5));
    }

    private void Request(long bit) => _requests.Or(bit);

    private void Run()
    {
        int stage = 0;
        try
        {
            _pinned = _cpu >= 0 && CpuAffinity.TryPin(_cpu);
            while (Obey())
            {
                for (int round = 0; round < SampleRounds && _requests.Acquire() == 0; round++)
                    _wait.Idle(RunRound(ref stage));
                Sample();
            }

            for (int round = 0; round < FinalRoundsMax && RunRound(ref stage) != 0; round++)
            {
            }
        }
        catch (Exception failure)
        {
            Volatile.Write(ref _failedStage, _stages[stage]);
            Volatile.Write(ref _failure, failure);
        }
        finally
        {
            Sample();
        }
    }

    // Not a part of Run: that runs once a thread, and what the compiler makes of its loop is lost with the thread; a
    // round stays as good as it has become.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int RunRound(ref int stage)
    {
        IStage[] stages = _stages;
        int work = 0;
        for (stage = 0; stage < stages.Length; stage++)
            work += stages[stage].DoWork();
        stage = 0;
        Volatile.Write(ref _rounds, _rounds + 1);
        return work;
    }

    // False when the thread shall end.
    private bool Obey()
    {
        long requests = _requests.Acquire();
        if ((requests & WarmRequest) != 0)
        {
            Sample();
            _warmBaseline.Release(_allocated.Acquire());
            _steadyEnd.Release(long.MaxValue);
            _requests.And(~WarmRequest);
        }

        if ((requests & CoolRequest) != 0)
        {
            Sample();
            _steadyEnd.Release(_allocated.Acquire());
            _requests.And(~CoolRequest);
        }

        return (requests & StopRequest) == 0;
    }

    private void Sample() => _allocated.Release(GC.GetAllocatedBytesForCurrentThread());
}
