using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// Requests of one underlying to the <see cref="SolverStage"/>, sent in steps of about a microsecond.
/// </summary>
/// <remarks>
/// The forward of each group whenever forwards were read, and the American options whenever their polynomials are due.
/// </remarks>
internal sealed class SolverRequests
{
    // Requests of one step of work, each of some ten nanoseconds.
    private const int StepRequests = 64;

    private readonly OptionBook _book;
    private readonly ushort _underlying;
    private readonly UnderlyingTerms _terms;
    private readonly int[] _bookGroups;
    private readonly bool _sendsForwards;
    private long _sentReadings;
    private int _nextGroup;
    private int _nextOption;
    private int _optionGroup;
    private long _answersBefore = -1;
    private bool _isRequesting;

    /// <summary>No request has been sent yet.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlying">Index of the underlying.</param>
    /// <param name="terms">Terms of the underlying.</param>
    /// <param name="sendsForwards">Whether its volatilities come from quotes.</param>
    public SolverRequests(OptionBook book, int underlying, UnderlyingTerms terms, bool sendsForwards)
    {
        _book = book;
        _underlying = (ushort)underlying;
        _terms = terms;
        _sendsForwards = sendsForwards;
        _bookGroups = [.. Enumerable.Range(0, book.Groups.Length).Where(s => book.Groups[s].Underlying == underlying)];
        _nextGroup = _bookGroups.Length;
    }

    /// <summary>Sends one step of requests.</summary>
    /// <returns>Whether any request found room.</returns>
    public bool AskStep(IRingProducer<SolverRequest> requests) =>
        (_sendsForwards && SendForwards(requests)) || (_terms.American.Count != 0 && RequestWindow(requests));

    private bool SendForwards(IRingProducer<SolverRequest> requests)
    {
        if (_nextGroup == _bookGroups.Length && _sentReadings != _terms.ForwardReadings)
            (_sentReadings, _nextGroup) = (_terms.ForwardReadings, 0);
        int first = _nextGroup;
        int end = Math.Min(_bookGroups.Length, first + StepRequests);
        while (_nextGroup < end && requests.TryPublish(new SolverRequest
        {
            Kind = SolverRequestKind.Forward,
            Underlying = _underlying,
            Index = _bookGroups[_nextGroup],
            TimeNanos = _terms.SeenNanos,
            Value = _terms.Price,
            LogRatio = _terms.LogRatio(_nextGroup),
        }))
        {
            _nextGroup++;
        }

        return _nextGroup > first;
    }

    private bool RequestWindow(IRingProducer<SolverRequest> requests)
    {
        AmericanRange range = _terms.American;
        if (!_isRequesting)
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

            _isRequesting = true;
            _nextOption = range.Start;
            _optionGroup = 0;
            _answersBefore = range.Answers;
            return true;
        }

        int first = _nextOption;
        int last = range.Start + range.Count;
        int end = Math.Min(last, first + StepRequests);
        while (_nextOption < end && requests.TryPublish(RequestOf(_nextOption)))
            _nextOption++;
        _isRequesting = _nextOption < last;
        return _nextOption > first;
    }

    private SolverRequest RequestOf(int option)
    {
        while (!_book.Groups[_bookGroups[_optionGroup]].Contains(option))
            _optionGroup++;
        double logRatio = _terms.LogRatio(_optionGroup);
        return new SolverRequest
        {
            Kind = SolverRequestKind.Option,
            Underlying = _underlying,
            Index = option,
            Value = _terms.VolatilityOf(_optionGroup, option, logRatio),
            LogRatio = logRatio,
        };
    }
}
