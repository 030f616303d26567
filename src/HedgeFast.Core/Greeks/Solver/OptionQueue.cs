namespace HedgeFast.Core.Greeks.Solver;

/// <summary>Queue of options that wait for work, each at most once.</summary>
/// <param name="capacity">Number of options.</param>
internal sealed class OptionQueue(int capacity)
{
    private readonly int[] _options = new int[capacity];
    private int _head;

    /// <summary>Number of options that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Removes the option that has waited longest; there is one.</summary>
    public int Dequeue()
    {
        int option = _options[_head];
        _head = _head + 1 == _options.Length ? 0 : _head + 1;
        Count--;
        return option;
    }

    /// <summary>Adds an option that does not wait yet.</summary>
    public void Enqueue(int option)
    {
        int tail = _head + Count;
        _options[tail >= _options.Length ? tail - _options.Length : tail] = option;
        Count++;
    }
}
