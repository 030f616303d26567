using System.CommandLine;
using System.Text.Json;

namespace HedgeFast.Bench.Commands;

/// <summary>
/// The arguments of a command that measures one row for each size of the book: which sizes, and where the rows go as
/// JSON.
/// </summary>
internal sealed class SizesAndReport
{
    /// <summary>How reports are written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Option<int[]> _options;
    private readonly Option<string?> _report = new("--report")
    {
        Description = "Writes the rows to this file as JSON as well.",
        HelpName = "FILE",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="usual">The sizes when none is named.</param>
    public SizesAndReport(params int[] usual)
    {
        _options = new Option<int[]>("--options")
        {
            Description = "Options in the book; may be given several times.",
            DefaultValueFactory = _ => usual,
            HelpName = "100..1000000",
        };
        _options.Validators.Add(result =>
        {
            if (result.GetValue(_options)!.Any(options => options is < 100 or > 1_000_000))
                result.AddError("--options takes 100 to 1000000.");
        });
    }

    /// <summary>Adds them to a command, whose action they become.</summary>
    /// <param name="command">The command.</param>
    /// <param name="measure">One size; what it throws, for a wrong answer or an absent machine, becomes a line and exit
    /// code 1.</param>
    public void Drive<T>(Command command, Func<int, T> measure) =>
        Drive(command, _ => measure, rows => JsonSerializer.Serialize(rows, Json));

    /// <summary>As above, for a command with further options and a report of its own shape.</summary>
    /// <param name="command">The command.</param>
    /// <param name="measureWith">Makes the measurement of one size from the arguments.</param>
    /// <param name="write">The rows as JSON.</param>
    public void Drive<T>(Command command, Func<ParseResult, Func<int, T>> measureWith, Func<T[], string> write)
    {
        command.Add(_options);
        command.Add(_report);
        command.SetAction(parsed =>
        {
            try
            {
                MachineInfo.Read().WriteTo(Console.Out);
                T[] rows = [.. parsed.GetValue(_options)!.Select(measureWith(parsed))];
                if (parsed.GetValue(_report) is { } file)
                    File.WriteAllText(file, write(rows) + "\n");
                return 0;
            }
            catch (Exception e) when (e is InvalidOperationException or PlatformNotSupportedException or IOException)
            {
                Console.Error.WriteLine(e.Message);
                return 1;
            }
        });
    }

    /// <summary>Runs a command line; 2 for wrong arguments.</summary>
    public static int Run(Command command, string[] args)
    {
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke();
        Console.Error.WriteLine(parsed.Errors[0].Message);
        return 2;
    }
}
