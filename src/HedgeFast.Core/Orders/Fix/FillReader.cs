using System.Buffers.Text;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// Reads quantity, price and identity of the fill in a report, each as far as the report is readable.
/// </summary>
/// <remarks>
/// A fault in one of them must not cost the fill. A price between two ticks is real (a fill at the mid, say) and is
/// rounded to the nearest.
/// </remarks>
/// <param name="instruments">Instruments that can be traded.</param>
internal sealed class FillReader(FixInstruments instruments)
{
    private const int NumberBytes = 64;

    /// <summary>
    /// Reads a whole and positive quantity that a market may have. False leaves no fill that can be counted.
    /// </summary>
    public static bool TryReadLots(in ExecutionReportView report, out long lots)
    {
        bool read = report.TryGetLastQty(0, out lots) && lots is > 0 and <= QuoteGuard.Bound;
        lots = read ? lots : 0;
        return read;
    }

    /// <summary>Reads the price, rounded to the nearest tick.</summary>
    /// <remarks>Decimals beyond those that decide the tick are cut off.</remarks>
    /// <returns>False where the price is missing, unreadable, or beyond any market.</returns>
    public bool TryReadTicks(in ExecutionReportView report, int instrument, out long ticks)
    {
        bool isRead = TryReadAnyTicks(report, instrument, out ticks)
            && ticks is >= -QuoteGuard.Bound and <= QuoteGuard.Bound;
        ticks = isRead ? ticks : 0;
        return isRead;
    }

    private bool TryReadAnyTicks(in ExecutionReportView report, int instrument, out long ticks)
    {
        ticks = 0;
        if (instrument < 0)
            return false;
        int least = instruments.PriceDecimals(instrument);
        for (int decimals = least; decimals <= FixInstruments.MaxPriceDecimals; decimals++)
        {
            if (report.TryGetLastPx(decimals, out long price))
            {
                ticks = instruments.NearestTicks(instrument, price, decimals);
                return true;
            }
        }

        for (int decimals = FixInstruments.MaxPriceDecimals; decimals >= least; decimals--)
        {
            if (report.TryGetLastPxCut(decimals, out long price))
            {
                ticks = instruments.NearestTicks(instrument, price, decimals);
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Makes a stand-in for the execution id of a fill without one, from its lots and cumulative lots.
    /// </summary>
    /// <remarks>Within an order each fill has another total. (0, 0) where the total is missing too.</remarks>
    public static (ulong Low, ulong High) IdOfTotal(long lots, long cumLots)
    {
        if (cumLots <= 0)
            return (0, 0);
        Span<byte> text = stackalloc byte[NumberBytes];
        "no id "u8.CopyTo(text);
        int at = 6;
        Utf8Formatter.TryFormat(lots, text[at..], out int written);
        at += written;
        text[at++] = (byte)'/';
        Utf8Formatter.TryFormat(cumLots, text[at..], out written);
        return ExecIdHash.Of(text[..(at + written)]);
    }
}
