using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Replaces our position by a settled one and journals the change. Owned by the order desk.</summary>
/// <remarks>A named person settles a position, the exchange confirms it, or a dated future expires.</remarks>
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
        _ledger = ledger;
        _market = market;
        _journal = journal;
        _dated =
        [
            .. from instrument in ledger.Instruments where instrument.ExpiryNanos is not null select (
                instrument.Index, instrument.ExpiryNanos!.Value),
        ];
    }

    /// <summary>Settles a position, closes the instrument's unresolved orders and journals the changes.</summary>
    /// <remarks>
    /// Closes orders that ended with fills missing or whose requests have ended, and remembers their lots in the
    /// settled position, so that no fill counts twice.
    /// </remarks>
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

    /// <summary>Whether an instrument has expired, by the latest exchange time of all instruments.</summary>
    /// <remarks>It then has no delta, and the exchange may or may not still show it.</remarks>
    public bool IsExpired(int instrument) =>
        _ledger.Instruments[instrument].ExpiryNanos is { } expiry && ExchangeNanos >= expiry;

    /// <summary>Settles one expired dated future a batch, at its last mid, as the exchange does.</summary>
    /// <remarks>A fill reported later is settled when it arrives.</remarks>
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
