using System.Text;
using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>Instruments as FIX names and writes them.</summary>
public sealed class FixInstruments(IReadOnlyList<Instrument> instruments)
{
    /// <summary>Most decimals a fill's price is read with.</summary>
    public const int MaxPriceDecimals = 12;

    private readonly byte[][] _symbols = [.. instruments.Select(i => Encoding.ASCII.GetBytes(i.Symbol))];
    private readonly int[] _mantissas = [.. instruments.Select(i => i.TickMantissa)];
    private readonly int[] _decimals = [.. instruments.Select(i => i.TickDecimals)];

    /// <summary>Tag 55.</summary>
    public ReadOnlySpan<byte> Symbol(int instrument) => _symbols[instrument];

    /// <summary>Decimals of a price.</summary>
    public int PriceDecimals(int instrument) => _decimals[instrument];

    /// <summary>Price of so many ticks, scaled to <see cref="PriceDecimals"/>.</summary>
    public long PriceMantissa(int instrument, long ticks) => ticks * _mantissas[instrument];

    /// <summary>
    /// The nearest whole number of ticks to a price of so many decimals, at least <see cref="PriceDecimals"/>; half a
    /// tick goes away from zero.
    /// </summary>
    public long NearestTicks(int instrument, long priceMantissa, int decimals)
    {
        // One tick in the price's decimals. Twelve decimals and a tick mantissa of 32 bits stay inside Int128.
        Int128 tick = _mantissas[instrument];
        for (int i = _decimals[instrument]; i < decimals; i++)
            tick *= 10;
        (Int128 ticks, Int128 rest) = Int128.DivRem(priceMantissa, tick);
        Int128 up = 2 * Int128.Abs(rest) >= tick ? 1 : 0;
        return (long)(ticks + (priceMantissa < 0 ? -up : up));
    }

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
