using HedgeFast.Core.Book;
using HedgeFast.Simulation.Judge.Wire;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>Every order that the engine has sent, by each id it has had.</summary>
/// <param name="instruments">What can be traded.</param>
internal sealed class WireOrders(IReadOnlyList<Instrument> instruments)
{
    private readonly Dictionary<string, WireOrder> _byId = [];

    /// <summary>Orders, oldest first.</summary>
    public List<WireOrder> All { get; } = [];

    /// <summary>The order of an id; null for an id that is not ours.</summary>
    public WireOrder? Find(string id) => id.Length > 0 && _byId.TryGetValue(id, out WireOrder? order) ? order : null;

    /// <summary>The order that a report is about: by tag 41, else by tag 11.</summary>
    public WireOrder? Of(in WireMessage report) => Find(report.Of(41)) ?? Find(report.Of(11));

    /// <summary>Dense index of a symbol; -1 for an unknown one.</summary>
    public int InstrumentOf(in WireMessage message)
    {
        ReadOnlySpan<char> symbol = message.ValueOf(55);
        for (int i = 0; i < instruments.Count; i++)
        {
            if (symbol.SequenceEqual(instruments[i].Symbol))
                return i;
        }

        return -1;
    }

    /// <summary>Tag 44 in ticks of an instrument; null where it is none.</summary>
    public long? TicksOf(in WireMessage message, int tag, int instrument)
    {
        Instrument of = instruments[instrument];
        return message.MantissaOf(tag, of.TickDecimals) is { } mantissa && mantissa % of.TickMantissa == 0
            ? mantissa / of.TickMantissa
            : null;
    }

    /// <summary>A message has left.</summary>
    public void OnSent(in WireMessage message, int process, long now)
    {
        if (message.Type == "D")
            Add(message, process, now);
        else if (message.Type is "G" or "F" or "H")
            Ask(message);
    }

    /// <summary>A report was seen.</summary>
    public void OnSeen(in WireMessage report, long now)
    {
        if (report.Type == "3" && report.Is(372, "D"))
            Refuse(report, now);
        if (report.Type is not ("8" or "9") || Of(report) is not { } order)
            return;
        order.IsAnswered = true;
        order.AnsweredNanos = now;
        if (report.Type == "9")
        {
            if (report.Is(11, order.PendingId))
                EndReplace(order, order.Lots);
            return;
        }

        char kind = ReportText.KindOf(report);
        if (kind is 'F' or 'G' or 'H')
        {
            EndByTrade(order, report, kind);
            return;
        }

        if (kind is not ('0' or '4' or '8' or 'I' or 'D' or '5') || report.NumberOf(14) is not { } cum)
            return;
        long? leaves = report.NumberOf(151);
        bool isOfUnknownReplace = kind == 'I' && leaves == 0 && cum == 0 && report.Is(11, order.PendingId);
        if (isOfUnknownReplace)
        {
            EndReplace(order, order.Lots);
            return;
        }

        if (kind is '4' or '8' || leaves == 0)
        {
            order.EndCum = cum;
            return;
        }

        // It works, again perhaps: a cancelled order may be reinstated.
        if (kind is not ('5' or 'D' or 'I') || leaves is null)
            return;
        order.EndCum = -1;
        order.Lots = cum + leaves.Value;
        bool endsReplace = order.PendingId.Length == 0 || report.Is(11, order.PendingId);
        if (endsReplace)
            EndReplace(order, order.Lots);
        else
            order.MostLots = Math.Max(order.MostLots, order.Lots);
        order.OrderedLots = Math.Max(order.OrderedLots, order.Lots);
    }

    // The exchange's session refused a new order, named by the number of its message.
    private void Refuse(in WireMessage reject, long now)
    {
        for (int i = All.Count - 1; i >= 0; i--)
        {
            WireOrder order = All[i];
            if (order.Sequence != reject.Number(45))
                continue;
            order.AnsweredNanos = now;
            if (!order.IsAnswered)
                order.EndCum = 0;
            order.IsAnswered = true;
            return;
        }
    }

    // What was filled whole has ended, and a fill taken back opens it again only where the report says so.
    private static void EndByTrade(WireOrder order, in WireMessage report, char kind)
    {
        if (order.EndCum < 0 && order.FilledLots >= order.MostLots)
            order.EndCum = order.FilledLots;
        else if (kind == 'F' && order.EndCum >= 0)
            order.EndCum = Math.Max(order.EndCum, order.FilledLots);
        else if (kind != 'F' && report.Number(151) > 0)
            order.EndCum = -1;
        else if (kind != 'F' && order.EndCum >= 0)
            order.EndCum = report.NumberOf(14) ?? order.FilledLots;
    }

    private static void EndReplace(WireOrder order, long lots)
    {
        order.PendingId = "";
        order.Lots = order.MostLots = lots;
    }

    private void Add(in WireMessage message, int process, long now)
    {
        int instrument = InstrumentOf(message);
        if (instrument < 0)
            return;
        long lots = message.Number(38);
        var order = new WireOrder
        {
            Id = message.Of(11),
            Sequence = message.Sequence,
            Instrument = instrument,
            IsBuy = message.Is(54, "1"),
            IsDay = message.Is(59, "0"),
            Process = process,
            SentNanos = now,
            Lots = lots,
            MostLots = lots,
            OrderedLots = lots,
            LimitTicks = TicksOf(message, 44, instrument) ?? 0,
            WorstTicks = TicksOf(message, 44, instrument) ?? 0,
        };
        All.Add(order);
        _byId[order.Id] = order;
    }

    private void Ask(in WireMessage message)
    {
        if ((Find(message.Of(41)) ?? Find(message.Of(11))) is not { } order)
            return;
        order.IsAskedAbout = true;
        if (message.Type == "H")
            return;
        string id = message.Of(11);
        _byId[id] = order;
        if (message.Type != "G")
            return;
        order.PendingId = id;
        order.MostLots = Math.Max(order.MostLots, message.Number(38));
        order.OrderedLots = Math.Max(order.OrderedLots, message.Number(38));
        order.LimitTicks = TicksOf(message, 44, order.Instrument) ?? order.LimitTicks;
        order.WorstTicks = order.IsBuy
            ? Math.Max(order.WorstTicks, order.LimitTicks)
            : Math.Min(order.WorstTicks, order.LimitTicks);
    }
}
