using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HedgeFast.Bench.Peers;
using HedgeFast.Bench.Ring;
using HedgeFast.Core.Orders.Fix;

namespace HedgeFast.Bench.Upstream;

/// <summary>Races the ring against Disruptor-net and the order port against QuickFIX/n, in turns, on the same two CPUs.</summary>
internal sealed class PeersUpstreamCommand : Command
{
    private const int OrdersPerRound = 1_000;
    private const int StreamLength = 1 << 18;
    private const int RoundTrips = 1 << 13;
    private const int Capacity = 1 << 12;
    private const int WarmUpRounds = 3;

    // The threads' methods are called once a round, and compiled well after their thirtieth call.
    private const int RingWarmUpRounds = 40;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Option<int> _rounds = new("--rounds") { Description = "How often each has its turn.", DefaultValueFactory = _ => 20 };
    private readonly Option<string?> _report = new("--report") { Description = "Writes the result to this file as JSON as well.", HelpName = "FILE" };

    public PeersUpstreamCommand()
        : base("upstream", "The ring beside Disruptor-net, the order port beside QuickFIX/n.")
    {
        _rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000) result.AddError("--rounds must be 1 to 1000.");
        });
        Add(_rounds);
        Add(_report);
        SetAction(Race);
    }

    private int Race(ParseResult parsed)
    {
        int rounds = parsed.GetValue(_rounds);
        MachineInfo.Read().WriteTo(Console.Out);
        UpstreamReport report = Rings(rounds, Ports(rounds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stream, an event          ring {report.RingStreamNanos,8:F1} ns   Disruptor-net {report.DisruptorStreamNanos,8:F1} ns"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"there and back            ring {report.RingRoundTripNanos,8:F1} ns   Disruptor-net {report.DisruptorRoundTripNanos,8:F1} ns"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"order to fill, p50        port {report.PortMicrosP50,8:F2} us   QuickFIX/n    {report.QuickFixMicrosP50,8:F2} us"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"order to fill, p99        port {report.PortMicrosP99,8:F2} us   QuickFIX/n    {report.QuickFixMicrosP99,8:F2} us"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed bytes an order    port {report.PortBytesPerOrder,8:F1}      QuickFIX/n    {report.QuickFixBytesPerOrder,8:F1}"));
        if (parsed.GetValue(_report) is { } path) File.WriteAllText(path, JsonSerializer.Serialize(report, Format) + "\n");
        return 0;
    }

    private static UpstreamReport Rings(int rounds, UpstreamReport report)
    {
        Func<IHandOverRun>[] makers =
        [
            () => new OneWayRun<RingHandOver>(new(new(Capacity))),
            () => new OneWayRun<DisruptorHandOver>(new(new(Capacity))),
            () => new RoundTripRun<RingHandOver>(new(new(Capacity)), new(new(Capacity))),
            () => new RoundTripRun<DisruptorHandOver>(new(new(Capacity)), new(new(Capacity))),
        ];
        int[] lengths = [StreamLength, StreamLength, RoundTrips, RoundTrips];
        var nanos = Array.ConvertAll(makers, _ => new List<double>());
        for (int round = -RingWarmUpRounds; round < rounds; round++)
        {
            for (int i = 0; i < makers.Length; i++)
            {
                // Its second thread spins: no other may meanwhile. The first pass waits until that thread is there.
                using IHandOverRun run = makers[i]();
                run.Pass(lengths[i]);
                long start = Stopwatch.GetTimestamp();
                run.Pass(lengths[i]);
                if (round >= 0) nanos[i].Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / lengths[i]);
            }
        }

        return report with
        {
            RingStreamNanos = Percentile.Of(nanos[0], 0.5),
            DisruptorStreamNanos = Percentile.Of(nanos[1], 0.5),
            RingRoundTripNanos = Percentile.Of(nanos[2], 0.5),
            DisruptorRoundTripNanos = Percentile.Of(nanos[3], 0.5),
        };
    }

    private static UpstreamReport Ports(int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("hedgefast-upstream-").FullName;
        try
        {
            using var own = new PortRace(Path.Combine(folder, "own"), (session, endpoint) => new FixOrderPort("b", [HedgedBook.Perpetual], session, endpoint, TimeProvider.System), hasThreads: false);
            using var theirs = new PortRace(Path.Combine(folder, "theirs"), (session, endpoint) => new QuickFixOrderPort("b", [HedgedBook.Perpetual], session, endpoint, TimeProvider.System), hasThreads: true);
            List<long> ownNanos = [], theirNanos = [];
            long ownBytes = 0, theirBytes = 0;
            long[] nanos = new long[OrdersPerRound];
            for (int round = -WarmUpRounds; round < rounds; round++)
            {
                own.Run(nanos);
                if (round >= 0) ownNanos.AddRange(nanos);
                theirs.Run(nanos);
                if (round < 0) continue;
                theirNanos.AddRange(nanos);
                ownBytes += own.AllocatedBytes;
                theirBytes += theirs.AllocatedBytes;
            }

            return new UpstreamReport
            {
                PortMicrosP50 = Percentile.Of(ownNanos, 0.5) / 1000.0,
                PortMicrosP99 = Percentile.Of(ownNanos, 0.99) / 1000.0,
                PortBytesPerOrder = (double)ownBytes / ownNanos.Count,
                QuickFixMicrosP50 = Percentile.Of(theirNanos, 0.5) / 1000.0,
                QuickFixMicrosP99 = Percentile.Of(theirNanos, 0.99) / 1000.0,
                QuickFixBytesPerOrder = (double)theirBytes / theirNanos.Count,
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
