using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Profit;

namespace HedgeFast.Monitor.Watch;

/// <summary>Marks book and hedge to market while the run lasts, and sends the gain to the engine.</summary>
/// <remarks>Belongs to the thread that watches.</remarks>
/// <param name="pipeline">The engine.</param>
/// <param name="settings">Its settings.</param>
/// <param name="book">The options.</param>
/// <param name="volatilities">Volatilities of the options; null uses the book's.</param>
internal sealed class ProfitWatch(
    Pipeline pipeline, HedgeSettings settings, OptionBook book, OptionVolatilities? volatilities)
{
    private readonly ProfitMeter _meter = new(
        settings.Instruments, settings.Underlyings, book, volatilities, pipeline.Loop.Volatilities);
    private readonly HedgeMark[] _marks = new HedgeMark[settings.Instruments.Count];
    private readonly ExpiryMark[] _expiries = new ExpiryMark[book.Groups.Length];
    private readonly int _underlyings = settings.Underlyings.Count;
    private volatile MarkedProfit? _shown;

    /// <summary>Profit since the start; null before the first price. Any thread.</summary>
    /// <remarks>Where quotes give the volatilities, null before the first of them too.</remarks>
    public MarkedProfit? Profit => _shown;

    /// <summary>Whether there was a price to begin with, and volatilities.</summary>
    public bool HasStarted => _meter.Steps > 0;

    /// <summary>The last fault; null while there is none.</summary>
    public string? Failure { get; private set; }

    /// <summary>Makes the next step.</summary>
    public void Step()
    {
        if (!pipeline.Loop.Marks.TryRead(_marks, _expiries))
            return;
        Failure = null;
        if (_meter.Step(_marks, _expiries))
            Publish();
    }

    private void Publish()
    {
        var profit = new MarkedProfit(
            _meter.Parts,
            [.. Enumerable.Range(0, _underlyings).Select(_meter.PartsOf)],
            [.. Enumerable.Range(0, _underlyings).Select(_meter.GammaOf)]);
        _shown = profit;

        // A sum that is not finite is sent too: the loop stops, because the loss is unknown.
        double total = profit.Total.Total;
        pipeline.Control.MarkBook(total);
        if (!double.IsFinite(total))
            Failure = "profit is no finite number";
    }
}
