using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// The hedge instruments of one underlying in order of preference: which of them gives the underlying's price, which
/// may be traded, and what all their positions are in delta.
/// <para>
/// The one in use is the first that is fit: quoted without a fault and not long ago, not in the averaging period before
/// its expiry and, for a fallback, with a known basis inside its range. The underlying's price S is the mid of the
/// preferred instrument; while a fallback is in use it is the fallback's mid less the basis it last had. Positions in
/// all of them count, each as a function of S at the instrument's own price, so that the sum is exact at every price
/// and triggers can be proved for it.
/// </para>
/// Everything follows from events in their order and from the settings; a replay makes the same choices. Owned by the
/// loop.
/// </summary>
internal sealed class InstrumentChoice
{
    private const long NotLost = long.MaxValue, NotSummed = -1;

    private readonly UnderlyingSettings _settings;
    private readonly Instrument[] _instruments;
    private readonly int[] _index;
    private readonly MarketState _market;
    private readonly PositionLedger _ledger;
    private readonly OrderPauses _pauses;
    private readonly LoopCounters _loopCounters;
    private readonly InstrumentCounters[] _counters;
    private readonly long _staleNanos;
    private readonly bool _ages;
    private readonly bool _isPlain;

    // By order of preference: the basis, what a lot is, the forward over the price of the preferred instrument, and the
    // price of half a tick.
    private readonly InstrumentBasis[] _bases;
    private readonly LotDelta[] _lots;
    private readonly double[] _forwardRatios;
    private readonly double[] _units;
    private readonly long[] _settledLots;

    // The sum of all positions, and the ledger's version that it was made for.
    private HedgeExposure _exposure;
    private long _exposureVersion = NotSummed;

    // The instrument in use, by order of preference and by dense index.
    private int _inUse;
    private int _indexInUse;

    private long _agedNanos = long.MinValue, _lostNanos = NotLost;

    /// <summary>Allocates everything that later calls need; nothing is fit before it is quoted.</summary>
    /// <param name="instruments">All instruments by dense index.</param>
    /// <param name="underlying">The underlying.</param>
    /// <param name="staleNanos">Age from which a quote is stale, nanoseconds.</param>
    /// <param name="market">The latest quotes.</param>
    /// <param name="ledger">Positions and what is in flight.</param>
    /// <param name="pauses">When each instrument may be traded again.</param>
    /// <param name="loopCounters">Counts, for others to look at.</param>
    /// <param name="counters">The same, of all instruments by dense index.</param>
    public InstrumentChoice(
        IReadOnlyList<Instrument> instruments, UnderlyingSettings underlying, long staleNanos, MarketState market,
        PositionLedger ledger, OrderPauses pauses, LoopCounters loopCounters,
        IReadOnlyList<InstrumentCounters> counters)
    {
        _pauses = pauses;
        _settings = underlying;
        _market = market;
        _ledger = ledger;
        _loopCounters = loopCounters;
        _staleNanos = staleNanos;
        _instruments = [.. underlying.Hedges.Select(index => instruments[index])];
        _index = [.. underlying.Hedges];
        _counters = [.. underlying.Hedges.Select(index => counters[index])];
        _bases = new InstrumentBasis[_instruments.Length];
        _lots = new LotDelta[_instruments.Length];
        _forwardRatios = new double[_instruments.Length];
        _units = new double[_instruments.Length];
        _settledLots = [.. _index.Select(_ledger.FilledLots)];
        _ages = _instruments.Any(instrument => instrument.ExpiryNanos is not null);
        _isPlain = _instruments.Length == 1 && !_ages;
        InUse = 0;
        Age();
        (_counters[0].Basis, _counters[0].InUse) = (0, 1);
    }

    /// <summary>Number of instruments.</summary>
    public int Count => _instruments.Length;

    /// <summary>The instrument in use, by order of preference.</summary>
    public int InUse
    {
        get => _inUse;
        private set => (_inUse, _indexInUse) = (value, _index[value]);
    }

    /// <summary>Whether the instrument in use is fit.</summary>
    public bool IsHedgeable { get; private set; }

    /// <summary>
    /// Whether the instrument in use is unfit and another one will take its place unless it comes back in time.
    /// </summary>
    public bool IsWaiting { get; private set; }

    /// <summary>
    /// Stamp of what gave the underlying its latest price: the quote, or the event at which another instrument came
    /// into use.
    /// </summary>
    public long CauseNanos { get; private set; }

    /// <summary>Latest exchange time of their latest quotes, UTC nanoseconds.</summary>
    public long ExchangeNanos { get; private set; }

    /// <summary>The underlying's price by the latest quote of the instrument in use.</summary>
    public QuotedPrice Quote => new(MarketInUse.MidHalfTicks, _units[InUse]);

    /// <summary>Filled position of all of them, signed lots.</summary>
    public long FilledLots
    {
        get
        {
            long lots = 0;
            foreach (int instrument in _index)
                lots += _ledger.FilledLots(instrument);
            return lots;
        }
    }

    /// <summary>Whether the exchange has closed every one of them.</summary>
    public bool AreClosed
    {
        get
        {
            bool closed = true;
            foreach (int instrument in _index)
                closed &= _market[instrument].IsClosed;
            return closed;
        }
    }

    /// <summary>An instrument, by order of preference.</summary>
    public Instrument this[int i] => _instruments[i];

    /// <summary>Its market.</summary>
    public ref InstrumentState Market(int i) => ref _market[_index[i]];

    /// <summary>The market of the one in use.</summary>
    public ref InstrumentState MarketInUse => ref _market[_indexInUse];

    /// <summary>Delta of one of its lots.</summary>
    public LotDelta Lot(int i) => _lots[i];

    /// <summary>Its basis in force, a fraction of its forward.</summary>
    public double Basis(int i) => _bases[i].InForce;

    /// <summary>Takes the quotes and faults of a batch: measures, and chooses the instrument in use.</summary>
    /// <param name="nowNanos">Stamp of the latest event.</param>
    /// <returns>Whether the underlying has a new price.</returns>
    public bool Refresh(long nowNanos)
    {
        if (_isPlain)
            return RefreshOnly(ref MarketInUse, nowNanos);
        bool anyQuoted = false;
        for (int i = 0; i < _instruments.Length; i++)
        {
            ref InstrumentState market = ref Market(i);
            if (!market.QuotedInBatch)
                continue;
            anyQuoted = true;
        }

        if (anyQuoted)
            ExchangeNanos = LatestNanos();
        if (_ages && anyQuoted && (ExchangeNanos - _agedNanos >= _settings.TimeStepNanos || ExchangeNanos < _agedNanos))
            Age();
        if (anyQuoted && _instruments.Length > 1)
            Measure(nowNanos);
        bool isOther = Choose(nowNanos);
        ref InstrumentState inUse = ref MarketInUse;
        bool isPriced = inUse.QuotedInBatch || isOther;
        CauseNanos = inUse.QuotedInBatch ? inUse.ReceiveNanos : nowNanos;
        foreach (int instrument in _index)
            _market[instrument].QuotedInBatch = false;
        return isPriced;
    }

    /// <summary>
    /// Where an order may go out first; -1 when nowhere, or when what its last order met there is all that is quoted.
    /// </summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public int FirstTradable(long nowNanos)
    {
        return _pauses.IsOver(_indexInUse, nowNanos) && _pauses.IsQuoteFresh(_indexInUse, nowNanos)
            ? InUse
            : FirstPassingOver(nowNanos);
    }

    /// <summary>
    /// The first from <paramref name="i"/> on in which an order may go out, -1 when there is none: what was refused by
    /// the exchange is passed over for a while, and beside the one in use only what is fit will do.
    /// </summary>
    /// <param name="i">Where to begin, by order of preference.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public int NextTradable(int i, long nowNanos)
    {
        for (; i < _instruments.Length; i++)
        {
            if (_pauses.IsOver(_index[i], nowNanos) && (i == InUse || IsFit(i, nowNanos)))
                return i;
        }

        return -1;
    }

    /// <summary>Delta of all positions with everything in flight.</summary>
    public ref readonly HedgeExposure Exposure()
    {
        if (_exposureVersion != _ledger.Version)
            SumUp();
        return ref _exposure;
    }

    /// <summary>What is in flight to one side in the other instruments, signed whole lots of this one.</summary>
    /// <param name="i">This one, by order of preference.</param>
    /// <param name="side">Which side.</param>
    /// <param name="price">Price of the underlying.</param>
    public long OpenElsewhere(int i, Side side, double price)
    {
        LotDelta open = default;
        for (int other = 0; other < _instruments.Length; other++)
        {
            if (other == i)
                continue;
            PositionInterval position = _ledger.Interval(_index[other]);
            open += ((side == Side.Buy ? position.High : position.Low) - _ledger.FilledLots(_index[other]))
                * _lots[other];
        }

        return (long)(open.At(price) / _lots[i].At(price));
    }

    /// <summary>Shows others when each was quoted last, and what is wrong with it.</summary>
    public void ShowQuotes()
    {
        for (int i = 0; i < _index.Length; i++)
        {
            ref InstrumentState market = ref Market(i);
            (_counters[i].QuoteNanos, _counters[i].Fault) = (market.ReceiveNanos, (long)market.Fault);
        }
    }

    /// <summary>
    /// The price at which what is held of one of them is marked while it is not quoted and another one hedges: the
    /// underlying's price at its own basis.
    /// </summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="price">The price, quote currency.</param>
    /// <param name="utcNanos">Exchange time of the quote that it comes from.</param>
    /// <returns>Whether that is so; otherwise its own last quote is its price.</returns>
    public bool TryImply(int instrument, out double price, out long utcNanos)
    {
        int i = Array.IndexOf(_index, instrument);
        (price, utcNanos) = (0, 0);
        if (i < 0 || i == InUse || !IsHedgeable || (i > 0 && !_bases[i].IsKnown))
            return false;
        bool isQuoted = Market(i).Fault == QuoteFault.None
            && MarketInUse.ReceiveNanos - Market(i).ReceiveNanos <= _staleNanos;
        (price, utcNanos) = (Quote.Price * _forwardRatios[i] * (1 + _bases[i].InForce), MarketInUse.ExchangeNanos);
        return !isQuoted;
    }

    /// <summary>
    /// Whether what is held is other than when <see cref="NoteSettled"/> was last called: something that no hedge did
    /// has changed it since.
    /// </summary>
    public bool HasMoved
    {
        get
        {
            bool moved = false;
            for (int i = 0; i < _index.Length; i++)
                moved |= _ledger.FilledLots(_index[i]) != _settledLots[i];
            return moved;
        }
    }

    /// <summary>A hedge is complete: what is held now is what it wanted.</summary>
    public void NoteSettled()
    {
        for (int i = 0; i < _index.Length; i++)
            _settledLots[i] = _ledger.FilledLots(_index[i]);
    }

    /// <summary>Counts an order.</summary>
    public void CountOrder(int i) => _counters[i].Orders++;

    /// <summary>Adds what later choices depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(InUse);
        digest.Add(_lostNanos);
        digest.Add(_agedNanos);
        foreach (long lots in _settledLots)
            digest.Add(lots);
        for (int i = 1; i < _instruments.Length; i++)
        {
            digest.Add(_bases[i].Last);
            digest.Add(_bases[i].Average);
            digest.Add(_bases[i].InForce);
            digest.Add(_bases[i].Samples);
        }
    }

    // Taken anew from the quotes there are, so that a time that was wrong goes with the quote that brought it.
    private long LatestNanos()
    {
        long latest = 0;
        foreach (int instrument in _index)
            latest = Math.Max(latest, _market[instrument].ExchangeNanos);
        return latest;
    }

    // One instrument without an expiry: there is nothing to measure, and nothing to choose.
    private bool RefreshOnly(ref InstrumentState market, long nowNanos)
    {
        bool isPriced = market.QuotedInBatch;
        market.QuotedInBatch = false;
        IsHedgeable = market.Fault == QuoteFault.None;
        ExchangeNanos = market.ExchangeNanos;
        CauseNanos = isPriced ? market.ReceiveNanos : nowNanos;
        return isPriced;
    }

    // Apart from the answer of nearly every tick: passes over what was refused, and what is not fit.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FirstPassingOver(long nowNanos)
    {
        int first = NextTradable(InUse, nowNanos);
        return first >= 0 && _pauses.IsQuoteFresh(_index[first], nowNanos) ? first : -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SumUp()
    {
        HedgeExposure exposure = default;
        for (int i = 0; i < _index.Length; i++)
            exposure = exposure.Plus(_ledger.Interval(_index[i]), _ledger.FilledLots(_index[i]), _lots[i]);
        (_exposure, _exposureVersion) = (exposure, _ledger.Version);
    }

    // A market that is fit is good to measure against.
    private bool IsGood(int i, long nowNanos)
    {
        ref InstrumentState market = ref Market(i);
        return market.Fault == QuoteFault.None && _instruments[i].OpenFraction(ExchangeNanos) == 1

            // Alone, an instrument is not given up for its age: the limit says so when an order wants to leave.
            && (_instruments.Length == 1 || nowNanos - market.ReceiveNanos <= _staleNanos);
    }

    private bool IsFit(int i, long nowNanos) =>
        IsGood(i, nowNanos) && (i == 0 || _bases[i].IsWithin(_instruments[i].MaxBasisFraction));

    private void Measure(long nowNanos)
    {
        if (!IsGood(0, nowNanos))
            return;
        double price = Market(0).Mid;
        for (int i = 1; i < _instruments.Length; i++)
        {
            if (!(Market(0).QuotedInBatch || Market(i).QuotedInBatch) || !IsGood(i, nowNanos))
                continue;
            if (_bases[i].Add(Market(i).Mid, price * _forwardRatios[i]))
                Prepare(i);
            _counters[i].Basis = _bases[i].Last;
        }
    }

    // A better one takes over at once, a worse one only when the one in use has been unfit for a while. Whether another
    // one has come into use.
    private bool Choose(long nowNanos)
    {
        int best = 0;
        while (best < _instruments.Length && !IsFit(best, nowNanos))
            best++;
        bool isLost = best > InUse;
        if (!isLost)
            _lostNanos = NotLost;
        else if (_lostNanos == NotLost)
            _lostNanos = nowNanos;
        IsWaiting = isLost && best < _instruments.Length && nowNanos - _lostNanos < _settings.FallbackAfterNanos;
        IsHedgeable = best < _instruments.Length && !IsWaiting;
        if (!IsHedgeable || best == InUse)
            return false;
        _loopCounters.Fallbacks++;
        (_counters[InUse].InUse, _counters[best].InUse) = (0, 1);
        (InUse, _lostNanos) = (best, NotLost);
        return true;
    }

    private void Age()
    {
        _agedNanos = ExchangeNanos;
        long preferredExpiry = _instruments[0].ExpiryNanos ?? ExchangeNanos;
        for (int i = 0; i < _instruments.Length; i++)
        {
            double years = DayCount.Years((_instruments[i].ExpiryNanos ?? ExchangeNanos) - preferredExpiry);
            _forwardRatios[i] = Elementary.Exp(_settings.Carry * years);
            Prepare(i);
        }
    }

    private void Prepare(int i)
    {
        double priceRatio = _forwardRatios[i] * (1 + _bases[i].InForce);
        double forwardFactor = LotDelta.ForwardFactor(_settings.Delta, _forwardRatios[i]);
        _lots[i] = LotDelta.Of(_instruments[i], forwardFactor, priceRatio, _instruments[i].OpenFraction(ExchangeNanos));
        _units[i] = 0.5 * _instruments[i].TickSize / priceRatio;
        _exposureVersion = NotSummed;
    }
}
