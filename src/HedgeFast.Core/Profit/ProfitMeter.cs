using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Core.Profit;

/// <summary>
/// Measures the profit of book and hedge since the first price, by source. Allocates nothing after its construction.
/// </summary>
/// <remarks>
/// It belongs to a thread that carries no ticks: a step values every option, some hundred nanoseconds each, an American
/// one some microseconds.
/// </remarks>
public sealed class ProfitMeter
{
    private readonly Instrument[] _instruments;
    private readonly int[] _hedgeInstruments;
    private readonly OptionGains[] _options;
    private readonly VolatilityBoard?[] _quoted;
    private readonly HedgeMark[] _before;
    private readonly ProfitParts[] _parts;

    /// <summary>Starts without profit.</summary>
    /// <param name="instruments">All instruments by dense index.</param>
    /// <param name="underlyings">All underlyings by index.</param>
    /// <param name="book">The options.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    /// <param name="quoted">Those that quotes gave, for the underlyings whose volatilities come from quotes.</param>
    public ProfitMeter(
        IReadOnlyList<Instrument> instruments, IReadOnlyList<UnderlyingSettings> underlyings, OptionBook book,
        OptionVolatilities? volatilities = null, VolatilityBoard? quoted = null)
    {
        _instruments = [.. instruments];
        _hedgeInstruments = [.. underlyings.Select(u => u.HedgeInstrument)];
        _options = [.. underlyings.Select(u => new OptionGains(book, u, volatilities))];
        _quoted = [.. underlyings.Select(u => u.Volatility.Source == VolatilitySource.Quotes ? quoted : null)];
        _before = new HedgeMark[_instruments.Length];
        _parts = new ProfitParts[_options.Length];
    }

    /// <summary>Profit since the first price, over all underlyings.</summary>
    public ProfitParts Parts
    {
        get
        {
            ProfitParts sum = _parts[0];
            foreach (ref readonly ProfitParts parts in _parts.AsSpan(1))
                sum += parts;
            return sum;
        }
    }

    /// <summary>Profit since the first price of one underlying, by index.</summary>
    public ProfitParts PartsOf(int underlying) => _parts[underlying];

    /// <summary>Gamma of one underlying's options at the last step, see <see cref="OptionGains.Gamma"/>.</summary>
    public double GammaOf(int underlying) => _options[underlying].Gamma;

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Replaces the volatilities of the book, from the next step on.</summary>
    public void Use(OptionVolatilities volatilities)
    {
        foreach (OptionGains options in _options)
            options.Use(volatilities);
    }

    /// <summary>Books the gains since the step before.</summary>
    /// <remarks>
    /// What has no price yet waits; all wait for the volatilities of quotes with which the hedge begins, and for its
    /// first forwards and smiles.
    /// </remarks>
    /// <param name="marks">One for each instrument.</param>
    /// <param name="expiries">One for each expiry group of the book.</param>
    /// <returns>Whether the step was taken; if not no gain was booked.</returns>
    public bool Step(ReadOnlySpan<HedgeMark> marks, ReadOnlySpan<ExpiryMark> expiries)
    {
        for (int u = 0; u < _options.Length; u++)
        {
            long nanos = SpotOf(marks[_hedgeInstruments[u]]).Nanos;
            if (_quoted[u] is { } quoted && !_options[u].TryUse(quoted, expiries, nanos))
                return false;
            if (nanos != 0 && !_options[u].TryUse(expiries, nanos))
                return false;
        }

        for (int u = 0; u < _options.Length; u++)
        {
            ref readonly HedgeMark mark = ref marks[_hedgeInstruments[u]];
            (double spot, long spotNanos) = SpotOf(mark);
            if (spotNanos == 0)
                continue;

            // However late the first step comes, the options' profit begins with the first price, as the hedge's does.
            if (_before[_hedgeInstruments[u]].ExchangeNanos == 0 && mark.FirstExchangeNanos > 0)
                _options[u].Begin(mark.FirstMid, mark.FirstExchangeNanos, expiries);
            _options[u].Step(spot, spotNanos, ref _parts[u]);
        }

        for (int i = 0; i < _instruments.Length; i++)
        {
            if (marks[i].ExchangeNanos > 0)
                Book(_instruments[i], _before[i], marks[i]);
            _before[i] = marks[i];
        }

        Steps++;
        return true;
    }

    // Book and hedge are valued at one price: that of the instrument that hedges, less its basis, while the preferred
    // one does not.
    private static (double Price, long Nanos) SpotOf(in HedgeMark mark) =>
        mark.SpotNanos != 0 ? (mark.Spot, mark.SpotNanos) : (mark.Mid, mark.ExchangeNanos);

    private void Book(Instrument instrument, in HedgeMark before, in HedgeMark now)
    {
        // What the fills until before would be worth now, apart from what they were worth then: an inverse contract
        // earns coins, and they are valued at the price of the end.
        double rate = instrument.Kind == InstrumentKind.InversePerpetual && before.ExchangeNanos > 0
            ? now.Mid / before.Mid
            : 1;
        double gain = now.Account.Profit(instrument, now.Mid)
            - (before.ExchangeNanos > 0 ? rate * before.Account.Profit(instrument, before.Mid) : 0);
        double spread = now.Account.Spread - before.Account.Spread,
            impact = now.Account.Slippage - before.Account.Slippage;
        ref ProfitParts parts = ref _parts[instrument.Underlying];
        parts.Hedge += gain + spread + impact;
        parts.Spread -= spread;
        parts.Impact -= impact;
        parts.Fees -= now.Account.Fees - before.Account.Fees;
    }
}
