using System.Runtime.InteropServices;
using HedgeFast.Core.Book;

namespace HedgeFast.Bench.Peers;

/// <summary>The book of the race as the peers read it, and the prices it is revalued at.</summary>
internal static class RaceBook
{
    private const double NanosPerYear = 365.0 * 86_400 * 1e9;

    /// <summary>
    /// 256 prices in a closed walk: 128 seeded steps of 0.1 to 1.5 up or down, and the same way back.
    /// </summary>
    /// <remarks>
    /// On the sample tape one update in ten moves the mid, by 0.8 on average, as each step does here.
    /// </remarks>
    public static double[] Prices()
    {
        Random random = new(3);
        double[] prices = new double[256];
        double price = 61_700;
        for (int i = 0; i < 128; i++)
        {
            prices[i] = prices[255 - i] = price;
            price += 0.1 * random.Next(1, 16) * (random.Next(2) == 0 ? 1 : -1);
        }

        return prices;
    }

    /// <summary>Writes the file that bench/peers/peer.hpp describes.</summary>
    public static void Write(string file, OptionBook book, double[] prices)
    {
        using FileStream stream = File.Create(file);
        stream.Write(MemoryMarshal.AsBytes<long>([book.Count, prices.Length]));
        stream.Write(MemoryMarshal.AsBytes<double>(prices));
        stream.Write(MemoryMarshal.AsBytes(book.Strikes));
        stream.Write(MemoryMarshal.AsBytes(book.Volatilities));
        stream.Write(MemoryMarshal.AsBytes<double>(
            Array.ConvertAll(book.ExpiryNanos.ToArray(), expiry => (expiry - KernelBook.Now) / NanosPerYear)));
        stream.Write(MemoryMarshal.AsBytes<double>(
            Array.ConvertAll(book.Types.ToArray(), type => type == OptionType.Call ? 1.0 : -1.0)));
        stream.Write(MemoryMarshal.AsBytes(book.Quantities));
    }
}
