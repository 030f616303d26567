using HedgeFast.Venue.Ledger;
using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Gateway;

/// <summary>Queues reports for the clients' sessions, in order, and writes durable ones to the ledger first.</summary>
/// <remarks>What a session does not take now waits here, over a disconnect if need be.</remarks>
public sealed class ReportOutbox : IVenueReportSink
{
    private readonly Queue<Waiting>[] _queues;
    private readonly LedgerEntry?[] _held;
    private readonly TapeDelay _delay;
    private VenueLedger? _ledger;

    /// <summary>Makes empty queues.</summary>
    /// <param name="owners">Number of sessions.</param>
    /// <param name="delay">The delay from the market to the session; none when null.</param>
    public ReportOutbox(int owners, TapeDelay? delay = null)
    {
        _delay = delay ?? new TapeDelay();
        _queues = new Queue<Waiting>[owners];
        _held = new LedgerEntry?[owners];
        for (int i = 0; i < owners; i++)
            _queues[i] = new Queue<Waiting>(256);
    }

    /// <summary>
    /// Writes durable reports to <paramref name="ledger"/> from now on; queues those it holds as perhaps unsent.
    /// </summary>
    public void Attach(VenueLedger ledger)
    {
        _ledger = ledger;
        foreach (LedgerEntry entry in ledger.Unsent)
        {
            if (entry.Report.Owner < _queues.Length)
                _queues[entry.Report.Owner].Enqueue(new Waiting(entry, long.MinValue));
        }
    }

    /// <summary>Reports waiting for a session.</summary>
    public int WaitingCount(int owner) => _queues[owner].Count;

    /// <summary>Lets the reports due by a time of the tape be sent.</summary>
    public void ReleaseUntil(long exchangeNanos) => _delay.NowNanos = exchangeNanos;

    /// <inheritdoc/>
    public void OnReport(in VenueReport report)
    {
        long number = report.IsDurable && _ledger is not null ? _ledger.Append(report) : 0;
        // Executions of a session that the settings no longer name still count, but reach no client.
        if (report.Owner >= _queues.Length)
            return;
        var entry = new LedgerEntry(number, report);
        if (report.AfterNext && _held[report.Owner] is null)
        {
            _held[report.Owner] = entry;
            return;
        }

        Enqueue(entry);
        if (report.Twice)
            Enqueue(entry);
        Release(report.Owner);
    }

    /// <summary>Sends a session's reports until it takes no more.</summary>
    /// <param name="owner">The session's index.</param>
    /// <param name="channel">Its channel.</param>
    /// <returns>Reports sent.</returns>
    public int Flush(int owner, IReportChannel channel)
    {
        Release(owner);
        Queue<Waiting> queue = _queues[owner];
        int sent = 0;
        long mark = 0;
        while (queue.TryPeek(out Waiting next)
            && next.DueNanos <= _delay.NowNanos
            && channel.TrySend(next.Entry.Report))
        {
            queue.Dequeue();
            mark = Math.Max(mark, next.Entry.Number);
            sent++;
        }

        // The mark stays below every report that still waits, though a later one was sent.
        foreach (Waiting waiting in queue)
        {
            if (waiting.Entry.Number > 0)
                mark = Math.Min(mark, waiting.Entry.Number - 1);
        }

        if (mark > 0)
            _ledger?.MarkSent(owner, mark);
        return sent;
    }

    private void Release(int owner)
    {
        if (_held[owner] is not { } entry)
            return;
        Enqueue(entry);
        _held[owner] = null;
    }

    private void Enqueue(in LedgerEntry entry) =>
        _queues[entry.Report.Owner].Enqueue(new Waiting(entry, _delay.DueNanos()));

    private readonly record struct Waiting(LedgerEntry Entry, long DueNanos);
}

/// <summary>Carries reports to one client.</summary>
public interface IReportChannel
{
    /// <summary>Sends one report; false when the session can't take it now.</summary>
    bool TrySend(in VenueReport report);
}
