using System.CommandLine;
using System.Globalization;
using HedgeFast.Bench.Kill;

namespace HedgeFast.Bench.Commands;

/// <summary>
/// Measures from the kill signal to the last cancel on the wire, with disks that hang under journal and log.
/// </summary>
internal sealed class KillCommand : IBenchCommand
{
    private readonly Option<int> _orders = new("--orders")
    {
        Description = "Orders that rest when the kill comes.",
        DefaultValueFactory = _ => 100,
        HelpName = "1..500",
    };
    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = "Kills, each of an engine of its own.",
        DefaultValueFactory = _ => 20,
        HelpName = "1..1000",
    };
    private readonly RootCommand _command;

    public KillCommand()
    {
        Bound(_orders, 500);
        Bound(_rounds, 1_000);
        _command = new RootCommand(Description) { _orders, _rounds };
        _command.HelpName = $"HedgeFast.Bench {Name}";
        _command.SetAction(parsed => Measure(parsed.GetValue(_orders), parsed.GetValue(_rounds)));
    }

    public string Name => "kill";

    public string Description =>
        "signal to last cancel on the wire, with disks that hang under journal and log; --help lists its options";

    public string[] SmokeArguments => ["--orders", "20", "--rounds", "3"];

    public int Run(string[] args)
    {
        ParseResult parsed = _command.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke();
        Console.Error.WriteLine(parsed.Errors[0].Message);
        return 2;
    }

    private static int Measure(int orders, int rounds)
    {
        Console.WriteLine(MachineInfo.Read());
        var micros = new double[rounds];
        try
        {
            for (int i = 0; i < rounds; i++)
            {
                using var round = new KillRound(orders);
                micros[i] = round.Measure();
            }
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine(e);
            return 1;
        }

        Array.Sort(micros);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{orders} orders resting, {rounds} kills: signal to last cancel on the wire p50 "
            + $"{micros[rounds / 2] / 1e3:F2} ms, max {micros[^1] / 1e3:F2} ms; journal and FIX log hung"));
        return 0;
    }

    private static void Bound(Option<int> option, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < 1 || value > most))
            result.AddError($"{option.Name} takes 1 to {most}.");
    });
}
