namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>Options that wait for work, first in, first out, each at most once.</summary>
/// <param name="capacity">Number of options.</param>
internal sealed class OptionQueue(int capacity)
{
    private readonly int[] _options = new int[capacity];
    private int _head;

    /// <summary>Number of options that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the option that has waited longest; there is one.</summary>
    public int Dequeue()
    {
        int option = _options[_head];
        _head = _head + 1 == _options.Length ? 0 : _head + 1;
        Count--;
        return option;
    }

    /// <summary>Lets an option wait that does not yet.</summary>
    public void Enqueue(int option)
    {
        int tail = _head + Count;
        _options[tail >= _options.Length ? tail - _options.Length : tail] = option;
        Count++;
    }
}
