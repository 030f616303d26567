using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using HedgeFast.Bench.Latency;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Resolve;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Commands;

/// <summary>Measures tick-to-order latency of the whole engine at a fixed rate.</summary>
internal sealed class LatencyCommand : IBenchCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly Option<int> _rate = Number("--rate", "Ticks a second.", 20_000, 1_000_000);
    private readonly Option<int> _seconds = Number("--seconds", "Length of the measurement.", 20, 3_600);
    private readonly Option<int> _warmup = Number("--warmup", "Seconds before it that are not measured.", 5, 600);
    private readonly Option<int> _options = Number("--options", "Options in the book.", 5_000, 1_000_000);
    private readonly Option<int> _ticksPerOrder =
        Number("--ticks-per-order", "Ticks between two moves that need an order.", 20, 1_000_000);
    private readonly Option<string> _schedule = Words(
        "--schedule", "Threads of the engine; auto chooses by the CPUs there are.",
        ConfigWords.Of(ConfigWords.Schedules));
    private readonly Option<string> _wait =
        Words("--wait", "How they wait; auto spins where there is a CPU to spare.", ConfigWords.Of(ConfigWords.Waits));
    private readonly Option<string?> _report = new("--report")
    {
        Description = "Writes the result to this file as JSON as well.",
        HelpName = "FILE",
    };
    private readonly RootCommand _command;

    public LatencyCommand()
    {
        _command = new RootCommand(Description)
        {
            _rate, _seconds, _warmup, _options, _ticksPerOrder, _schedule, _wait, _report,
        };
        _command.HelpName = $"HedgeFast.Bench {Name}";
        _command.SetAction(Measure);
    }

    public string Name => "latency";

    public string Description =>
        "tick-to-order latency of the whole engine at a fixed rate, from the planned time of each tick; --help lists "
        + "its options";

    public string[] SmokeArguments => ["--rate", "1000", "--seconds", "1", "--warmup", "1", "--options", "500"];

    public int Run(string[] args)
    {
        ParseResult parsed = _command.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke();
        Console.Error.WriteLine(parsed.Errors[0].Message);
        return 2;
    }

    private int Measure(ParseResult parsed)
    {
        var options = new LatencyOptions
        {
            Rate = parsed.GetValue(_rate),
            Seconds = parsed.GetValue(_seconds),
            WarmupSeconds = parsed.GetValue(_warmup),
            Options = parsed.GetValue(_options),
            TicksPerOrder = parsed.GetValue(_ticksPerOrder),
            Schedule = Schedule(parsed.GetValue(_schedule)!, parsed.GetValue(_wait)!),
        };
        LatencyResult result;
        try
        {
            using var run = new LatencyRun(options);
            result = run.Execute();
        }
        catch (Exception e) when (e is InvalidOperationException or PlatformNotSupportedException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }

        LatencyText.Write(result, Console.Out);
        if (parsed.GetValue(_report) is { } file)
            File.WriteAllText(file, JsonSerializer.Serialize(result, Json) + "\n");
        return result.Faults.Count == 0 ? 0 : 1;
    }

    // As the program chooses for an exchange in its own process: this one spins on a CPU too.
    private static ScheduleSettings Schedule(string kind, string wait)
    {
        ScheduleSettings chosen = ScheduleChooser.Choose(
            Meaning(ConfigWords.Schedules, kind), Meaning(ConfigWords.Waits, wait), [],
            ScheduleChoice.CpusOfThisProcess(), embeddedVenue: true, out string note);
        if (note.Length > 0)
            Console.Error.WriteLine(note);
        return chosen;
    }

    private static T Meaning<T>(IReadOnlyList<(string Word, T Value)> words, string word) =>
        words.First(known => known.Word == word).Value;

    private static Option<int> Number(string name, string description, int usual, int most)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            HelpName = $"1..{most}",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is < 1 || result.GetValue(option) > most)
                result.AddError($"{name} takes 1 to {most}.");
        });
        return option;
    }

    private static Option<string> Words(string name, string description, IReadOnlyList<string> words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => words[0] };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }
}
