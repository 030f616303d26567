using System.CommandLine;
using System.Text.Json;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Bench.Commands;

/// <summary>
/// Races the FIX engine against QuickFIX C++ and against a bare socket echo of the same bytes, in turns, on the same
/// two CPUs.
/// </summary>
internal sealed class PeersFixCommand : Command
{
    private const int OrdersPerRound = 4_000;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = $"How often each peer has its turn, with {OrdersPerRound} orders.",
        DefaultValueFactory = _ => 12,
    };
    private readonly Option<string?> _report = new("--report")
    {
        Description = "Writes the result to this file as JSON as well.",
        HelpName = "FILE",
    };

    public PeersFixCommand()
        : base(
            "fix", "Encode, decode, send, and order-to-report round trips beside QuickFIX C++ and a bare socket echo.")
    {
        _rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("--rounds must be 1 to 1000.");
        });
        Add(_rounds);
        Add(_report);
        SetAction(Race);
    }

    private int Race(ParseResult parsed)
    {
        string folder = Directory.CreateTempSubdirectory("hedgefast-peers-").FullName;
        try
        {
            MachineInfo machine = MachineInfo.Read();
            FixPeersReport report = Measure(folder, parsed.GetValue(_rounds));
            machine.WriteTo(Console.Out);
            Print(report);
            if (parsed.GetValue(_report) is { } path)
                File.WriteAllText(path, JsonSerializer.Serialize(report, Format) + "\n");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static FixPeersReport Measure(string folder, int rounds)
    {
        var codec = new CodecTiming();
        using var echo = new EchoPeer();
        using var engine = new EnginePeer(folder);
        using QuickFixPeer? quickFix = StartQuickFix();
        List<long> echoNanos = [], engineNanos = [], sendNanos = [], quickFixNanos = [];
        long bytes = 0;
        long[] nanos = new long[OrdersPerRound];

        // The first rounds are the compiler's.
        const int warmUp = 3;
        for (int round = -warmUp; round < rounds; round++)
        {
            if (round == 0)
                codec.Forget();
            for (int batch = 0; batch < 80; batch++)
                codec.RunBatch();
            Take(echo, echoNanos);
            Take(engine, engineNanos);
            if (quickFix is not null)
                Take(quickFix, quickFixNanos);
            if (round < 0)
                continue;
            sendNanos.AddRange(engine.SendNanos);
            bytes += engine.AllocatedBytes;

            void Take(IRoundTripPeer peer, List<long> all)
            {
                peer.Run(nanos);
                if (round >= 0)
                    all.AddRange(nanos);
            }
        }

        return new FixPeersReport(
            Math.Round(codec.EncodeNanos, 1),
            Math.Round(codec.DecodeNanos, 1),
            (double)bytes / engineNanos.Count,
            Micros(sendNanos, 0.5),
            Micros(engineNanos, 0.5),
            Micros(engineNanos, 0.99),
            Micros(echoNanos, 0.5),
            quickFix is null ? null : Micros(quickFixNanos, 0.5));
    }

    private static QuickFixPeer? StartQuickFix()
    {
        var source =
            new PeerSource("fix_quickfix", "-O2 -Wno-deprecated", "-lquickfix -lpthread", CppProgram.QuickFixStandard);
        if (source.Build(out string reason) is { } program)
            return new QuickFixPeer(program);
        Console.WriteLine($"QuickFIX C++ is left out: {reason}. Debian has it as libquickfix-dev.");
        return null;
    }

    private static double Micros(List<long> nanos, double part) => Math.Round(Percentile.Of(nanos, part) / 1000.0, 2);

    private static void Print(FixPeersReport report)
    {
        Console.WriteLine($"encode NewOrderSingle      {report.EncodeNanos,8:F1} ns");
        Console.WriteLine($"decode ExecutionReport     {report.DecodeNanos,8:F1} ns");
        Console.WriteLine($"build, store and send      {report.SendMicrosP50,8:F2} us p50");
        Console.WriteLine($"managed bytes per order    {report.BytesPerOrder,8:F2}");
        Console.WriteLine(
            $"order to report            {report.RttMicrosP50,8:F2} us p50 {report.RttMicrosP99,8:F2} us p99");
        Console.WriteLine(
            $"bare echo                  {report.EchoRttMicrosP50,8:F2} us p50, ratio "
            + $"{report.RttMicrosP50 / report.EchoRttMicrosP50:F2}");
        if (report.QuickfixRttMicrosP50 is { } quickFix)
        {
            Console.WriteLine(
                $"QuickFIX C++               {quickFix,8:F2} us p50, ratio {quickFix / report.RttMicrosP50:F2}");
        }
    }
}

/// <summary>Report of <c>peers fix</c>, as JSON. A peer that is absent on this machine is null.</summary>
internal sealed record FixPeersReport(
    double EncodeNanos,
    double DecodeNanos,
    double BytesPerOrder,
    double SendMicrosP50,
    double RttMicrosP50,
    double RttMicrosP99,
    double EchoRttMicrosP50,
    double? QuickfixRttMicrosP50);
