using HedgeFast.Core.Book;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>The put and the call of a strike and an expiry, which have one volatility.</summary>
internal static class OptionTwins
{
    /// <summary>By option the other of its strike, expiry and settlement; -1 for none. Allocates.</summary>
    public static int[] Of(OptionBook book)
    {
        int[] twins = new int[book.Count];
        Array.Fill(twins, -1);
        foreach (ExpiryGroup slice in book.Slices)
        {
            Dictionary<(double, SettlementKind, OptionType), int> seen = [];
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
            {
                OptionType other = book.Types[i] == OptionType.Call ? OptionType.Put : OptionType.Call;
                if (seen.TryGetValue((book.Strikes[i], book.Settlements[i], other), out int twin) && twins[twin] < 0)
                    (twins[i], twins[twin]) = (twin, i);
                seen[(book.Strikes[i], book.Settlements[i], book.Types[i])] = i;
            }
        }

        return twins;
    }
}
