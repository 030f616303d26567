using System.Globalization;
using System.Text;
using HedgeFast.Core.Book;

namespace HedgeFast.Simulation.Worlds;

/// <summary>Writes options as a book file.</summary>
internal static class BookText
{
    public static string Of(IReadOnlyList<OptionRow> rows)
    {
        var text = new StringBuilder("symbol,underlying,type,strike,expiry,settlement,model,quantity,multiplier,iv\n");
        foreach (OptionRow row in rows)
        {
            DateTime expiry = DateTime.UnixEpoch.AddTicks(row.ExpiryNanos / 100);
            text.Append(CultureInfo.InvariantCulture, $"{row.Symbol},{row.Underlying},")
                .Append(row.Type == OptionType.Call ? "call," : "put,")
                .Append(CultureInfo.InvariantCulture, $"{row.Strike},{expiry:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'},")
                .Append(row.Settlement == SettlementKind.Inverse ? "inverse," : "linear,")
                .Append(CultureInfo.InvariantCulture, $"black76,{row.Quantity},{row.Multiplier},{row.Volatility}\n");
        }

        return text.ToString();
    }
}
