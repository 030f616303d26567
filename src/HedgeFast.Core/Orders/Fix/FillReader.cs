using System.Buffers.Text;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// Reads quantity, price and identity of the fill in a report, as far as they can be known: a fault in one of them must
/// not cost the fill. A price between two ticks is real (a fill at the mid, say) and goes to the nearest.
/// </summary>
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

    /// <summary>
    /// Reads the price, to the nearest tick; decimals beyond those that decide the tick are cut off. False when there
    /// is none that can be read, or none that a market may have.
    /// </summary>
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
        for (
            int decimals = instruments.PriceDecimals(
                instrument); decimals <= FixInstruments.MaxPriceDecimals; decimals++)
        {
            if (report.TryGetLastPx(decimals, out long price))
            {
                ticks = instruments.NearestTicks(instrument, price, decimals);
                return true;
            }
        }

        for (
            int decimals = FixInstruments.MaxPriceDecimals; decimals >= instruments.PriceDecimals(
                instrument); decimals--)
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
    /// Stands for the execution id of a fill that has none: within an order each fill counts to another total. (0, 0)
    /// where the total is not told either.
    /// </summary>
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
