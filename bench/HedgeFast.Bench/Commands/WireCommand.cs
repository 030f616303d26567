using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HedgeFast.Bench.Wire;

namespace HedgeFast.Bench.Commands;

/// <summary>Measures from the bytes of a tick to the bytes of its order, in process and over sockets.</summary>
internal sealed class WireCommand : IBenchCommand
{
    private const int HeadlineOptions = 10_000;

    private readonly Option<bool> _sockets = new("--sockets")
    {
        Description = "Measures over loopback sockets too, beside a relay that only moves the same bytes.",
    };
    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = "Turns of 500 orders each over the sockets.",
        DefaultValueFactory = _ => 8,
        HelpName = "1..1000",
    };
    private readonly RootCommand _command;

    public WireCommand()
    {
        _rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("--rounds takes 1 to 1000.");
        });
        _command = new RootCommand(Description) { _sockets, _rounds };
        _command.HelpName = $"HedgeFast.Bench {Name}";
        new SizesAndReport(100, 1_000, HeadlineOptions, 100_000).Drive<WireRow>(
            _command, parsed => options => Measure(options, parsed.GetValue(_sockets) ? parsed.GetValue(_rounds) : 0),
            Write);
    }

    public string Name => "wire";

    public string Description =>
        "bytes of a tick to bytes of its order, in process and with --sockets over loopback, by the size of the book; "
        + "--help lists its options";

    public string[] SmokeArguments => ["--sockets", "--rounds", "1", "--options", "1000"];

    public int Run(string[] args) => SizesAndReport.Run(_command, args);

    private static WireRow Measure(int options, int socketRounds)
    {
        WireRow row;
        using (var inProcess = new InProcessWire(options))
            row = inProcess.Measure();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options,7} options, in process: p50 {row.InProcessNanosP50} ns, p99 {row.InProcessNanosP99} ns, "
            + $"p99.9 {row.InProcessNanosP999} ns; {row.BytesPerOrder:F2} bytes an order; {row.RevaluedFirst:P2} "
            + $"revalued first"));
        if (socketRounds == 0)
            return row;
        using (var overSockets = new SocketWire(options))
            row = overSockets.Measure(row, socketRounds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options,7} options, sockets: p50 {row.SocketMicrosP50:F2} us, p99 {row.SocketMicrosP99:F2} us; bare "
            + $"relay p50 {row.RelayMicrosP50:F2} us, p99 {row.RelayMicrosP99:F2} us; ratio "
            + $"{row.SocketMicrosP50 / row.RelayMicrosP50:F2}"));
        return row;
    }

    // The keys of the usual size at the top, those of every size below.
    private static string Write(WireRow[] rows)
    {
        WireRow headline = Array.Find(rows, row => row.Options == HeadlineOptions) ?? rows[^1];
        return JsonSerializer.Serialize(
            new
            {
                headline.Options,
                headline.InProcessNanosP50,
                headline.InProcessNanosP99,
                headline.BytesPerOrder,
                headline.SocketMicrosP50,
                headline.RelayMicrosP50,
                Sizes = rows,
            },
            SizesAndReport.Json);
    }
}
