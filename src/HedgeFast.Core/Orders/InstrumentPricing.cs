using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Prices the hedge instruments of one underlying against its price: forward, basis, delta of a lot.</summary>
/// <remarks>
/// Instruments are numbered by order of preference; the first one's mid is the underlying's price. Owned by the
/// underlying's <see cref="InstrumentChoice"/>.
/// </remarks>
internal sealed class InstrumentPricing
{
    private readonly UnderlyingSettings _settings;
    private readonly Instrument[] _instruments;
    private readonly InstrumentBasis[] _bases;
    private readonly LotDelta[] _lots;
    private readonly double[] _forwardRatios;
    private readonly double[] _halfTicks;

    /// <summary>Allocates everything that later calls need; prices follow from <see cref="Age"/>.</summary>
    /// <param name="settings">The underlying.</param>
    /// <param name="instruments">Its hedge instruments, by order of preference.</param>
    public InstrumentPricing(UnderlyingSettings settings, Instrument[] instruments)
    {
        _settings = settings;
        _instruments = instruments;
        _bases = new InstrumentBasis[instruments.Length];
        _lots = new LotDelta[instruments.Length];
        _forwardRatios = new double[instruments.Length];
        _halfTicks = new double[instruments.Length];
    }

    /// <summary>Exchange time of the forward ratios, UTC nanoseconds.</summary>
    public long AgedNanos { get; private set; } = long.MinValue;

    /// <summary>Delta of one lot.</summary>
    public LotDelta Lot(int i) => _lots[i];

    /// <summary>Price of half a tick, in terms of the underlying's price.</summary>
    public double HalfTick(int i) => _halfTicks[i];

    /// <summary>Basis of an instrument; the preferred one has none.</summary>
    public ref readonly InstrumentBasis Basis(int i) => ref _bases[i];

    /// <summary>Whether the forward ratios are a time step old, or their time was wrong.</summary>
    /// <param name="exchangeNanos">Exchange time, UTC nanoseconds.</param>
    public bool IsDue(long exchangeNanos) =>
        exchangeNanos - AgedNanos >= _settings.TimeStepNanos || exchangeNanos < AgedNanos;

    /// <summary>Computes forward ratios, lots and half ticks for a time.</summary>
    /// <param name="exchangeNanos">Exchange time, UTC nanoseconds.</param>
    public void Age(long exchangeNanos)
    {
        AgedNanos = exchangeNanos;
        long preferredExpiry = _instruments[0].ExpiryNanos ?? exchangeNanos;
        for (int i = 0; i < _instruments.Length; i++)
        {
            double years = DayCount.Years((_instruments[i].ExpiryNanos ?? exchangeNanos) - preferredExpiry);
            _forwardRatios[i] = Elementary.Exp(_settings.Carry * years);
            Reprice(i, exchangeNanos);
        }
    }

    /// <summary>Measures the basis of a fallback against the preferred instrument.</summary>
    /// <param name="i">The fallback.</param>
    /// <param name="mid">Its mid, quote currency.</param>
    /// <param name="preferredMid">Mid of the preferred instrument, quote currency.</param>
    /// <param name="exchangeNanos">Exchange time, UTC nanoseconds.</param>
    /// <returns>Whether lot and half tick have changed.</returns>
    public bool Measure(int i, double mid, double preferredMid, long exchangeNanos)
    {
        if (!_bases[i].Add(mid, preferredMid * _forwardRatios[i]))
            return false;
        Reprice(i, exchangeNanos);
        return true;
    }

    /// <summary>Price of an instrument at a price of the underlying, quote currency.</summary>
    public double PriceOf(int i, double price) => price * _forwardRatios[i] * (1 + _bases[i].InForce);

    /// <summary>Adds the measured bases to a digest.</summary>
    public void AddTo(ref StateDigest digest)
    {
        for (int i = 1; i < _bases.Length; i++)
        {
            digest.Add(_bases[i].Last);
            digest.Add(_bases[i].Average);
            digest.Add(_bases[i].InForce);
            digest.Add(_bases[i].Samples);
        }
    }

    private void Reprice(int i, long exchangeNanos)
    {
        double priceRatio = _forwardRatios[i] * (1 + _bases[i].InForce);
        double forwardFactor = LotDelta.ForwardFactor(_settings.Delta, _forwardRatios[i]);
        _lots[i] = LotDelta.Of(_instruments[i], forwardFactor, priceRatio, _instruments[i].OpenFraction(exchangeNanos));
        _halfTicks[i] = 0.5 * _instruments[i].TickSize / priceRatio;
    }
}
