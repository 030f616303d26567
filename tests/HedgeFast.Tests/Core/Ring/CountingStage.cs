using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>
/// Has a given amount of work, does it one by one, and notes in a shared list who had a turn. Can fail or allocate
/// instead.
/// </summary>
internal sealed class CountingStage(string name, int work = 0, List<string>? turns = null) : IStage
{
    private int _left = work;
    private int _rounds;

    public string Name => name;

    public int FailAfter { get; init; } = -1;

    public Func<object>? Allocate { get; set; }

    public object? Kept { get; private set; }

    public int Rounds => Volatile.Read(ref _rounds);

    public int ThreadId { get; private set; }

    public ManualResetEventSlim Rested { get; } = new();

    public int DoWork()
    {
        ThreadId = Environment.CurrentManagedThreadId;
        turns?.Add(name);
        if (Allocate is not null)
            Kept = Allocate();
        Volatile.Write(ref _rounds, _rounds + 1);
        if (_rounds == FailAfter)
            throw new FormatException($"{name} fails.");
        if (_left == 0)
        {
            Rested.Set();
            return 0;
        }

        _left--;
        return 1;
    }
}
