using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>The traded instruments, found by dense index or symbol.</summary>
internal sealed class VenueListings
{
    private readonly VenueListing[] _listings;
    private readonly Dictionary<IdText, int> _symbols = [];

    /// <summary>Lists the instruments, all of them closed.</summary>
    /// <param name="instruments">What is traded, by dense index.</param>
    /// <param name="book">Makes the matching rule of an instrument.</param>
    /// <exception cref="ArgumentException">Two instruments have the same symbol.</exception>
    public VenueListings(IReadOnlyList<Instrument> instruments, Func<Instrument, IMatchingBook> book)
    {
        _listings = new VenueListing[instruments.Count];
        for (int i = 0; i < _listings.Length; i++)
        {
            Instrument instrument = instruments[i];
            IdText symbol = IdText.Of(instrument.Symbol);
            if (!_symbols.TryAdd(symbol, i))
            {
                throw new ArgumentException(
                    $"two instruments have the symbol {instrument.Symbol}", nameof(instruments));
            }

            _listings[i] = new VenueListing(instrument, symbol, book(instrument));
        }
    }

    /// <summary>Every listing, by dense index.</summary>
    public IReadOnlyList<VenueListing> All => _listings;

    /// <summary>The listing of an instrument.</summary>
    public VenueListing this[int instrument] => _listings[instrument];

    /// <summary>The listing in which an order trades.</summary>
    public VenueListing Of(VenueOrder order) => _listings[order.Instrument];

    /// <summary>Dense index of a symbol; -1 when it is not traded here.</summary>
    public int IndexOf(in IdText symbol) => _symbols.GetValueOrDefault(symbol, -1);
}
