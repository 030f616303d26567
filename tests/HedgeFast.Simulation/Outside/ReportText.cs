using System.Globalization;
using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Outside;

/// <summary>Writes the exchange's reports as FIX 4.2 or 4.4 message bodies.</summary>
internal static class ReportText
{
    public static void Write(ref FixBody body, SimReport report, WorldPlan plan)
    {
        bool is42 = plan.VenueSession.BeginString == "FIX.4.2";
        if (report.IsMarkedRepeated)
            Put(ref body, 97, "Y");
        switch (report.Type)
        {
            case "8":
                Execution(ref body, report, plan, is42);
                break;
            case "9":
                Put(ref body, 37, NumberOf(report.Order));
                Put(ref body, 11, report.Id);
                Put(ref body, 41, report.OriginalId);
                Put(ref body, 39, ((char)report.Status).ToString());
                Put(ref body, 434, report.AnswersTo);
                Put(ref body, 102, report.Reason);
                break;
            case "AO":
                Put(ref body, 721, "P0");
                Put(ref body, 710, report.RequestId);
                Put(ref body, 727, 0);
                Put(ref body, 728, 2);
                Put(ref body, 729, 0);
                Put(ref body, 1, WorldPlan.ClientId);
                Put(ref body, 581, 1);
                break;
            case "AP":
                Position(ref body, report, plan);
                break;
        }
    }

    private static void Execution(ref FixBody body, SimReport report, WorldPlan plan, bool is42)
    {
        Instrument? instrument = report.Instrument >= 0 ? plan.Settings.Instruments[report.Instrument] : null;
        SimOrder? order = report.Order;
        Put(ref body, 37, NumberOf(order));
        Put(ref body, 11, report.Id);
        Put(ref body, 41, report.OriginalId);
        if (report.Total != 0 && !is42)
        {
            Put(ref body, 584, report.RequestId);
            Put(ref body, 911, Math.Max(0, report.Total));
            Put(ref body, 912, report.IsLast ? "Y" : "N");
        }
        else if (report.RequestId.Length > 0 && !is42)
        {
            Put(ref body, 790, report.RequestId);
        }

        Put(ref body, 17, report.ExecId);
        Put(ref body, 19, report.RefId);
        if (is42)
            Put(ref body, 20, report.ExecType switch { (byte)'H' => 1, (byte)'G' => 2, (byte)'I' => 3, _ => 0 });
        body.Add(150, is42 ? ExecType42(report) : report.ExecType);
        body.Add(39, report.Status);
        if (report.ExecType == 'D')
            Put(ref body, 378, 5);
        if (report.Status == '8' && report.Total == 0)
            Put(ref body, 103, report.Reason);
        if (report.Fault != ReportFault.NoSymbol && instrument is not null)
            Put(ref body, 55, instrument.Symbol);
        if (order is not null)
            Put(ref body, 54, order.IsBuy ? 1 : 2);
        else if (report.Position != 0)
            Put(ref body, 54, report.Position > 0 ? 1 : 2);
        if (report.Lots > 0)
            body.Add(38, report.Lots);
        if (report.LastLots > 0)
        {
            if (report.Fault == ReportFault.BadLots)
                Put(ref body, 32, "1E+3");
            else
                body.Add(32, report.LastLots);
            if (report.Fault == ReportFault.BadPrice)
                Put(ref body, 31, "6O,000");
            else
                Price(ref body, 31, report.LastTicks, instrument!);
        }

        body.Add(151, report.Leaves);
        body.Add(14, report.Cum);
        Put(ref body, 6, "0");
        if (report.Fault == ReportFault.UnknownTag)
            Put(ref body, 9999, "X");
        if (report.Fault == ReportFault.EmptyField)
            body.AddRaw("58=\u0001"u8);
        if (report.Fault == ReportFault.BadTime)
            Put(ref body, 60, "yesterday");
        else
            body.AddTimestamp(60, plan.StartUtcNanos, 3);
    }

    private static void Position(ref FixBody body, SimReport report, WorldPlan plan)
    {
        Instrument instrument = plan.Settings.Instruments[report.Instrument];
        Put(ref body, 721, $"P{report.Instrument + 1}");
        Put(ref body, 710, report.RequestId);
        Put(ref body, 727, report.Total);
        Put(ref body, 728, 0);
        Put(ref body, 715, "20260302");
        Put(ref body, 1, WorldPlan.ClientId);
        Put(ref body, 581, 1);
        Put(ref body, 55, instrument.Symbol);
        Put(ref body, 730, "1");
        Put(ref body, 731, 2);
        Put(ref body, 734, "1");
        Put(ref body, 702, 1);
        Put(ref body, 703, "TOT");
        body.Add(report.Position < 0 ? 705 : 704, Math.Abs(report.Position));
    }

    private static string NumberOf(SimOrder? order) =>
        order is null ? "NONE" : order.Number.ToString(CultureInfo.InvariantCulture);

    private static byte ExecType42(SimReport report) => report.ExecType switch
    {
        (byte)'F' => (byte)(report.Leaves == 0 ? '2' : '1'),
        (byte)'H' or (byte)'G' or (byte)'I' => report.Status,
        _ => report.ExecType,
    };

    private static void Price(ref FixBody body, int tag, long ticks, Instrument instrument) =>
        body.AddDecimal(tag, ticks * instrument.TickMantissa, instrument.TickDecimals);

    private static void Put(ref FixBody body, int tag, int value) =>
        Put(ref body, tag, value.ToString(CultureInfo.InvariantCulture));

    private static void Put(ref FixBody body, int tag, string text)
    {
        if (text.Length > 0)
            body.Add(tag, Encoding.ASCII.GetBytes(text));
    }
}
