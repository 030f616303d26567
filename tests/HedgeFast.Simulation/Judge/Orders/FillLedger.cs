using HedgeFast.Simulation.Judge.Wire;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>Positions as the fills, busts and corrections seen make them; entries can be taken back.</summary>
/// <param name="instruments">Number of instruments.</param>
/// <param name="orders">Orders sent.</param>
internal sealed class FillLedger(int instruments, WireOrders orders)
{
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, LedgerEntry> _executions = [];
    private readonly Dictionary<string, string> _replaced = [];
    private readonly Dictionary<string, int> _ids = [];

    /// <summary>Positions, signed lots.</summary>
    public long[] Lots { get; } = new long[instruments];

    /// <summary>Entries, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>Whether a position no longer follows from what was seen alone.</summary>
    public bool[] IsUncertain { get; } = new bool[instruments];

    /// <summary>Enters a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="place">Its place in the order of all messages.</param>
    /// <param name="process">Number of the process that has seen it.</param>
    public LedgerOutcome Enter(in WireMessage report, long place, int process)
    {
        char kind = ReportText.KindOf(report);
        if (report.Type != "8" || kind is not ('F' or 'H' or 'G'))
            return LedgerOutcome.NoTrade;
        WireOrder? order = orders.Of(report);
        int said = ReportText.SignOf(report), sign = order?.Sign ?? said;
        int instrument = order?.Instrument ?? orders.InstrumentOf(report);
        bool isUnreadable = instrument < 0 || sign == 0 || (order is not null && said != 0 && said != order.Sign);
        string id = report.Of(17);
        long? lots = report.NumberOf(32) is > 0 and var read ? read : null;
        isUnreadable |= (kind == 'F' && lots is null) || (kind != 'F' && (id.Length == 0 || !report.Has(19)));

        // An order of a process before may be unknown to this one: then only what the report says counts.
        if (order is not null && order.Process != process && (said == 0 || orders.InstrumentOf(report) < 0))
            IsUncertain[instrument] = true;
        if (isUnreadable)
            return LedgerOutcome.Unreadable;

        // A fill that a process before counted under another number of its order is doubted and not taken back.
        bool isOfOtherNumber = order is not null && order.Process != process && !report.Is(11, order.Id);
        if (kind != 'F' && isOfOtherNumber)
            IsUncertain[instrument] = true;
        string scope = order?.Id ?? $"{instrument}{(sign > 0 ? "B" : "S")}";
        string key = id.Length > 0 ? $"{scope}/{id}" : $"{scope}/{lots}:{report.Number(14)}";
        if (_executions.TryGetValue(key, out LedgerEntry known))
        {
            bool isOther = known.Count != sign * (lots ?? 0) && !report.IsMarkedRepeated;
            return isOther ? LedgerOutcome.ReusedId : LedgerOutcome.Repeated;
        }

        // Of an order that is not known, a marked repetition of any execution's id may be one under another number.
        bool mayBeUnknown = order is null || order.Process != process;
        if (mayBeUnknown && report.IsMarkedRepeated && _ids.GetValueOrDefault(id) > 0)
        {
            IsUncertain[instrument] |= order is not null;
            return LedgerOutcome.Repeated;
        }

        long change = sign * (lots ?? 0);
        long count = change;
        string referred = "";
        if (kind != 'F')
        {
            referred = Latest($"{scope}/{report.Of(19)}");
            bool isKnown = _executions.TryGetValue(referred, out LedgerEntry old);
            count = kind == 'H' ? 0 : change;
            change = kind == 'H' ? -(isKnown ? old.Count : change) : isKnown ? count - old.Count : 0;
            if (isKnown)
                _replaced[referred] = key;
            else
                referred = "";
        }

        Add(new LedgerEntry(place, instrument, change, count, order, kind) { Key = key, Id = id, Replaces = referred });
        return kind == 'F' ? LedgerOutcome.Fill : LedgerOutcome.TakenBack;
    }

    /// <summary>Takes back all entries but the oldest.</summary>
    public void KeepFirst(int count)
    {
        while (_entries.Count > count)
        {
            LedgerEntry last = _entries[^1];
            _entries.RemoveAt(_entries.Count - 1);
            Lots[last.Instrument] -= last.Change;
            if (last.Order is { } order)
                order.FilledLots -= order.Sign * last.Change;
            if (last.Key.Length == 0)
                continue;
            _executions.Remove(last.Key);
            if (last.Replaces.Length > 0)
                _replaced.Remove(last.Replaces);
            _ids[last.Id]--;
        }
    }

    /// <summary>Sets a position: settled by an operator, or by an expiry.</summary>
    public void Adopt(int instrument, long lots)
    {
        if (lots != Lots[instrument])
            Add(new LedgerEntry(long.MinValue, instrument, lots - Lots[instrument], 0, null, 'A'));
    }

    /// <summary>Forgets all: a run without a predecessor has begun.</summary>
    public void BeginAnew()
    {
        _entries.Clear();
        _executions.Clear();
        _replaced.Clear();
        _ids.Clear();
    }

    private void Add(in LedgerEntry entry)
    {
        _entries.Add(entry);
        Lots[entry.Instrument] += entry.Change;
        if (entry.Order is { } order)
            order.FilledLots += order.Sign * entry.Change;
        if (entry.Key.Length == 0)
            return;
        _executions.Add(entry.Key, entry);
        _ids[entry.Id] = _ids.GetValueOrDefault(entry.Id) + 1;
    }

    private string Latest(string key)
    {
        for (int step = 0; step < 1_000 && _replaced.TryGetValue(key, out string? next); step++)
            key = next;
        return key;
    }
}

/// <summary>A change of a position.</summary>
/// <param name="Place">Place of its message.</param>
/// <param name="Instrument">Dense index.</param>
/// <param name="Change">Signed lots.</param>
/// <param name="Count">Signed lots of its execution that stand.</param>
/// <param name="Order">Its order; null without one of ours.</param>
/// <param name="Kind">F, H, G, or A for an adoption.</param>
internal readonly record struct LedgerEntry(
    long Place, int Instrument, long Change, long Count, WireOrder? Order, char Kind)
{
    /// <summary>Order and execution id; empty for an adoption.</summary>
    public string Key { get; init; } = "";

    /// <summary>Tag 17.</summary>
    public string Id { get; init; } = "";

    /// <summary>Key of the execution that it takes back or corrects; empty without one.</summary>
    public string Replaces { get; init; } = "";
}

/// <summary>What a report did to the ledger.</summary>
internal enum LedgerOutcome : byte
{
    NoTrade,
    Fill,
    TakenBack,
    Repeated,
    ReusedId,
    Unreadable,
}
