using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime;
using HedgeFast.Bench.Peers;
using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Transport;
using HedgeFast.Shell;

namespace HedgeFast.Bench.Wire;

/// <summary>
/// Datagram in, FIX order out over loopback TCP, timed by the exchange from before it sends the tick until the order's
/// bytes are read.
/// </summary>
/// <remarks>
/// The engine and the relay take turns on the same CPU, one spinning thread each; the exchange spins on the other.
/// </remarks>
internal sealed class SocketWire : IDisposable
{
    private const int WarmupRoundsMin = 6;
    private const int WarmupRoundsMax = 100;
    private const int OrdersPerRound = 500;

    // Between an order and the next tick, so that the engine has the fill and everything behind it done: what it does
    // there is a few nanoseconds an option.
    private const long PauseNanos = 40_000;
    private const long PauseNanosPerOption = 3;
    // The runtime compiles what is hot on a thread of its own, which takes the CPU from the ones that are measured,
    // three milliseconds at a time.
    private static readonly TimeSpan CompilerSilence = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder;
    private readonly WireBook _book;
    private readonly Pipeline _pipeline;
    private readonly SocketOutput _output = new();
    private readonly WireExchange _exchange;
    private readonly Socket _ticks = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly WireRelay _relay = new();
    private readonly long _pauseNanos;
    private volatile bool _isStopped;

    /// <summary>Connects the engine, logs on, and hedges the book.</summary>
    /// <param name="options">Options in the book.</param>
    public SocketWire(int options)
    {
        string folder = Directory.CreateTempSubdirectory("hedgefast-wire-").FullName;
        _folder = new TemporaryFolder(folder);
        _pauseNanos = PauseNanos + (PauseNanosPerOption * options);
        _book = new WireBook(options, FeedTransport.Udp, Path.Combine(folder, "journal"));
        _exchange = new WireExchange(WireBook.Session("VENUE", "HEDGE", folder), _output);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var orders = new FixOrderPort(
            _book.Settings.Instance, _book.Settings.Instruments, WireBook.Session("HEDGE", "VENUE", folder),
            new FixEndpoint { Host = "127.0.0.1", Port = port }, TimeProvider.System);
        LatencyProbe probe() => new(new Loop.NanosCounts(), TimeProvider.System);
        _pipeline = new Pipeline(
            _book.Settings, _book.Book, orders, new PipelineProbes(probe(), probe()), journalIdentity: 0,
            TimeProvider.System);
        LogOn(listener);
        _ticks.Connect(IPAddress.Loopback, _pipeline.Feed.LocalPort);
    }

    /// <summary>Measures both in turns, and proves what was measured.</summary>
    /// <param name="row">What is known so far.</param>
    /// <param name="rounds">Turns that count.</param>
    public WireRow Measure(WireRow row, int rounds)
    {
        List<long> engine = [], relay = [];
        long[] nanos = new long[OrdersPerRound];
        WarmUp(() => TakeBoth([], []));
        for (int round = 0; round < rounds; round++)
            TakeBoth(engine, relay);

        _book.Prove(_pipeline.Loop, _exchange);
        void TakeBoth(List<long> engineNanos, List<long> relayNanos)
        {
            Take(engineNanos, () => Send(nanos), () => _pipeline.RunRound());
            Take(
                relayNanos, () => _relay.Send(nanos, _output.LastOrder, _output.LastReport, _pauseNanos),
                _relay.Forward);
        }

        void Take(List<long> all, Action exchange, Action other)
        {
            _isStopped = false;
            TwoCpus.Run(exchange, () => Spin(other), () => _isStopped = true);
            all.AddRange(nanos);
        }

        static double micros(List<long> all, double part) => Math.Round(Percentile.Of(all, part) / 1000.0, 2);
        return row with
        {
            SocketMicrosP50 = micros(engine, 0.5),
            SocketMicrosP99 = micros(engine, 0.99),
            RelayMicrosP50 = micros(relay, 0.5),
            RelayMicrosP99 = micros(relay, 0.99),
        };
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _exchange.Dispose();
        _output.Dispose();
        _ticks.Dispose();
        _relay.Dispose();
        _folder.Dispose();
    }

    /// <summary>Spins for a time.</summary>
    internal static void Pause(long nanos)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalNanoseconds < nanos)
        {
        }
    }

    private static void WarmUp(Action turn)
    {
        (long compiled, long since) = (JitInfo.GetCompiledMethodCount(), Stopwatch.GetTimestamp());
        for (int round = 0; round < WarmupRoundsMin || (round < WarmupRoundsMax && IsCompiling()); round++)
        {
            turn();
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
                (compiled, since) = (now, Stopwatch.GetTimestamp());
        }

        bool IsCompiling() => Stopwatch.GetElapsedTime(since) < CompilerSilence;
    }

    private void LogOn(TcpListener listener)
    {
        long start = Stopwatch.GetTimestamp();
        while (_pipeline.Loop.Counters.SessionUp == 0 || _pipeline.Loop.Counters.Recovering != 0)
        {
            _pipeline.RunRound();
            if (!_output.IsOpen && listener.Pending())
            {
                _output.Open(listener.AcceptSocket());
                _exchange.Connect();
            }

            if (_output.IsOpen)
            {
                _output.Receive(_exchange.Input);
                _exchange.DoWork();
            }

            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException("No logon over the sockets.");
        }
    }

    // The side of the exchange. Its fills go out behind the stamp.
    private void Send(long[] nanos)
    {
        for (int i = 0; i < nanos.Length; i++)
        {
            long orders = _exchange.Orders.Orders;
            ReadOnlySpan<byte> tick = _book.NextTick();
            long start = Stopwatch.GetTimestamp();
            _ticks.Send(tick);
            while (true)
            {
                while (_output.Receive(_exchange.Input) == 0)
                {
                }

                long end = Stopwatch.GetTimestamp();
                _exchange.DoWork();
                if (_exchange.Orders.Orders == orders)
                    continue;
                nanos[i] = (long)Stopwatch.GetElapsedTime(start, end).TotalNanoseconds;
                break;
            }

            Pause(_pauseNanos);
        }
    }

    private void Spin(Action round)
    {
        while (!_isStopped)
            round();
    }
}
