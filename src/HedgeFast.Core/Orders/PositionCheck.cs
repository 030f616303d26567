using HedgeFast.Core.Journal;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Does the exchange hold what we hold? It is asked after each logon, once every order is accounted for, and nothing new leaves before it has answered. Where the positions differ, the underlying is
/// not hedged until a person says which of the two is right. What fills while the answer is on its way is no difference: then it is asked again. While hedging goes on it may be asked from time to
/// time; an exchange whose positions lag behind its fills must stop nobody, so a difference found then has to be told twice. Owned by the order desk.
/// </summary>
/// <param name="settings">Whether to ask, and how long to wait.</param>
/// <param name="ledger">What we hold.</param>
/// <param name="counters">Counts.</param>
/// <param name="shown">What others may look at, by instrument.</param>
public sealed class PositionCheck(OrderSettings settings, PositionLedger ledger, LoopCounters counters, IReadOnlyList<InstrumentCounters> shown)
{
    private const long Never = long.MaxValue;

    // Reports of one answer that may come twice.
    private const int RememberedReports = 256;

    private readonly AppliedFills _reports = new(RememberedReports);
    private readonly Standing[] _standings = new Standing[ledger.Instruments.Count];
    private long _askDueNanos = Never;
    private long _untilNanos = Never;
    private long _nextNanos = Never;
    private long _request;
    private long _announced;
    private long _told;
    private bool _anyDiffers;
    private bool _isOpen;
    private bool _isAnswered;
    private Occasion _occasion;

    // Why it is asked.
    private enum Occasion
    {
        Logon,
        Moved,
        Routine,
    }

    /// <summary>Whether nothing new may leave before the exchange has said what we hold.</summary>
    public bool HoldsAll => _isOpen && _occasion == Occasion.Logon;

    /// <summary>The session is up: positions are asked for as soon as orders are accounted for.</summary>
    public void Begin(long nowNanos)
    {
        if (settings.ReconcilePositions)
            Open(nowNanos, Occasion.Logon);
    }

    /// <summary>Whether it is time to ask. A position that has changed since it was found to differ is asked about again.</summary>
    public bool IsDue(long nowNanos)
    {
        if (!_isOpen && !_anyDiffers && nowNanos < _nextNanos)
            return false;
        if (!_isOpen && _anyDiffers && HasMoved())
            Open(nowNanos, Occasion.Moved);
        else if (!_isOpen && nowNanos >= _nextNanos)
            Open(nowNanos, Occasion.Routine);
        if (_isOpen && nowNanos >= _untilNanos)
            Judge(nowNanos, isWhole: false, isLate: true);
        return _isOpen && nowNanos >= _askDueNanos;
    }

    /// <summary>The exchange was asked.</summary>
    /// <param name="request">Number of the request.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void OnAsked(long request, long nowNanos)
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
        if (execution.Kind is not (ExecutionKind.Position or ExecutionKind.PositionCount or ExecutionKind.PositionsRefused))
            return false;
        if (_isOpen && _request != 0 && execution.RequestId == _request)
            Apply(execution);
        return true;
    }

    /// <summary>Whether nothing new of an underlying may leave. Asked at every tick, and nearly always answered by two fields.</summary>
    public bool Holds(int underlying) => HoldsAll || Stops(underlying);

    /// <summary>Whether an underlying is not hedged because a position in it differs.</summary>
    public bool Stops(int underlying) => _anyDiffers && Differs(underlying);

    /// <summary>A person says which position is right.</summary>
    /// <returns>Whether it was one of the two that differ, and both are still what they were.</returns>
    public bool TrySettle(int instrument, long lots)
    {
        if ((uint)instrument >= (uint)_standings.Length || _isOpen)
            return false;
        ref Standing standing = ref _standings[instrument];
        if (!standing.Differs || ledger.FilledLots(instrument) != standing.OurLots || (lots != standing.OurLots && lots != standing.TheirLots))
            return false;
        standing.Differs = false;
        Show();
        return true;
    }

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add((_isOpen ? 1 : 0) | (_isAnswered ? 2 : 0) | ((int)_occasion << 2));
        digest.Add(_nextNanos);
        digest.Add(_askDueNanos);
        digest.Add(_untilNanos);
        digest.Add(_request);
        digest.Add(_announced);
        digest.Add(_told);
        foreach (ref Standing standing in _standings.AsSpan())
        {
            digest.Add(standing.AskedLots);
            digest.Add(standing.OurLots);
            digest.Add(standing.TheirLots);
            digest.Add(standing.SuspectLots);
            digest.Add((standing.IsTold ? 1 : 0) | (standing.Differs ? 2 : 0));
        }
    }

    private bool Differs(int underlying)
    {
        for (int i = 0; i < _standings.Length; i++)
        {
            if (_standings[i].Differs && ledger.Instruments[i].Underlying == underlying)
                return true;
        }

        return false;
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
                _standings[execution.Instrument].TheirLots += execution.LastLots;
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
            ref Standing standing = ref _standings[i];
            if (_occasion == Occasion.Moved && !standing.Differs)
                continue;
            long ours = ledger.FilledLots(i);
            bool isKnown = isWhole || standing.IsTold;
            bool isExplained = ours != standing.AskedLots || ledger.Interval(i).Contains(standing.TheirLots);
            if (!isKnown || (standing.TheirLots != ours && isExplained))
            {
                isUnclear = true;
                continue;
            }

            long surplus = standing.TheirLots - ours;
            bool isNews = _occasion == Occasion.Routine && surplus != 0 && !standing.Differs && surplus != standing.SuspectLots;
            standing.SuspectLots = surplus;
            isUnclear |= isNews;
            if (isNews)
                continue;
            standing.OurLots = ours;
            standing.Differs = surplus != 0;
        }

        _isAnswered |= isWhole;
        Show();
        if (isUnclear && !isLate)
        {
            (_request, _askDueNanos) = (0, nowNanos + settings.CancelAfterNanos);
            return;
        }

        // What moves all the time is never clear, and in order as long as it is answered.
        bool isUnconfirmed = isUnclear && !(_occasion == Occasion.Routine && _isAnswered);
        counters.PositionsUnconfirmed += isUnconfirmed ? 1 : 0;
        (_isOpen, _nextNanos) = (false, settings.ReconcileEveryNanos > 0 ? nowNanos + settings.ReconcileEveryNanos : Never);
    }

    private bool HasMoved()
    {
        for (int i = 0; i < _standings.Length; i++)
        {
            if (_standings[i].Differs && _standings[i].OurLots != ledger.FilledLots(i))
                return true;
        }

        return false;
    }

    private void Show()
    {
        _anyDiffers = false;
        for (int i = 0; i < _standings.Length; i++)
        {
            ref Standing standing = ref _standings[i];
            (shown[i].OurLots, shown[i].TheirLots, shown[i].Differs) = (standing.OurLots, standing.TheirLots, standing.Differs ? 1 : 0);
            _anyDiffers |= standing.Differs;
        }
    }

    private struct Standing
    {
        public long AskedLots;
        public long OurLots;
        public long TheirLots;

        // What they held beyond ours when it was last judged.
        public long SuspectLots;
        public bool IsTold;
        public bool Differs;
    }
}
