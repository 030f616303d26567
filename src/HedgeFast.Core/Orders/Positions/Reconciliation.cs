using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Reconciles our positions with the exchange's. Owned by the order desk.</summary>
/// <remarks>
/// Positions are requested after each logon, once orders are resolved and before new ones leave; at once when a
/// position is in doubt; and routinely while hedging goes on. Where positions differ, the underlying is not hedged
/// until an operator settles which one is right. A difference that fills on their way explain is requested again. One
/// found in a routine request, or explained by an ended or unresolved order, counts when it is reported twice: an
/// exchange whose positions lag behind its fills must not stop hedging.
/// </remarks>
/// <param name="settings">Whether to reconcile, and how long to wait.</param>
/// <param name="ledger">Our positions and doubts.</param>
/// <param name="limits">Limit on a position that an operator states.</param>
/// <param name="settlement">Settles positions.</param>
/// <param name="counters">Counts of the loop.</param>
/// <param name="shown">Counts of each instrument.</param>
public sealed class Reconciliation(
    OrderSettings settings, PositionLedger ledger, PreTradeLimits limits, PositionSettlement settlement,
    LoopCounters counters, IReadOnlyList<InstrumentCounters> shown)
{
    private const long Never = long.MaxValue;

    // No sum of reports is believed beyond: differences stay numbers.
    private const long MostLots = 1L << 60;

    // Reports of one answer that may come twice.
    private const int RememberedReports = 256;

    private readonly AppliedFills _reports = new(RememberedReports);
    private readonly PositionDoubt _doubt = ledger.Doubt;
    private readonly Answer[] _answers = new Answer[ledger.Instruments.Count];
    private long _askDueNanos = Never;
    private long _untilNanos = Never;
    private long _nextNanos = Never;
    private long _request;
    private long _announced;
    private long _reported;
    private long _retryNanos = Never;
    private long _raisedSeen;
    private bool _isOpen;
    private bool _isAnswered;
    private Occasion _occasion;

    // Why it is asked.
    private enum Occasion
    {
        Logon,
        Moved,
        Doubt,
        Routine,
    }

    /// <summary>Settles positions.</summary>
    public PositionSettlement Settlement => settlement;

    /// <summary>Whether every new order waits for the positions requested after a logon.</summary>
    public bool HoldsAll => _isOpen && _occasion == Occasion.Logon;

    /// <summary>Opens the reconciliation of a logon; positions are requested once orders are resolved.</summary>
    public void Begin(long nowNanos)
    {
        if (settings.ReconcilePositions)
            Open(nowNanos, Occasion.Logon);
    }

    /// <summary>Opens a reconciliation that is due, and ends one whose time is up.</summary>
    /// <remarks>
    /// A position in doubt is asked about at once, and again until it is answered; one that has changed since it was
    /// found to differ is asked about again.
    /// </remarks>
    /// <param name="nowNanos">Stamp of the latest event.</param>
    public void EndBatch(long nowNanos)
    {
        if (!_isOpen && !_doubt.Any && nowNanos < _nextNanos)
            return;
        if (!_isOpen
            && settings.ReconcilePositions
            && _doubt.Any
            && (_doubt.Raised != _raisedSeen || nowNanos >= _retryNanos))
        {
            Open(nowNanos, Occasion.Doubt);
        }
        else if (!_isOpen && settings.ReconcilePositions && _doubt.Any && HasMoved())
        {
            Open(nowNanos, Occasion.Moved);
        }
        else if (!_isOpen && nowNanos >= _nextNanos)
        {
            Open(nowNanos, Occasion.Routine);
        }

        if (_isOpen && nowNanos >= _untilNanos)
            Judge(nowNanos, isWhole: false, isLate: true);
    }

    /// <summary>Whether a request for positions is due.</summary>
    /// <param name="nowNanos">Stamp of the latest event.</param>
    public bool IsRequestDue(long nowNanos) => _isOpen && nowNanos >= _askDueNanos;

    /// <summary>Notes that a request for positions was sent.</summary>
    /// <param name="request">Number of the request.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void OnRequested(long request, long nowNanos)
    {
        _request = request;
        _announced = -1;
        _reported = 0;
        _askDueNanos = Never;
        if (_untilNanos == Never)
            _untilNanos = nowNanos + settings.RecoveryNanos;
        for (int i = 0; i < _answers.Length; i++)
        {
            ref Answer answer = ref _answers[i];
            answer.AskedLots = ledger.FilledLots(i);
            answer.TheirLots = 0;
            answer.IsReported = false;
        }
    }

    /// <summary>Applies an answer to the request for positions; answers to an older request are ignored.</summary>
    /// <returns>False when the event is not about positions.</returns>
    public bool TryApply(in ExecutionEvent execution)
    {
        if (execution.Kind is not (ExecutionKind.Position or ExecutionKind.PositionCount
            or ExecutionKind.PositionsRefused))
        {
            return false;
        }

        if (_isOpen && _request != 0 && execution.RequestId == _request)
            Apply(execution);
        return true;
    }

    /// <summary>Whether new orders of an underlying wait. Read at every tick, and nearly always from two
    /// fields.</summary>
    public bool Holds(int underlying) => HoldsAll || Stops(underlying);

    /// <summary>Whether an underlying is not hedged because a position in it is in doubt.</summary>
    public bool Stops(int underlying) => _doubt.Stops(underlying);

    /// <summary>Puts the position in doubt where an ended order still lacks fills after the time of
    /// recovery.</summary>
    public void CheckMissingFills(in LiveOrder order, long nowNanos)
    {
        bool isKnown = (_doubt.Of(order.Instrument) & (DoubtReasons.MissingFills | DoubtReasons.Differs)) != 0;
        if (isKnown || nowNanos - order.FinishedNanos < settings.RecoveryNanos)
            return;
        long ours = ledger.FilledLots(order.Instrument);
        _doubt.Raise(
            order.Instrument, DoubtReasons.MissingFills, ours,
            order.Side == Side.Buy ? ours + order.LeavesLots : ours - order.LeavesLots);
    }

    /// <summary>Settles a position in doubt, or one with an order that only a settlement closes, as an operator
    /// states.</summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="lots">The position, signed lots: ours or the exchange's; where the exchange has reported none, ours
    /// or any within the position limit.</param>
    /// <returns>Whether it was settled; never while a logon's request is open.</returns>
    public bool TrySettle(int instrument, long lots)
    {
        if ((uint)instrument >= (uint)_answers.Length || HoldsAll)
            return false;
        bool isDoubted = _doubt.Of(instrument) != DoubtReasons.None;
        if (!isDoubted && !ledger.Live.HasOpenEnd(instrument))
            return false;
        if (!MayBe(instrument, lots, isDoubted))
        {
            // Theirs may have changed since it was told: it is asked for again.
            _retryNanos = long.MinValue;
            return false;
        }

        settlement.Settle(instrument, lots);
        _doubt.Clear(instrument, ~DoubtReasons.None);

        // The question that may be under way is given up with it: where others are in doubt it is asked again.
        _isOpen = false;
        _raisedSeen = _doubt.Raised - (_doubt.Any ? 1 : 0);
        _answers[instrument].SuspectLots = 0;
        Show();
        return true;
    }

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add((_isOpen ? 1 : 0) | (_isAnswered ? 2 : 0) | ((int)_occasion << 2));
        digest.Add(_nextNanos);
        digest.Add(_retryNanos);
        digest.Add(_raisedSeen - _doubt.Raised);
        _doubt.AddTo(ref digest);
        ledger.Judge.AddTo(ref digest);
        digest.Add(_askDueNanos);
        digest.Add(_untilNanos);
        digest.Add(_request);
        digest.Add(_announced);
        digest.Add(_reported);
        foreach (ref Answer answer in _answers.AsSpan())
        {
            digest.Add(answer.AskedLots);
            digest.Add(answer.TheirLots);
            digest.Add(answer.SuspectLots);
            digest.Add(answer.IsReported ? 1 : 0);
        }
    }

    // A position that the exchange reported allows that one or ours. Where it reported none, or one beside another
    // position of ours, only the operator can know.
    private bool MayBe(int instrument, long lots, bool isDoubted)
    {
        long ours = ledger.FilledLots(instrument);
        bool isTold = (_doubt.Of(instrument) & DoubtReasons.Differs) != 0 && ours == _doubt.OurLots(instrument);
        if (lots == ours
            || (isDoubted
                && lots == _doubt.OtherLots(instrument)
                && (isTold || (_doubt.Of(instrument) & DoubtReasons.Differs) == 0)))
        {
            return true;
        }

        return !isTold
            && (
                isDoubted
                    ? Math.Abs((double)lots) <= limits.Settings.MaxPositionLots
                    : ledger.Interval(instrument).Contains(lots));
    }

    private void Open(long nowNanos, Occasion occasion)
    {
        _isOpen = true;
        _isAnswered = false;
        _occasion = occasion;
        _request = 0;
        _askDueNanos = nowNanos;
        _untilNanos = Never;
    }

    private void Apply(in ExecutionEvent execution)
    {
        if (execution.Kind == ExecutionKind.PositionsRefused)
        {
            Judge(execution.ReceiveNanos, isWhole: false, isLate: true);
            return;
        }

        if (execution.Kind == ExecutionKind.Position)
        {
            bool isNews = TryTakeReport(execution);
            if (!isNews)
                return;
            _reported++;
            if (execution.Instrument >= 0)
            {
                ref long theirs = ref _answers[execution.Instrument].TheirLots;
                theirs = Math.Clamp(theirs + execution.LastLots, -MostLots, MostLots);
                _answers[execution.Instrument].IsReported = true;
            }
        }

        if (execution.LeavesLots >= 0)
            _announced = execution.LeavesLots;
        if (_announced >= 0 && _reported >= _announced)
            Judge(execution.ReceiveNanos, isWhole: true, isLate: false);
    }

    // An exchange may give reports of two answers the same id. One without an id is always news.
    private bool TryTakeReport(in ExecutionEvent report)
    {
        if (report.ExecIdLow == 0 && report.ExecIdHigh == 0)
            return true;
        return _reports.TryAdd(report.ExecIdLow, report.ExecIdHigh ^ (ulong)_request);
    }

    // What a whole answer leaves out is not held.
    private void Judge(long nowNanos, bool isWhole, bool isLate)
    {
        bool isUnclear = false;
        for (int i = 0; i < _answers.Length; i++)
        {
            DoubtReasons doubt = _doubt.Of(i);
            if ((_occasion == Occasion.Moved && (doubt & DoubtReasons.Differs) == 0)
                || (_occasion == Occasion.Doubt && doubt == DoubtReasons.None)
                || settlement.IsExpired(i))
            {
                continue;
            }

            ref Answer answer = ref _answers[i];
            long ours = ledger.FilledLots(i);
            long surplus = answer.TheirLots - ours;
            bool isKnown = isWhole || answer.IsReported;
            bool isExplained = ours != answer.AskedLots || ledger.Live.InFlight(i, ours).Contains(answer.TheirLots);
            if (!isKnown || (surplus != 0 && isExplained))
            {
                isUnclear = true;
                continue;
            }

            bool mayLag = _occasion is Occasion.Routine or Occasion.Doubt
                || ledger.Interval(i).Contains(answer.TheirLots);
            bool isNews = mayLag
                && surplus != 0
                && (doubt & DoubtReasons.Differs) == 0
                && surplus != answer.SuspectLots;
            answer.SuspectLots = surplus;
            isUnclear |= isNews;
            if (isNews)
                continue;
            (shown[i].OurLots, shown[i].TheirLots) = (ours, answer.TheirLots);
            if (surplus != 0)
                _doubt.Raise(i, DoubtReasons.Differs, ours, answer.TheirLots);
            else if (doubt != DoubtReasons.None)
                Confirm(i, ours, doubt);
        }

        _isAnswered |= isWhole;
        _raisedSeen = _doubt.Raised;
        Show();
        if (isUnclear && !isLate)
        {
            (_request, _askDueNanos) = (0, nowNanos + settings.CancelAfterNanos);
            return;
        }

        // What moves all the time is never clear, and in order as long as it is answered.
        bool isUnconfirmed = isUnclear && !(_occasion == Occasion.Routine && _isAnswered);
        counters.PositionsUnconfirmed += isUnconfirmed ? 1 : 0;
        _isOpen = false;
        _nextNanos = settings.ReconcileEveryNanos > 0 ? nowNanos + settings.ReconcileEveryNanos : Never;
        _retryNanos = IsAnyToConfirm() ? nowNanos + settings.RecoveryNanos : Never;
    }

    // Lots that the exchange counts and does not hold have not been filled: the orders that lack them are closed.
    private void Confirm(int instrument, long ours, DoubtReasons doubt)
    {
        if ((doubt & DoubtReasons.MissingFills) != 0)
            settlement.Settle(instrument, ours);
        _doubt.Clear(instrument, ~PositionDoubt.ForPersons);
    }

    // Doubts that a later answer may settle; a mere difference is asked about again when the position moves.
    private bool IsAnyToConfirm()
    {
        bool any = false;
        for (int i = 0; i < _answers.Length; i++)
            any |= (_doubt.Of(i) & ~(PositionDoubt.ForPersons | DoubtReasons.Differs)) != 0;
        return any;
    }

    private bool HasMoved()
    {
        for (int i = 0; i < _answers.Length; i++)
        {
            if ((_doubt.Of(i) & DoubtReasons.Differs) != 0 && _doubt.OurLots(i) != ledger.FilledLots(i))
                return true;
        }

        return false;
    }

    private void Show()
    {
        for (int i = 0; i < _answers.Length; i++)
            shown[i].Differs = (_doubt.Of(i) & DoubtReasons.Differs) != 0 ? 1 : 0;
    }

    private struct Answer
    {
        public long AskedLots;
        public long TheirLots;

        // What they held beyond ours when it was last judged.
        public long SuspectLots;
        public bool IsReported;
    }
}
