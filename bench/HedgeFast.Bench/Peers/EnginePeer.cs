using System.Diagnostics;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Bench.Peers;

/// <summary>
/// This library on both sides, as in production: sessions with their checks, stores on disk, real sockets, each side
/// driven by one spinning thread.
/// </summary>
internal sealed class EnginePeer : IRoundTripPeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Trader _traderSide = new();
    private readonly FixAcceptor _acceptor;
    private readonly FixInitiator _initiator;
    private volatile bool _isStopped;

    public EnginePeer(string folder)
    {
        var venue = new FixSessionSettings { SenderCompId = "VENUE", TargetCompId = "HEDGE", StoreDirectory = folder };
        FixSessionSettings trader = venue with { SenderCompId = "HEDGE", TargetCompId = "VENUE" };
        _acceptor = new FixAcceptor(
            new FixAcceptorSettings { Sessions = [venue] }, new Venue(), TimeProvider.System, OpenStore);
        _initiator = new FixInitiator(
            trader, new FixEndpoint { Host = "127.0.0.1", Port = _acceptor.BoundPort }, _traderSide,
            TimeProvider.System, OpenStore(trader));
        long start = Stopwatch.GetTimestamp();
        while (!_initiator.Session.IsSynchronised)
        {
            _initiator.DoWork(16);
            _acceptor.DoWork(16);
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"No logon: {_initiator.LastError}");
        }
    }

    /// <summary>
    /// Time from beginning an order until it's sent, one for each round trip of the last run, nanoseconds.
    /// </summary>
    public long[] SendNanos { get; private set; } = [];

    /// <summary>Managed bytes that the two sides allocated in the last run.</summary>
    public long AllocatedBytes { get; private set; }

    public void Run(Span<long> nanos)
    {
        long[] measured = new long[nanos.Length];
        SendNanos = new long[nanos.Length];
        long traderBytes = 0, venueBytes = 0;
        _isStopped = false;
        TwoCpus.Run(
            () => traderBytes = Allocated(() => Send(measured)),
            () => venueBytes = Allocated(Answer),
            () => _isStopped = true);
        AllocatedBytes = traderBytes + venueBytes;
        measured.CopyTo(nanos);
    }

    public void Dispose()
    {
        _initiator.Dispose();
        _acceptor.Dispose();
    }

    private static FileMessageStore OpenStore(FixSessionSettings session) => new(
        Disk.Kernel, session.StoreDirectory, session.BeginString, session.SenderCompId, session.TargetCompId,
        FsyncPolicy.None, session.MaxMessageBytes, 256 << 20);

    private static long Allocated(Action side)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        side();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Send(long[] measured)
    {
        FixSession session = _initiator.Session;
        Trader side = _traderSide;
        for (int i = 0; i < measured.Length; i++)
        {
            long reports = side.Reports;
            long start = Stopwatch.GetTimestamp();
            FixBody body = session.Begin("D"u8);
            SampleOrders.WriteOrder(ref body);
            if (!session.TrySend(ref body))
                throw new InvalidOperationException($"An order was not sent: {_initiator.LastError}");
            long sent = Stopwatch.GetTimestamp();
            while (side.Reports == reports)
                _initiator.DoWork(16);
            long end = Stopwatch.GetTimestamp();
            SendNanos[i] = (long)Stopwatch.GetElapsedTime(start, sent).TotalNanoseconds;
            measured[i] = (long)Stopwatch.GetElapsedTime(start, end).TotalNanoseconds;
        }
    }

    private void Answer()
    {
        while (!_isStopped)
            _acceptor.DoWork(16);
    }

    private sealed class Trader : IFixApplication
    {
        public long Reports { get; private set; }

        public void OnLogon(FixSession session)
        {
        }

        public void OnLogout(FixSession session, string reason)
        {
        }

        public void OnMessage(FixSession session, in FixMessage message)
        {
            if (SampleOrders.SumReport(message) != SampleOrders.ReportSum)
                throw new InvalidOperationException($"Wrong report: {SampleOrders.Show(message.Bytes)}");
            Reports++;
        }

        public bool ShouldReplay(ReadOnlySpan<byte> msgType) => false;
    }

    private sealed class Venue : IFixApplication
    {
        public void OnLogon(FixSession session)
        {
        }

        public void OnLogout(FixSession session, string reason)
        {
        }

        public void OnMessage(FixSession session, in FixMessage message)
        {
            if (SampleOrders.SumOrder(message) != SampleOrders.OrderSum)
                throw new InvalidOperationException($"Wrong order: {SampleOrders.Show(message.Bytes)}");
            FixBody body = session.Begin("8"u8);
            SampleOrders.WriteReport(ref body);
            if (!session.TrySend(ref body))
                throw new InvalidOperationException("A report was not sent.");
        }

        public bool ShouldReplay(ReadOnlySpan<byte> msgType) => false;
    }
}
