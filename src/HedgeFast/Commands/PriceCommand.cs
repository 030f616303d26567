using System.CommandLine;
using HedgeFast.Config;
using HedgeFast.Core.Greeks.Averages;

namespace HedgeFast.Commands;

/// <summary>hedgefast price</summary>
internal sealed class PriceCommand : Command
{
    private readonly Option<string> _book = new("--book") { HelpName = "FILE", Description = "The options, CSV; - reads standard input.", Required = true };
    private readonly Option<string> _market = new("--market") { HelpName = "FILE", Description = "Prices, forwards and rates, CSV.", Required = true };
    private readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "File to write; without it the result goes to the terminal." };
    private readonly Option<string?> _delta = new("--delta")
    {
        HelpName = "NAME",
        Description = "Convention of the column delta: net-transaction, forward, spot or futures. Without it the configuration's, where one is given; otherwise "
            + "net-transaction for inverse options, spot for bsm, futures for black76 and bachelier.",
    };

    private readonly Option<string?> _expiryTime = new("--expiry-time") { HelpName = "HH:MM", Description = "UTC time of day at which options expire whose expiry is a bare date, as in 08:00." };
    private readonly Option<string?> _surface = new("--surface") { HelpName = "FILE", Description = "A volatility surface, CSV: its volatilities go in place of the book's iv." };
    private readonly Option<string?> _quotes = new("--quotes") { HelpName = "FILE", Description = "Quotes of the options, CSV: volatilities implied from their mids go in place of the book's iv." };
    private readonly Option<string?> _dividends = new("--dividends")
    {
        HelpName = "FILE",
        Description = "Discrete dividends, CSV: options are valued and forwards made net of them. Without it the "
            + "configuration's, where one is given.",
    };

    private readonly Option<string?> _dividendModel = new("--dividend-model")
    {
        HelpName = "NAME",
        Description = "How the price moves around the dividends of the file: escrowed (the default) or "
            + "piecewise-lognormal.",
    };

    private readonly Option<string?> _ageMax = new("--max-age") { HelpName = "TIME", Description = $"Oldest surface or quote that is used, before the market's time: {DurationText.Form}." };
    private readonly Option<string?> _settlement = new("--settlement-delta")
    {
        HelpName = "NAME",
        Description = "Options that settle on an average: linear or exact. Without it the configuration's, where one "
            + "is given; otherwise linear, or exact where --average is given.",
    };

    private readonly Option<string[]> _averages = new("--average")
    {
        HelpName = "UNDERLYING:EXPIRY=PRICE",
        Description = "With exact: settlement average so far of an expiry within its window, as in "
            + "BTC:2024-08-30T08:00:00Z=61000. May be repeated.",
    };

    private readonly ConfigOptions _config;

    /// <summary>With where to write and what to call.</summary>
    public PriceCommand(Terminal terminal, CommandBodies bodies)
        : base("price", "Prices and greeks of every option of a book, to 17 significant digits. Columns and conventions: src/HedgeFast/Commands/README.md.")
    {
        Add(_book);
        Add(_market);
        Add(_out);
        Add(_delta);
        Add(_surface);
        Add(_quotes);
        Add(_ageMax);
        Add(_dividends);
        Add(_dividendModel);
        Add(_expiryTime);
        Add(_settlement);
        Add(_averages);
        _config = new ConfigOptions(this, null);
        _delta.AcceptOnlyFromAmong([.. ConfigWords.Of(ConfigWords.Deltas)]);
        _dividendModel.AcceptOnlyFromAmong([.. ConfigWords.Of(ConfigWords.Dividends)]);
        Validators.Add(result =>
        {
            if (result.GetValue(_dividendModel) is not null && result.GetValue(_dividends) is null)
                result.AddError("--dividend-model needs --dividends");
        });
        _settlement.AcceptOnlyFromAmong([.. ConfigWords.Of(ConfigWords.SettlementDeltas)]);
        _averages.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value))
            {
                if (SettlementChoice.Parse(text) is null)
                    result.AddError($"--average {text}: expected {SettlementChoice.Form}");
            }
        });
        _expiryTime.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && ConfigWords.Clock(text) is null) result.AddError($"--expiry-time {text}: expected HH:MM, as in 08:00");
        });
        _ageMax.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !DurationText.TryParse(text, out _)) result.AddError($"--max-age {text}: expected {DurationText.Form}");
        });
        Validators.Add(result =>
        {
            if (result.GetValue(_surface) is not null && result.GetValue(_quotes) is not null) result.AddError("--surface and --quotes exclude each other");
            bool hasMarketVolatility =
                result.GetValue(_surface) is not null || result.GetValue(_quotes) is not null;
            if (result.GetValue(_ageMax) is not null && !hasMarketVolatility)
                result.AddError("--max-age needs --surface or --quotes: the book's iv have no age");
            bool isExact = result.GetValue(_settlement) == "exact" || result.GetValue(_averages) is { Length: > 0 };
            if (isExact && result.GetValue(_quotes) is not null)
            {
                result.AddError(
                    "--quotes are solved without an average, and exclude --settlement-delta exact and --average");
            }
        });
        SetAction(parsed => (int)Execute(parsed, terminal, bodies));
    }

    private ExitCode Execute(ParseResult parsed, Terminal terminal, CommandBodies bodies)
    {
        ResolvedConfig? config = null;
        if (_config.IsNamed(parsed) && (config = ConfigGate.Load(_config.Request(parsed, bodies.Surroundings()), terminal.Error)) is null) return ExitCode.Usage;
        string? delta = parsed.GetValue(_delta);
        string? model = parsed.GetValue(_dividendModel);
        SettlementDelta? settlement = parsed.GetValue(_quotes) is null ? null : SettlementDelta.Linear;
        if (parsed.GetValue(_settlement) is { } word)
            settlement = ConfigWords.SettlementDeltas.First(each => each.Word == word).Value;
        bool isComplete = PriceRun.Execute(
            new PriceOptions
            {
                Book = parsed.GetRequiredValue(_book),
                Market = parsed.GetRequiredValue(_market),
                Out = parsed.GetValue(_out),
                Delta = delta is null ? null : ConfigWords.Deltas.First(word => word.Word == delta).Value,
                Config = config,
                Settlement = new SettlementChoice(settlement, config, parsed.GetValue(_averages) ?? []),
                Surface = parsed.GetValue(_surface),
                Quotes = parsed.GetValue(_quotes),
                AgeMax = parsed.GetValue(_ageMax) is { } age && DurationText.TryParse(age, out TimeSpan span) ? span : null,
                Dividends = parsed.GetValue(_dividends),
                DividendModel = model is null ? null : ConfigWords.Dividends.First(word => word.Word == model).Value,
                ExpiryTime = parsed.GetValue(_expiryTime) is { } clock ? ConfigWords.Clock(clock) : null,
            },
            terminal.Output,
            terminal.Error);
        return isComplete ? ExitCode.Ok : ExitCode.RowsFailed;
    }
}
