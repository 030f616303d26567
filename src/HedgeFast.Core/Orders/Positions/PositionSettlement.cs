using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// Puts a settled position in the place of ours and journals it: a named person has settled it, the exchange has
/// confirmed it, or a dated future has expired. Owned by the order desk.
/// </summary>
public sealed class PositionSettlement
{
    private readonly PositionLedger _ledger;
    private readonly MarketState _market;
    private readonly JournalAppender _journal;
    private readonly (int Instrument, long ExpiryNanos)[] _dated;

    /// <summary>Makes one.</summary>
    /// <param name="ledger">What we hold.</param>
    /// <param name="market">Prices at which settled lots are valued, and the exchange's time.</param>
    /// <param name="journal">The record.</param>
    public PositionSettlement(PositionLedger ledger, MarketState market, JournalAppender journal)
    {
        (_ledger, _market, _journal) = (ledger, market, journal);
        _dated =
        [
            .. from instrument in ledger.Instruments where instrument.ExpiryNanos is not null select (
                instrument.Index, instrument.ExpiryNanos!.Value),
        ];
    }

    /// <summary>
    /// Settles a position. Orders of the instrument that have ended with fills missing, or about which requests have
    /// ended, are closed with it, and what the position has of them is remembered, so that nothing is counted twice.
    /// What changes is journaled.
    /// </summary>
    /// <param name="instrument">Dense index.</param>
    /// <param name="lots">The position that holds, signed lots.</param>
    public void Settle(int instrument, long lots)
    {
        long moreLots = lots - _ledger.FilledLots(instrument);
        bool isOther = moreLots != 0;
        while (_ledger.Live.TryCloseOpenEnd(instrument, ref moreLots, out ClosedOrder closed))
            _journal.Append(JournalKind.ClosedOrder, closed);
        if (!isOther)
            return;
        _ledger.Adopt(instrument, lots, _market.LastMid(instrument));
        _journal.Append(JournalKind.Adoption, new CarriedPosition { Instrument = instrument, Lots = lots });
    }

    /// <summary>
    /// Whether an instrument has expired, by the latest time of the exchange: then it has no delta, and whether the
    /// exchange shows it still says nothing.
    /// </summary>
    public bool IsExpired(int instrument) =>
        _ledger.Instruments[instrument].ExpiryNanos is { } expiry && ExchangeNanos >= expiry;

    /// <summary>
    /// Settles what is held in a dated future that has expired, at its last mid, as the exchange does; one instrument a
    /// batch. A fill that is told later is settled as it comes.
    /// </summary>
    public void SettleExpired()
    {
        foreach ((int instrument, long expiry) in _dated)
        {
            bool isOpen = _ledger.FilledLots(instrument) != 0
                || _ledger.Live.HasOpenEnd(instrument)
                || _ledger.Doubt.Of(instrument) != DoubtReasons.None;
            if (!isOpen || ExchangeNanos < expiry)
                continue;
            Settle(instrument, 0);
            _ledger.Doubt.Clear(instrument, ~DoubtReasons.None);
            return;
        }
    }

    // The latest of all instruments: one that has expired is quoted no more.
    private long ExchangeNanos
    {
        get
        {
            long latest = 0;
            for (int i = 0; i < _market.Count; i++)
                latest = Math.Max(latest, _market[i].ExchangeNanos);
            return latest;
        }
    }
}
