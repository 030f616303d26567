using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>One traded instrument: matching rule, account, trading status and positions of the clients.</summary>
internal sealed class VenueListing(Instrument instrument, IdText symbol, IMatchingBook book)
{
    private readonly Dictionary<int, long> _owned = [];
    private long _newTradedLots;

    /// <summary>The instrument's terms.</summary>
    public Instrument Instrument { get; } = instrument;

    /// <summary>Its symbol as reports carry it.</summary>
    public IdText Symbol { get; } = symbol;

    /// <summary>One tick, billionths of the quote currency.</summary>
    public long TickNanos { get; } =
        instrument.TickMantissa * (long)Math.Pow(10, NewOrderRequest.PriceDecimals - instrument.TickDecimals);

    /// <summary>Its matching rule, with the resting orders.</summary>
    public IMatchingBook Book { get; } = book;

    /// <summary>Position and money of the venue's clients together.</summary>
    public VenueAccount Account { get; } = new(instrument);

    /// <summary>Whether the tape has begun and not ended.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether trading is halted.</summary>
    public bool IsHalted { get; set; }

    /// <summary>Signed lots of a client, those held at the start included.</summary>
    public long PositionOf(int owner) => Instrument.StartLots + _owned.GetValueOrDefault(owner);

    /// <summary>Fills an order and books the fill.</summary>
    public void Fill(VenueOrder order, long ticks, long lots, bool passive)
    {
        order.Fill(ticks, lots);
        Account.Apply(order.Side, ticks, lots, passive);
        Own(order, lots);
    }

    /// <summary>Busts a fill: order, account and position are as if it had never been.</summary>
    public void Bust(VenueOrder order, long ticks, long lots, bool passive)
    {
        order.TakeBack(ticks, lots);
        Account.TakeBack(order.Side, ticks, lots, passive);
        Own(order, -lots);
    }

    /// <summary>Corrects the last fill of an order to another price and size.</summary>
    public void Correct(VenueOrder order, long ticks, long lots, bool passive)
    {
        (long oldTicks, long oldLots) = order.LastFill;
        order.Correct(oldTicks, oldLots, ticks, lots);
        Account.TakeBack(order.Side, oldTicks, oldLots, passive);
        Account.Apply(order.Side, ticks, lots, passive);
        Own(order, lots - oldLots);
    }

    /// <summary>Counts lots that clients have traded, for the next trade print.</summary>
    public void CountTraded(long lots) => _newTradedLots += lots;

    /// <summary>Returns the lots traded since the last call.</summary>
    public long TakeTradedLots()
    {
        long lots = _newTradedLots;
        _newTradedLots = 0;
        return lots;
    }

    private void Own(VenueOrder order, long lots) =>
        _owned[order.Owner] = _owned.GetValueOrDefault(order.Owner) + (order.Side == Side.Buy ? lots : -lots);
}
