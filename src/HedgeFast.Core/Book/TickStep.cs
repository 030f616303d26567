namespace HedgeFast.Core.Book;

/// <summary>A tick size as the engine holds it: mantissa * 10^-decimals.</summary>
public static class TickStep
{
    private const int MostDecimals = 9;

    /// <summary>
    /// Splits a tick size with as few decimals as it needs; false when it needs more than nine or its mantissa more
    /// than 31 bits.
    /// </summary>
    public static bool TrySplit(decimal tick, out int mantissa, out int decimals)
    {
        decimals = 0;
        while (decimals < MostDecimals && tick != decimal.Truncate(tick))
        {
            tick *= 10;
            decimals++;
        }

        bool exact = tick == decimal.Truncate(tick) && tick is >= 1 and <= int.MaxValue;
        mantissa = exact ? (int)tick : 1;
        return exact;
    }
}
