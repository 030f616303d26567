using HedgeFast.Core.Book;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// Reasons to doubt a position, for each instrument. Any reason stops new orders of the underlying. Owned by the loop.
/// </summary>
/// <remarks>
/// A reason holds until the exchange confirms our position or a named person settles it. Every change is journaled, and
/// carried to the run that resumes.
/// </remarks>
public sealed class PositionDoubt
{
    /// <summary>Reasons that only a named person clears: a fill price, and a breached position limit.</summary>
    /// <remarks>The position that the exchange reports says nothing of either.</remarks>
    public const DoubtReasons ForPersons = DoubtReasons.FillPrice | DoubtReasons.PositionLimit;

    private readonly int[] _underlyings;
    private readonly Standing[] _standings;
    private int _doubted;
    private bool _isChanged;
    private bool _isShown;

    /// <summary>Makes one without doubts.</summary>
    public PositionDoubt(IReadOnlyList<Instrument> instruments)
    {
        _underlyings = [.. instruments.Select(instrument => instrument.Underlying)];
        _standings = new Standing[_underlyings.Length];
    }

    /// <summary>Whether any position is in doubt.</summary>
    public bool Any => _doubted > 0;

    /// <summary>Reasons raised since the start; grows whenever one is raised anew or with other numbers.</summary>
    public long Raised { get; private set; }

    /// <summary>Why an instrument's position is in doubt.</summary>
    public DoubtReasons Of(int instrument) => _standings[instrument].Reasons;

    /// <summary>Our position when the last reason arose, signed lots.</summary>
    public long OurLots(int instrument) => _standings[instrument].OurLots;

    /// <summary>
    /// The position it was held against then, signed lots: the exchange's, or ours without the fills in doubt.
    /// </summary>
    public long OtherLots(int instrument) => _standings[instrument].OtherLots;

    /// <summary>
    /// Whether no order of an underlying may leave. Asked at every tick, and nearly always answered by one field.
    /// </summary>
    public bool Stops(int underlying) => _doubted > 0 && Holds(underlying);

    /// <summary>Adds a reason.</summary>
    /// <param name="instrument">Dense index.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ourLots">Our position with everything told, signed lots.</param>
    /// <param name="otherLots">The position to compare with, signed lots: the exchange's or, for a fill in doubt, ours
    /// before the first such fill.</param>
    public void Raise(int instrument, DoubtReasons reason, long ourLots, long otherLots)
    {
        ref Standing standing = ref _standings[instrument];
        bool isFirst = standing.Reasons == DoubtReasons.None;
        bool namesTheirs = reason is DoubtReasons.Differs or DoubtReasons.MissingFills;
        if ((standing.Reasons & reason) == reason
            && standing.OurLots == ourLots
            && (!namesTheirs || standing.OtherLots == otherLots))
        {
            return;
        }

        _doubted += isFirst ? 1 : 0;
        standing.Reasons |= reason;
        standing.OurLots = ourLots;
        if (isFirst || namesTheirs)
            standing.OtherLots = otherLots;
        standing.IsChanged = _isChanged = true;
        Raised++;
    }

    /// <summary>Takes reasons away.</summary>
    public void Clear(int instrument, DoubtReasons reasons)
    {
        ref Standing standing = ref _standings[instrument];
        if ((standing.Reasons & reasons) == 0)
            return;
        standing.Reasons &= ~reasons;
        standing.IsChanged = _isChanged = true;
        _doubted -= standing.Reasons == DoubtReasons.None ? 1 : 0;
    }

    /// <summary>Resumes the doubt of the run before, or of the journal.</summary>
    public void Carry(in CarriedDoubt carried)
    {
        ref Standing standing = ref _standings[carried.Instrument];
        _doubted += (carried.Reasons != DoubtReasons.None ? 1 : 0) - (standing.Reasons != DoubtReasons.None ? 1 : 0);
        standing = new Standing { Reasons = carried.Reasons, OurLots = carried.OurLots, OtherLots = carried.OtherLots };
        _isShown = false;
    }

    /// <summary>The doubts that are left to the next run.</summary>
    public IEnumerable<CarriedDoubt> ToCarried()
    {
        for (int i = 0; i < _standings.Length; i++)
        {
            if (_standings[i].Reasons != DoubtReasons.None)
                yield return Carried(i);
        }
    }

    /// <summary>
    /// Journals one change, if there is any. The next batch journals the next: until then the executions that raised it
    /// stand in the journal.
    /// </summary>
    public void JournalOne(JournalAppender journal)
    {
        if (!_isChanged)
            return;
        _isChanged = _isShown = false;
        bool isWritten = false;
        for (int i = 0; i < _standings.Length; i++)
        {
            if (!_standings[i].IsChanged)
                continue;
            if (isWritten)
            {
                _isChanged = true;
                return;
            }

            journal.Append(JournalKind.Doubt, Carried(i));
            _standings[i].IsChanged = false;
            isWritten = true;
        }
    }

    /// <summary>Shows others what is in doubt, if that has changed.</summary>
    public void CountInto(IReadOnlyList<InstrumentCounters> shown)
    {
        if (_isShown)
            return;
        _isShown = true;
        for (int i = 0; i < _standings.Length; i++)
        {
            ref Standing standing = ref _standings[i];
            (shown[i].DoubtOurLots, shown[i].DoubtOtherLots) = (standing.OurLots, standing.OtherLots);
            shown[i].Doubt = (long)standing.Reasons;
            bool differs = (standing.Reasons & DoubtReasons.Differs) != 0;
            shown[i].Differs = differs ? 1 : 0;
            if (differs)
                (shown[i].OurLots, shown[i].TheirLots) = (standing.OurLots, standing.OtherLots);
        }
    }

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        foreach (ref Standing standing in _standings.AsSpan())
        {
            digest.Add(((long)standing.Reasons << 1) | (standing.IsChanged ? 1L : 0));
            digest.Add(standing.OurLots);
            digest.Add(standing.OtherLots);
        }
    }

    private bool Holds(int underlying)
    {
        for (int i = 0; i < _standings.Length; i++)
        {
            if (_standings[i].Reasons != DoubtReasons.None && _underlyings[i] == underlying)
                return true;
        }

        return false;
    }

    private CarriedDoubt Carried(int instrument) => new()
    {
        Instrument = instrument,
        Reasons = _standings[instrument].Reasons,
        OurLots = _standings[instrument].OurLots,
        OtherLots = _standings[instrument].OtherLots,
    };

    private struct Standing
    {
        public DoubtReasons Reasons;
        public long OurLots;
        public long OtherLots;

        // Not journaled yet.
        public bool IsChanged;
    }
}
