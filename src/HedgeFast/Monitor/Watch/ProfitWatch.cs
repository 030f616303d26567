using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Profit;

namespace HedgeFast.Monitor.Watch;

/// <summary>Takes the profit of book and hedge while the run goes on and tells the engine what they have gained. Belongs to the thread that watches.</summary>
/// <param name="pipeline">The engine.</param>
/// <param name="settings">Its settings.</param>
/// <param name="book">The options.</param>
/// <param name="volatilities">Where they do not come from the book.</param>
internal sealed class ProfitWatch(Pipeline pipeline, HedgeSettings settings, OptionBook book, OptionVolatilities? volatilities)
{
    private readonly ProfitMeter _meter = new(settings, book, volatilities, pipeline.Loop.Volatilities);
    private readonly HedgeMark[] _marks = new HedgeMark[settings.Instruments.Count];
    private readonly ExpiryMark[] _expiries = new ExpiryMark[book.Slices.Length];
    private readonly Lock _lock = new();
    private ProfitParts? _shown;

    /// <summary>Profit since the start, by where it came from; null before the first price, and before the first volatilities where quotes give them. Any thread.</summary>
    public ProfitParts? Parts
    {
        get
        {
            lock (_lock)
                return _shown;
        }
    }

    /// <summary>Whether there was a price to begin with, and volatilities.</summary>
    public bool HasStarted => _meter.Steps > 0;

    /// <summary>What went wrong last; null while all is well.</summary>
    public string? Failure { get; private set; }

    /// <summary>Takes the next step.</summary>
    public void Step()
    {
        if (!pipeline.Loop.Marks.TryRead(_marks, _expiries))
            return;
        Failure = null;
        if (_meter.Step(_marks, _expiries))
            Tell();
    }

    private void Tell()
    {
        ProfitParts parts = _meter.Parts;
        lock (_lock)
            _shown = parts;
        // What is not finite is told too: the loop stops, because nobody knows what is lost.
        pipeline.MarkBook(parts.Total);
        if (!double.IsFinite(parts.Total))
            Failure = "profit is no finite number";
    }
}
