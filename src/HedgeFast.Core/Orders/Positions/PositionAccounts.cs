using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Positions of all instruments and the money of their fills. Owned by the ledger.</summary>
public sealed class PositionAccounts
{
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly HedgeAccount[] _accounts;
    private readonly double?[] _openedAt;
    private readonly long[] _startLots;

    /// <summary>Starts with the positions that the instruments are held at.</summary>
    public PositionAccounts(IReadOnlyList<Instrument> instruments)
    {
        _instruments = instruments;
        _accounts = [.. instruments.Select(instrument => new HedgeAccount { Lots = instrument.StartLots })];
        _openedAt = new double?[instruments.Count];
        _startLots = [.. instruments.Select(instrument => instrument.StartLots)];
    }

    /// <summary>
    /// Execution cost against the mid at the decision, quote currency: spread and slippage. Positive is a cost.
    /// </summary>
    public double SpreadCost { get; private set; }

    /// <summary>Fees, quote currency.</summary>
    public double FeeCost { get; private set; }

    /// <summary>Another number whenever a position has changed.</summary>
    public long Version { get; private set; }

    /// <summary>Number of instruments.</summary>
    public int Count => _accounts.Length;

    /// <summary>The money of an instrument's fills.</summary>
    public ref readonly HedgeAccount this[int instrument] => ref _accounts[instrument];

    /// <summary>Filled position of an instrument, signed lots.</summary>
    public long Lots(int instrument) => _accounts[instrument].Lots;

    /// <summary>
    /// An instrument has a price: what was held of it at the start counts as bought at the first one. Called again it
    /// does nothing.
    /// </summary>
    public void OpenAt(int instrument, double mid)
    {
        if (_openedAt[instrument] is not null)
            return;
        _openedAt[instrument] = mid;
        _accounts[instrument].Open(_instruments[instrument], _startLots[instrument], mid);
    }

    /// <summary>Books a dividend: a long position receives the amount, a short one pays it.</summary>
    /// <remarks>
    /// Lots that still wait for their first price receive none: that price is already without the dividend.
    /// </remarks>
    /// <param name="instrument">Dense instrument index, of a linear instrument.</param>
    /// <param name="amount">Quote currency a unit of the underlying.</param>
    public void PayDividend(int instrument, double amount)
    {
        long unpriced = _openedAt[instrument] is null ? _startLots[instrument] : 0;
        _accounts[instrument].Entry -= (_accounts[instrument].Lots - unpriced) * amount;
    }

    /// <summary>Resumes a position of the run before, in place of the configured start position.</summary>
    public void Carry(in CarriedPosition position)
    {
        _accounts[position.Instrument].Lots = _startLots[position.Instrument] = position.Lots;
        Version++;
    }

    /// <summary>
    /// Enters lots without a price of their own, at the given mid or else at the instrument's first price.
    /// </summary>
    public void EnterUnpriced(int instrument, long lots, double? mid)
    {
        _accounts[instrument].Lots += lots;
        Version++;
        if (_openedAt[instrument] is { } first)
            _accounts[instrument].Open(_instruments[instrument], lots, mid ?? first);
        else
            _startLots[instrument] += lots;
    }

    /// <summary>Enters a fill, or with -1 takes it back.</summary>
    public void Enter(in AppliedFill fill, int sign)
    {
        ref HedgeAccount account = ref _accounts[fill.Instrument];
        (double fees, double execution) = (account.Fees, account.Spread + account.Slippage);
        account.Add(_instruments[fill.Instrument], fill, sign);
        Version++;
        FeeCost += account.Fees - fees;
        SpreadCost += account.Spread + account.Slippage - execution;
    }
}
