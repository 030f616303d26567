using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// Tells the <see cref="SolverStage"/> what it needs to know of one underlying, a little at a time so that it never
/// holds the loop for more than a microsecond or so: the forward of each slice whenever forwards were read, and the
/// American options whenever their polynomials are due.
/// </summary>
internal sealed class SolverRequests
{
    // Requests of a slice of work, each of some ten nanoseconds.
    private const int SliceRequests = 64;

    private readonly OptionBook _book;
    private readonly ushort _underlying;
    private readonly UnderlyingTerms _terms;
    private readonly int[] _bookSlices;
    private readonly bool _tellsForwards;
    private long _toldReadings;
    private int _nextSlice;
    private int _nextOption;
    private int _optionSlice;
    private long _answersBefore = -1;
    private bool _isAsking;

    /// <summary>Nothing has been told yet.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlying">Index of the underlying.</param>
    /// <param name="terms">Its terms.</param>
    /// <param name="tellsForwards">Whether its volatilities come from quotes.</param>
    public SolverRequests(OptionBook book, int underlying, UnderlyingTerms terms, bool tellsForwards)
    {
        (_book, _underlying, _terms, _tellsForwards) = (book, (ushort)underlying, terms, tellsForwards);
        _bookSlices = [.. Enumerable.Range(0, book.Slices.Length).Where(s => book.Slices[s].Underlying == underlying)];
        _nextSlice = _bookSlices.Length;
    }

    /// <summary>Does a slice of what is to be told.</summary>
    /// <returns>Whether there was any that found room.</returns>
    public bool AskSlice(IRingProducer<SolverRequest> requests) =>
        (_tellsForwards && TellForwards(requests)) || (_terms.American.Count != 0 && AskForWindow(requests));

    private bool TellForwards(IRingProducer<SolverRequest> requests)
    {
        if (_nextSlice == _bookSlices.Length && _toldReadings != _terms.ForwardReadings)
            (_toldReadings, _nextSlice) = (_terms.ForwardReadings, 0);
        int first = _nextSlice;
        int end = Math.Min(_bookSlices.Length, first + SliceRequests);
        while (_nextSlice < end && requests.TryPublish(new SolverRequest
        {
            Kind = SolverRequestKind.Forward,
            Underlying = _underlying,
            Index = _bookSlices[_nextSlice],
            TimeNanos = _terms.SeenNanos,
            Value = _terms.Price,
            LogRatio = _terms.LogRatio(_nextSlice),
        }))
        {
            _nextSlice++;
        }

        return _nextSlice > first;
    }

    private bool AskForWindow(IRingProducer<SolverRequest> requests)
    {
        AmericanRange range = _terms.American;
        if (!_isAsking)
        {
            bool isDue = _terms.IsReadyForWindow
                && range.IsDue(_terms.Price, _terms.SeenNanos)
                && range.Answers != _answersBefore;
            if (!isDue
                || !requests.TryPublish(
                    new SolverRequest
                    {
                        Kind = SolverRequestKind.Window,
                        Underlying = _underlying,
                        TimeNanos = _terms.SeenNanos,
                        Value = _terms.Price,
                    }))
            {
                return false;
            }

            (_isAsking, _nextOption, _optionSlice, _answersBefore) = (true, range.Start, 0, range.Answers);
            return true;
        }

        int first = _nextOption;
        int last = range.Start + range.Count;
        int end = Math.Min(last, first + SliceRequests);
        while (_nextOption < end && requests.TryPublish(RequestOf(_nextOption)))
            _nextOption++;
        _isAsking = _nextOption < last;
        return _nextOption > first;
    }

    private SolverRequest RequestOf(int option)
    {
        while (!_book.Slices[_bookSlices[_optionSlice]].Contains(option))
            _optionSlice++;
        double logRatio = _terms.LogRatio(_optionSlice);
        return new SolverRequest
        {
            Kind = SolverRequestKind.Option,
            Underlying = _underlying,
            Index = option,
            Value = _terms.VolatilityOf(_optionSlice, option, logRatio),
            LogRatio = logRatio,
        };
    }
}
