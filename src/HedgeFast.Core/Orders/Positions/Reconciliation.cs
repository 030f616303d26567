using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// Does the exchange hold what we hold? It is asked after each logon, once every order is accounted for, and nothing
/// new leaves before it has answered; and at once whenever a position is in doubt. Where positions differ, the
/// underlying is not hedged until a person says which of the two is right. What fills while the answer is on its way is
/// no difference: then it is asked again. While hedging goes on it may be asked from time to time; an exchange whose
/// positions lag behind its fills must stop nobody, so a difference found then has to be told twice. So has one that an
/// order explains which has ended, or can't be resolved: its fill may be on its way for a moment, and not for ever.
/// Owned by the order desk.
/// </summary>
/// <param name="settings">Whether to ask, and how long to wait.</param>
/// <param name="ledger">What we hold, and why it is in doubt.</param>
/// <param name="limits">How large a position may be that a person states.</param>
/// <param name="settlement">Settles what the exchange confirms.</param>
/// <param name="counters">Counts.</param>
/// <param name="shown">What others may look at, by instrument.</param>
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
    private readonly Standing[] _standings = new Standing[ledger.Instruments.Count];
    private long _askDueNanos = Never;
    private long _untilNanos = Never;
    private long _nextNanos = Never;
    private long _request;
    private long _announced;
    private long _told;
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

    /// <summary>Whether nothing new may leave before the exchange has said what we hold.</summary>
    public bool HoldsAll => _isOpen && _occasion == Occasion.Logon;

    /// <summary>The session is up: positions are asked for as soon as orders are accounted for.</summary>
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
            Open(nowNanos, Occasion.Moved);
        else if (!_isOpen && nowNanos >= _nextNanos)
            Open(nowNanos, Occasion.Routine);
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
        (_request, _announced, _told, _askDueNanos) = (request, -1, 0, Never);
        if (_untilNanos == Never)
            _untilNanos = nowNanos + settings.RecoveryNanos;
        for (int i = 0; i < _standings.Length; i++)
        {
            ref Standing standing = ref _standings[i];
            (standing.AskedLots, standing.TheirLots, standing.IsTold) = (ledger.FilledLots(i), 0, false);
        }
    }

    /// <summary>Takes what the exchange says; answers to an older request are passed over.</summary>
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

    /// <summary>
    /// Whether nothing new of an underlying may leave. Asked at every tick, and nearly always answered by two fields.
    /// </summary>
    public bool Holds(int underlying) => HoldsAll || Stops(underlying);

    /// <summary>Whether an underlying is not hedged because a position in it is in doubt.</summary>
    public bool Stops(int underlying) => _doubt.Stops(underlying);

    /// <summary>
    /// Looks at an ended order that lacks fills: the exchange's last word counts more than it has told, and after as
    /// long as recovery may take nothing more is on its way.
    /// </summary>
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

    /// <summary>
    /// A person says which position is right: of one in doubt, or with an order that can't be closed otherwise. It is
    /// taken in every state but the moments after a logon in which the exchange is being asked.
    /// </summary>
    /// <returns>Whether it holds: where the exchange has told its position, that or ours; otherwise ours or any within
    /// the position limit.</returns>
    public bool TrySettle(int instrument, long lots)
    {
        if ((uint)instrument >= (uint)_standings.Length || HoldsAll)
            return false;
        bool isDoubted = _doubt.Of(instrument) != DoubtReasons.None;
        if ((!isDoubted && !ledger.Live.HasOpenEnd(instrument)) || !MayBe(instrument, lots, isDoubted))
            return false;
        settlement.Settle(instrument, lots);
        _doubt.Clear(instrument, ~DoubtReasons.None);

        // The question that may be under way is given up with it: where others are in doubt it is asked again.
        (_isOpen, _raisedSeen, _standings[instrument].SuspectLots) = (false, _doubt.Raised - (_doubt.Any ? 1 : 0), 0);
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
        digest.Add(_told);
        foreach (ref Standing standing in _standings.AsSpan())
        {
            digest.Add(standing.AskedLots);
            digest.Add(standing.TheirLots);
            digest.Add(standing.SuspectLots);
            digest.Add(standing.IsTold ? 1 : 0);
        }
    }

    // What the exchange has told is held against both; where it has not, or told it of another position of ours, only a
    // person can know.
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
        (_isOpen, _isAnswered, _occasion) = (true, false, occasion);
        (_request, _askDueNanos, _untilNanos) = (0, nowNanos, Never);
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
            // An exchange may give reports of two answers the same id. One without an id is always another.
            bool hasId = execution.ExecIdLow != 0 || execution.ExecIdHigh != 0;
            if (hasId && !_reports.TryAdd(execution.ExecIdLow, execution.ExecIdHigh ^ (ulong)_request))
                return;
            _told++;
            if (execution.Instrument >= 0)
            {
                ref long theirs = ref _standings[execution.Instrument].TheirLots;
                theirs = Math.Clamp(theirs + execution.LastLots, -MostLots, MostLots);
                _standings[execution.Instrument].IsTold = true;
            }
        }

        if (execution.LeavesLots >= 0)
            _announced = execution.LeavesLots;
        if (_announced >= 0 && _told >= _announced)
            Judge(execution.ReceiveNanos, isWhole: true, isLate: false);
    }

    // What a whole answer leaves out is not held.
    private void Judge(long nowNanos, bool isWhole, bool isLate)
    {
        bool isUnclear = false;
        for (int i = 0; i < _standings.Length; i++)
        {
            DoubtReasons doubt = _doubt.Of(i);
            if ((_occasion == Occasion.Moved && (doubt & DoubtReasons.Differs) == 0)
                || (_occasion == Occasion.Doubt && doubt == DoubtReasons.None)
                || settlement.IsExpired(i))
            {
                continue;
            }

            ref Standing standing = ref _standings[i];
            long ours = ledger.FilledLots(i);
            long surplus = standing.TheirLots - ours;
            bool isKnown = isWhole || standing.IsTold;
            bool isExplained = ours != standing.AskedLots || ledger.Live.InFlight(i, ours).Contains(standing.TheirLots);
            if (!isKnown || (surplus != 0 && isExplained))
            {
                isUnclear = true;
                continue;
            }

            bool mayLag = _occasion is Occasion.Routine or Occasion.Doubt
                || ledger.Interval(i).Contains(standing.TheirLots);
            bool isNews = mayLag
                && surplus != 0
                && (doubt & DoubtReasons.Differs) == 0
                && surplus != standing.SuspectLots;
            standing.SuspectLots = surplus;
            isUnclear |= isNews;
            if (isNews)
                continue;
            (shown[i].OurLots, shown[i].TheirLots) = (ours, standing.TheirLots);
            if (surplus != 0)
                _doubt.Raise(i, DoubtReasons.Differs, ours, standing.TheirLots);
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

    // Doubts that a later answer may settle; what only differs is asked about again when it moves.
    private bool IsAnyToConfirm()
    {
        bool any = false;
        for (int i = 0; i < _standings.Length; i++)
            any |= (_doubt.Of(i) & ~(PositionDoubt.ForPersons | DoubtReasons.Differs)) != 0;
        return any;
    }

    private bool HasMoved()
    {
        for (int i = 0; i < _standings.Length; i++)
        {
            if ((_doubt.Of(i) & DoubtReasons.Differs) != 0 && _doubt.OurLots(i) != ledger.FilledLots(i))
                return true;
        }

        return false;
    }

    private void Show()
    {
        for (int i = 0; i < _standings.Length; i++)
            shown[i].Differs = (_doubt.Of(i) & DoubtReasons.Differs) != 0 ? 1 : 0;
    }

    private struct Standing
    {
        public long AskedLots;
        public long TheirLots;

        // What they held beyond ours when it was last judged.
        public long SuspectLots;
        public bool IsTold;
    }
}
