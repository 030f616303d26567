using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Commands;

/// <summary>The usual help of a command, and after it examples and exit codes.</summary>
internal sealed class HelpText(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["hedgefast"] =
        [
            "hedgefast                                           the demonstration: recorded Bitcoin tape, 5,000 options, 10 times real speed",
            "hedgefast run --speed max --report run.json         the same without pauses, with a report for programs",
            "hedgefast check --preset demo                       what is configured, and where each value comes from",
            "hedgefast check --keys                              every configuration key with unit, default and range",
        ],
        ["run"] =
        [
            "hedgefast run --speed 1 --duration 20s              real speed for twenty seconds",
            "hedgefast run --journal j && hedgefast replay --journal j --prove",
            "hedgefast run --set underlyings[0].band.halfWidth=2 a wider band: fewer hedges, more risk",
            "hedgefast run --config mine.json --report run.json",
            "HEDGEFAST__ORDERS__CAPTICKS=0 hedgefast run         a key by environment variable",
        ],
        ["venue"] =
        [
            "hedgefast venue --fix-port 5001 --feed-port 5002 --tape sample:btcusd_perp_20240808_top.csv.gz",
            "hedgefast run --preset two-core                     in another terminal: the engine that connects to it",
        ],
        ["fix-echo"] =
        [
            "hedgefast fix-echo --version 4.4 --port 5001 --dictionary FIX44.xml",
            "hedgefast fix-echo --version 5.0sp2 --port 5001 --dictionary FIX50SP2.xml --transport-dictionary FIXT11.xml",
            "hedgefast fix-echo --config echo.json",
        ],
        ["check"] =
        [
            "hedgefast check --config mine.json                  every error at once, or every value with its origin",
            "hedgefast check --preset demo --set venue.speed=max",
            "hedgefast check --keys                              the reference of all keys",
        ],
        ["compare"] =
        [
            "hedgefast compare                                   every policy on the recorded tape",
            "hedgefast compare --synthetic days=1,step=60        on made-up paths, with a confidence interval",
        ],
        ["replay"] = ["hedgefast run --journal j                           record", "hedgefast replay --journal j --prove                prove"],
        ["price"] =
        [
            "hedgefast price --book book.csv --market market.csv --out values.csv",
            "hedgefast price --book - --market market.csv --delta forward < book.csv",
            "hedgefast price --book book.csv --market market.csv --surface surface.csv --max-age 30s",
            "",
            "Book columns:   " + string.Join(',', BookCsv.Columns),
            "Market columns: " + string.Join(',', MarketCsv.Columns) + " (expiry empty: all expiries; forward empty: from spot and carry)",
            "Output columns: " + string.Join(',', PricedBook.Columns),
            "Values are of one unit of the underlying, long; price, vega and theta in quote currency, or in coin for inverse options; vega for 1.00 of volatility, theta for a year.",
        ],
        ["sample-book"] = ["hedgefast sample-book --seed 1 --out book.csv"],
    };

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        if (Examples.TryGetValue(command is RootCommand ? "hedgefast" : command.Name, out string[]? examples))
        {
            output.WriteLine("Examples:");
            foreach (string example in examples) output.WriteLine("  " + example);
            output.WriteLine();
        }

        output.WriteLine("Exit codes:");
        foreach ((ExitCode exit, string meaning) in ExitCodes.All) output.WriteLine($"  {(int)exit,3}  {meaning}");
        return code;
    }
}
