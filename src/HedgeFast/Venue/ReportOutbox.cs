namespace HedgeFast.Venue;

/// <summary>
/// Reports on their way to the clients, one queue a session, in order. A durable report goes into the ledger before it can be sent; what a session can't
/// take now waits here, over a disconnect if need be.
/// </summary>
public sealed class ReportOutbox : IVenueReportSink
{
    private readonly Queue<VenueLedger.Entry>[] _queues;
    private readonly VenueLedger.Entry?[] _held;
    private VenueLedger? _ledger;

    /// <summary>Makes empty queues for <paramref name="owners"/> sessions.</summary>
    public ReportOutbox(int owners)
    {
        _queues = new Queue<VenueLedger.Entry>[owners];
        _held = new VenueLedger.Entry?[owners];
        for (int i = 0; i < owners; i++) _queues[i] = new Queue<VenueLedger.Entry>(256);
    }

    /// <summary>From now on durable reports are written to <paramref name="ledger"/>; those it knows to be perhaps unsent are queued first.</summary>
    public void Attach(VenueLedger ledger)
    {
        _ledger = ledger;
        foreach (VenueLedger.Entry entry in ledger.Unsent)
            if (entry.Report.Owner < _queues.Length) _queues[entry.Report.Owner].Enqueue(entry);
    }

    /// <summary>Reports that wait for a session.</summary>
    public int Waiting(int owner) => _queues[owner].Count;

    /// <inheritdoc/>
    public void OnReport(in VenueReport report)
    {
        long number = report.IsDurable && _ledger is not null ? _ledger.Append(report) : 0;
        // A session that the settings no longer name has nobody to send to; its executions still count.
        if (report.Owner >= _queues.Length) return;
        var entry = new VenueLedger.Entry(number, report);
        if (report.AfterNext && _held[report.Owner] is null)
        {
            _held[report.Owner] = entry;
            return;
        }

        _queues[report.Owner].Enqueue(entry);
        if (report.Twice) _queues[report.Owner].Enqueue(entry);
        Release(report.Owner);
    }

    /// <summary>Sends what waits for a session until it takes no more.</summary>
    /// <param name="owner">The session's index.</param>
    /// <param name="channel">Its way out.</param>
    /// <returns>How many were sent.</returns>
    public int Flush(int owner, IReportChannel channel)
    {
        Release(owner);
        Queue<VenueLedger.Entry> queue = _queues[owner];
        int sent = 0;
        long mark = 0;
        while (queue.TryPeek(out VenueLedger.Entry entry) && channel.TrySend(entry.Report))
        {
            queue.Dequeue();
            mark = Math.Max(mark, entry.Number);
            sent++;
        }

        // What waits was not sent, though something after it was.
        foreach (VenueLedger.Entry waiting in queue)
            if (waiting.Number > 0) mark = Math.Min(mark, waiting.Number - 1);
        if (mark > 0) _ledger?.MarkSent(owner, mark);
        return sent;
    }

    private void Release(int owner)
    {
        if (_held[owner] is not { } entry) return;
        _queues[owner].Enqueue(entry);
        _held[owner] = null;
    }
}
