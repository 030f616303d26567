using System.Text;
using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders;

/// <summary>Instruments as FIX names and writes them.</summary>
public sealed class FixInstruments(IReadOnlyList<Instrument> instruments)
{
    private readonly byte[][] _symbols = [.. instruments.Select(i => Encoding.ASCII.GetBytes(i.Symbol))];
    private readonly int[] _mantissas = [.. instruments.Select(i => i.TickMantissa)];
    private readonly int[] _decimals = [.. instruments.Select(i => i.TickDecimals)];

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol(int instrument) => _symbols[instrument];

    /// <summary>Decimals of a price.</summary>
    public int PriceDecimals(int instrument) => _decimals[instrument];

    /// <summary>Price of so many ticks, scaled to <see cref="PriceDecimals"/>.</summary>
    public long PriceMantissa(int instrument, long ticks) => ticks * _mantissas[instrument];

    /// <summary>The nearest whole number of ticks to a price scaled to <see cref="PriceDecimals"/>.</summary>
    public long Ticks(int instrument, long priceMantissa) => (long)Math.Round((double)priceMantissa / _mantissas[instrument]);

    /// <summary>Dense index of a symbol, or -1.</summary>
    public int Find(ReadOnlySpan<byte> symbol)
    {
        for (int i = 0; i < _symbols.Length; i++)
        {
            if (symbol.SequenceEqual(_symbols[i]))
                return i;
        }

        return -1;
    }
}
