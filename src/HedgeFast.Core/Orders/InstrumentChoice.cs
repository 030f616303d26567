using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Chooses among one underlying's hedge instruments which gives the price and which is traded.</summary>
/// <remarks>
/// Instruments are numbered by order of preference. In use is the first that is fit: quoted without a fault and not
/// long ago, not in the averaging period before its expiry and, for a fallback, with a known basis inside its range.
/// The underlying's price S is the mid of the preferred instrument; while a fallback is in use S is the fallback's mid
/// less its last basis. Positions in all instruments count, each as a function of S at the instrument's own price, so
/// that the sum is exact at every price and triggers can be proved for it.
/// <para>Everything follows from events in their order and from the settings; a replay makes the same choices. Owned by
/// the underlying's hedger.</para>
/// </remarks>
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

    private readonly InstrumentPricing _pricing;

    // Filled lots of each when the last hedge was complete.
    private readonly long[] _settledLots;

    // The sum of all positions, and the ledger's version that it was made for.
    private HedgeExposure _exposure;
    private long _exposureVersion = NotSummed;

    // The instrument in use, by order of preference and by dense index.
    private int _inUse;
    private int _indexInUse;

    // Of the instrument in use, the price of half a tick.
    private double _halfTick;

    private long _lostNanos = NotLost;

    /// <summary>Allocates everything that later calls need; no instrument is fit before its first quote.</summary>
    /// <param name="instruments">All instruments by dense index.</param>
    /// <param name="underlying">The underlying.</param>
    /// <param name="staleNanos">Age from which a quote is stale, nanoseconds.</param>
    /// <param name="market">The latest quotes.</param>
    /// <param name="ledger">Positions and what is in flight.</param>
    /// <param name="pauses">When each instrument may be traded again.</param>
    /// <param name="loopCounters">Counts of the loop, for other threads to read.</param>
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
        _pricing = new InstrumentPricing(underlying, _instruments);
        _settledLots = [.. _index.Select(_ledger.FilledLots)];
        _ages = _instruments.Any(instrument => instrument.ExpiryNanos is not null);
        _isPlain = _instruments.Length == 1 && !_ages;
        InUse = 0;
        Age();
        _counters[0].Basis = 0;
        _counters[0].InUse = 1;
    }

    /// <summary>Number of instruments.</summary>
    public int Count => _instruments.Length;

    /// <summary>The instrument in use, by order of preference.</summary>
    public int InUse
    {
        get => _inUse;
        private set
        {
            _inUse = value;
            _indexInUse = _index[value];
            _halfTick = _pricing.HalfTick(value);
        }
    }

    /// <summary>Whether the instrument in use is fit.</summary>
    public bool IsHedgeable { get; private set; }

    /// <summary>Whether the instrument in use is unfit, and will be replaced unless fit again in time.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Stamp of the latest price: of its quote, or of the event that changed the instrument in use.</summary>
    public long CauseNanos { get; private set; }

    /// <summary>Latest exchange time of their latest quotes, UTC nanoseconds.</summary>
    public long ExchangeNanos { get; private set; }

    /// <summary>The underlying's price by the latest quote of the instrument in use.</summary>
    public QuotedPrice Quote => new(MarketInUse.MidHalfTicks, _halfTick);

    /// <summary>Whether the exchange has closed every instrument.</summary>
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

    /// <summary>Market of an instrument.</summary>
    public ref InstrumentState Market(int i) => ref _market[_index[i]];

    /// <summary>Market of the instrument in use.</summary>
    public ref InstrumentState MarketInUse => ref _market[_indexInUse];

    /// <summary>Delta of one lot of an instrument.</summary>
    public LotDelta Lot(int i) => _pricing.Lot(i);

    /// <summary>Basis in force of an instrument, a fraction of its forward.</summary>
    public double Basis(int i) => _pricing.Basis(i).InForce;

    /// <summary>Reads the quotes and faults of a batch, and chooses the instrument in use.</summary>
    /// <param name="nowNanos">Stamp of the latest event.</param>
    /// <returns>Whether the underlying has a new price.</returns>
    public bool Refresh(long nowNanos)
    {
        if (_isPlain)
            return RefreshOnly(ref MarketInUse, nowNanos);
        bool anyQuoted = false;
        foreach (int instrument in _index)
            anyQuoted |= _market[instrument].QuotedInBatch;

        if (anyQuoted)
            ExchangeNanos = LatestNanos();
        if (_ages && anyQuoted && _pricing.IsDue(ExchangeNanos))
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

    /// <summary>First instrument that may be traded.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <returns>By order of preference; -1 for none, or when its last order took all that is quoted.</returns>
    public int FirstTradable(long nowNanos)
    {
        return _pauses.IsOver(_indexInUse, nowNanos) && _pauses.IsQuoteFresh(_indexInUse, nowNanos)
            ? InUse
            : FirstPassingOver(nowNanos);
    }

    /// <summary>Next instrument that may be traded: not paused after a reject, and fit or in use.</summary>
    /// <param name="i">First one looked at, by order of preference.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <returns>By order of preference; -1 for none.</returns>
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

    /// <summary>Sums the orders in flight on one side in the other instruments.</summary>
    /// <param name="i">This instrument, by order of preference.</param>
    /// <param name="side">The side.</param>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <returns>Signed whole lots of this instrument.</returns>
    public long OpenElsewhere(int i, Side side, double price)
    {
        LotDelta open = default;
        for (int other = 0; other < _instruments.Length; other++)
        {
            if (other == i)
                continue;
            PositionInterval position = _ledger.Interval(_index[other]);
            open += ((side == Side.Buy ? position.High : position.Low) - _ledger.FilledLots(_index[other]))
                * _pricing.Lot(other);
        }

        return (long)(open.At(price) / _pricing.Lot(i).At(price));
    }

    /// <summary>Shows time and fault of each instrument's latest quote.</summary>
    public void ShowQuotes()
    {
        for (int i = 0; i < _index.Length; i++)
        {
            ref InstrumentState market = ref Market(i);
            _counters[i].QuoteNanos = market.ReceiveNanos;
            _counters[i].Fault = (long)market.Fault;
        }
    }

    /// <summary>Implies the mark of an instrument from the one in use, while its own market is not quoted.</summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="price">The underlying's price at the instrument's own basis, quote currency.</param>
    /// <param name="utcNanos">Exchange time of the quote in use, UTC nanoseconds.</param>
    /// <returns>Whether the price is implied; otherwise the instrument is marked at its own last quote.</returns>
    public bool TryImply(int instrument, out double price, out long utcNanos)
    {
        int i = Array.IndexOf(_index, instrument);
        price = 0;
        utcNanos = 0;
        if (i < 0 || i == InUse || !IsHedgeable || (i > 0 && !_pricing.Basis(i).IsKnown))
            return false;
        bool isQuoted = Market(i).Fault == QuoteFault.None
            && MarketInUse.ReceiveNanos - Market(i).ReceiveNanos <= _staleNanos;
        price = _pricing.PriceOf(i, Quote.Price);
        utcNanos = MarketInUse.ExchangeNanos;
        return !isQuoted;
    }

    /// <summary>Whether the filled position has changed since <see cref="NoteSettled"/> was last called.</summary>
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

    /// <summary>Remembers the filled position of a complete hedge.</summary>
    public void NoteSettled()
    {
        for (int i = 0; i < _index.Length; i++)
            _settledLots[i] = _ledger.FilledLots(_index[i]);
    }

    /// <summary>Counts an order in an instrument.</summary>
    public void CountOrder(int i) => _counters[i].Orders++;

    /// <summary>Adds everything that later choices depend on to a digest.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(InUse);
        digest.Add(_lostNanos);
        digest.Add(_pricing.AgedNanos);
        foreach (long lots in _settledLots)
            digest.Add(lots);
        _pricing.AddTo(ref digest);
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

    // Apart from the answer of nearly every tick.
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
            exposure = exposure.Plus(_ledger.Interval(_index[i]), _ledger.FilledLots(_index[i]), _pricing.Lot(i));
        _exposure = exposure;
        _exposureVersion = _ledger.Version;
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
        IsGood(i, nowNanos) && (i == 0 || _pricing.Basis(i).IsWithin(_instruments[i].MaxBasisFraction));

    private void Measure(long nowNanos)
    {
        if (!IsGood(0, nowNanos))
            return;
        double price = Market(0).Mid;
        for (int i = 1; i < _instruments.Length; i++)
        {
            if (!(Market(0).QuotedInBatch || Market(i).QuotedInBatch) || !IsGood(i, nowNanos))
                continue;
            if (_pricing.Measure(i, Market(i).Mid, price, ExchangeNanos))
                NoteRepriced();
            _counters[i].Basis = _pricing.Basis(i).Last;
        }
    }

    // A better instrument takes over at once, a worse one only when the one in use has been unfit for a while. Returns
    // whether another one has come into use.
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
        _counters[InUse].InUse = 0;
        _counters[best].InUse = 1;
        InUse = best;
        _lostNanos = NotLost;
        return true;
    }

    private void Age()
    {
        _pricing.Age(ExchangeNanos);
        NoteRepriced();
    }

    private void NoteRepriced()
    {
        _halfTick = _pricing.HalfTick(InUse);
        _exposureVersion = NotSummed;
    }
}
