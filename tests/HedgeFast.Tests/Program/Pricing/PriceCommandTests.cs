using System.Globalization;
using System.IO.Compression;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Tests.Program.Pricing;

/// <summary>The black box by which others check our numbers: columns, values, errors.</summary>
public sealed class PriceCommandTests : IDisposable
{
    private const string Option = "A,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,-2,1,0.6";
    private const string Market = "BTC,,2024-07-31T08:00:00.000Z,60000,,0,";

    private readonly PriceRig _rig = new();

    [Fact]
    public void Values_have_17_digits_and_the_documented_columns()
    {
        Assert.Equal(0, _rig.Price([Option], [Market]));
        Assert.Equal("symbol,price,iv,delta,forward_delta,premium_adjusted_delta,gamma,vega,theta,error",
            _rig.Output.Split('\n')[0]);
        Dictionary<string, string> row = Assert.Single(_rig.Rows());
        Assert.Equal(0.0685394072, Parse(row["price"]), 5e-11);
        Assert.Equal(0.5342697036, Parse(row["forward_delta"]), 5e-11);
        Assert.Equal(0.4657302964, Parse(row["premium_adjusted_delta"]), 5e-11);
        Assert.Equal(row["premium_adjusted_delta"], row["delta"]);
        Assert.Equal("0.59999999999999998", row["iv"]);
        Assert.EndsWith("\n", _rig.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inverse", "black76", "premium_adjusted_delta")]
    [InlineData("linear", "black76", null)]
    [InlineData("linear", "bsm", null)]
    public void The_default_delta_is_that_of_the_option_s_kind(string settlement, string model, string? sameAs)
    {
        string option = Option.Replace("inverse", settlement, StringComparison.Ordinal).Replace(
            "black76", model, StringComparison.Ordinal);
        Assert.Equal(0, _rig.Price([option], ["BTC,,2023-08-31T08:00:00Z,60000,,0.05,0.02"]));
        Dictionary<string, string> row = Assert.Single(_rig.Rows());
        if (sameAs is not null)
        {
            Assert.Equal(row[sameAs], row["delta"]);
        }
        else
        {
            Assert.Equal(
                Math.Exp(model == "bsm" ? -0.02 : -0.05), Parse(row["delta"]) / Parse(row["forward_delta"]), 1e-13);
        }
    }

    [Theory]
    [InlineData("forward", "forward_delta")]
    [InlineData("net-transaction", "premium_adjusted_delta")]
    public void Option_delta_chooses_the_convention(string convention, string column)
    {
        Assert.Equal(0, _rig.Price([Option], [Market], "--delta", convention));
        Assert.Equal(_rig.Rows()[0][column], _rig.Rows()[0]["delta"]);
        Assert.Equal(
            0, _rig.Price([Option], [Market], "--preset", "demo", "--set", $"underlyings[0].delta={convention}"));
        Assert.Equal(_rig.Rows()[0][column], _rig.Rows()[0]["delta"]);
    }

    [Fact]
    public void The_order_is_that_of_the_book_and_the_file_the_same_as_the_terminal()
    {
        string[] book =
        [
            Option.Replace("A,", "\"Z,1\",", StringComparison.Ordinal),
            Option.Replace("60000", "50000", StringComparison.Ordinal),
        ];
        Assert.Equal(0, _rig.Price(book, [Market]));
        string terminal = _rig.Output;
        Assert.StartsWith("\"Z,1\",", terminal.Split('\n')[1], StringComparison.Ordinal);
        string file = _rig.File("out.csv", ["old"]);
        Assert.Equal(0, _rig.Price(book, [Market], "--out", file));
        Assert.Equal("", _rig.Output);
        Assert.Equal(terminal, File.ReadAllText(file));
    }

    [Fact]
    public void An_expiry_s_own_row_goes_first_and_a_given_forward_is_used()
    {
        string other =
            Option.Replace("A,", "B,", StringComparison.Ordinal).Replace("08-30", "09-27", StringComparison.Ordinal);
        Assert.Equal(0, _rig.Price([Option, other], [Market, "BTC,1727424000000,,,66000,,"], "--delta", "forward"));
        Assert.Equal(0.5342697036, Parse(_rig.Rows()[0]["delta"]), 5e-11);
        Assert.InRange(Parse(_rig.Rows()[1]["delta"]), 0.65, 0.75);
    }

    // D5
    [Fact]
    public void An_average_so_far_gives_the_exact_price_and_delta()
    {
        string averaged = Option.Replace("inverse", "linear-averaged", StringComparison.Ordinal);
        string[] market = ["BTC,,2024-08-30T07:45:00Z,60000,,,"];
        Assert.Equal(0, _rig.Price([averaged], market, "--average", "BTC:2024-08-30T08:00:00Z=60300"));
        Assert.Equal(0.498, Parse(_rig.Rows()[0]["forward_delta"]), 5e-4);
        Assert.Equal(150, Parse(_rig.Rows()[0]["price"]), 0.1);
        Assert.Equal(0, _rig.Price([averaged], market));
        Assert.Equal(0.250, Parse(_rig.Rows()[0]["forward_delta"]), 5e-4);

        // Before the window nothing is fixed.
        Assert.Equal(0, _rig.Price(
            [averaged.Replace("60000", "60120", StringComparison.Ordinal)], ["BTC,,2024-08-30T07:29:00Z,60000,,,"],
            "--settlement-delta", "exact"));
        Assert.Equal(0.234, Parse(_rig.Rows()[0]["forward_delta"]), 5e-4);
        Assert.Equal(0, _rig.Price([averaged], ["BTC,,2024-08-30T08:00:00Z,60000,,,"], "--settlement-delta", "exact"));
        Assert.Equal("0", _rig.Rows()[0]["price"]);
    }

    [Theory]
    [InlineData(7, "07:45", "the exact delta needs the average so far", "--settlement-delta", "exact")]
    [InlineData(7, "07:15", "its averaging window has not begun", "--average", "BTC:2024-08-30T08:00:00Z=60300")]
    [InlineData(7, "07:45", "is not positive", "--average", "BTC:2024-08-30T08:00:00Z=-1")]
    [InlineData(7, "07:45", "further than a tenth", "--average", "BTC:2024-08-30T08:00:00Z=6")]
    [InlineData(
        7, "07:45", "--settlement-delta linear does not use", "--average", "BTC:2024-08-30T08:00:00Z=60300",
        "--settlement-delta", "linear")]
    [InlineData(3, "07:45", "no option of the book settles on", "--average", "BTD:2024-08-30T08:00:00Z=60300")]
    [InlineData(3, "07:45", "no option of the book settles on", "--average", "BTC:2024-08-31T08:00:00Z=60300")]
    [InlineData(2, "07:45", "expected UNDERLYING:EXPIRY=PRICE", "--average", "60300")]
    [InlineData(2, "07:45", "expected UNDERLYING:EXPIRY=PRICE", "--average", "BTC:2024-08-30T08:00:00Z=NaN")]
    [InlineData(2, "07:45", "exclude --settlement-delta exact", "--settlement-delta", "exact", "--quotes", "none.csv")]
    public void An_average_that_does_not_fit_is_refused_in_words(
        int code, string time, string words, params string[] more)
    {
        string averaged = Option.Replace("inverse", "linear-averaged", StringComparison.Ordinal);
        Assert.Equal(code, _rig.Price([averaged], [$"BTC,,2024-08-30T{time}:00Z,60000,,,"], more));
        Assert.Contains(words, string.Join("\n", _rig.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Expired_is_zero_and_averaging_decays()
    {
        string averaged = Option.Replace("inverse", "inverse-averaged", StringComparison.Ordinal);
        Assert.Equal(0, _rig.Price([Option], [Market.Replace("07-31", "08-30", StringComparison.Ordinal)]));
        Assert.Equal("A,0,0.59999999999999998,0,0,0,0,0,0,", _rig.Output.Split('\n')[1]);
        const string quarterTo = "BTC,,2024-08-30T07:45:00Z,66000,,,";
        Assert.Equal(0, _rig.Price([Option], [quarterTo]));
        double whole = Parse(_rig.Rows()[0]["forward_delta"]);
        Assert.Equal(0, _rig.Price([averaged], [quarterTo]));
        Assert.Equal(whole / 2, Parse(_rig.Rows()[0]["forward_delta"]), 1e-15);
        Assert.Equal(0, _rig.Price([averaged], [Market]));
        Assert.Equal(0.5342697036, Parse(_rig.Rows()[0]["forward_delta"]), 5e-11);
    }

    [Fact]
    public void Bachelier_has_no_premium_adjusted_delta_and_takes_negative_prices()
    {
        const string oil = "CL,OIL,put,-37.5,2024-08-30T08:00:00Z,linear,bachelier,1,1000,45";
        Assert.Equal(0, _rig.Price([oil], ["OIL,,2024-07-31T08:00:00Z,,-20,,"]));
        Assert.Equal("", _rig.Rows()[0]["premium_adjusted_delta"]);
        Assert.InRange(Parse(_rig.Rows()[0]["delta"]), -0.5, 0);
        Assert.Equal(7, _rig.Price([oil], ["OIL,,2024-07-31T08:00:00Z,,-20,,"], "--delta", "net-transaction"));
        Assert.Equal(7,
            _rig.Price([oil.Replace("-37.5", "37.5", StringComparison.Ordinal)
            .Replace("bachelier", "black76", StringComparison.Ordinal)
            .Replace(",45", ",0.45", StringComparison.Ordinal)], ["OIL,,2024-07-31T08:00:00Z,,-20,,"]));
        Assert.Contains("not positive", _rig.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_needs_the_time_of_day_at_which_options_expire()
    {
        string dated = Option.Replace("T08:00:00Z", "", StringComparison.Ordinal);
        Assert.Equal(3, _rig.Price([dated], [Market]));
        Assert.Contains("time of day", Assert.Single(_rig.Errors), StringComparison.Ordinal);
        Assert.Equal(0, _rig.Price([dated], [Market], "--expiry-time", "08:00"));
        Assert.Equal(0.5342697036, Parse(_rig.Rows()[0]["forward_delta"]), 5e-11);
        Assert.Equal(2, _rig.Price([dated], [Market], "--expiry-time", "8am"));
    }

    [Theory]
    [InlineData("A,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,0", "iv '0' must be from 0.001 to 20")]
    [InlineData("A,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,-0.5", "iv '-0.5' must be from 0.001 to 20")]
    [InlineData("A,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,NaN", "iv 'NaN' is not a finite number")]
    [InlineData("A,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,1e6", "iv '1e6' must be from 0.001 to 20")]
    [InlineData("A,BTC,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,", "iv '' is not a finite number")]
    [InlineData("A,BTC,call,0,2024-08-30T08:00:00Z,inverse,black76,1,1,0.6", "strike '0' must be from")]
    public void A_bad_row_is_an_error_with_line_column_value_and_reason(string row, string reason)
    {
        Assert.Equal(3, _rig.Price([row], [Market]));
        Assert.Contains(reason, Assert.Single(_rig.Errors), StringComparison.Ordinal);
        Assert.Contains("book.csv(2): ", _rig.Errors[0], StringComparison.Ordinal);
        Assert.Equal("", _rig.Output);

        // D8: beside a good row it costs none but itself.
        Assert.Equal(7, _rig.Price([row, Option.Replace("A,", "B,", StringComparison.Ordinal)], [Market]));
        Assert.Contains(reason, _rig.Errors[0], StringComparison.Ordinal);
        Assert.Equal("1 of 2 options could not be priced", _rig.Errors[^1]);
        Assert.Equal("B", Assert.Single(_rig.Rows())["symbol"]);
        AssertPriced(_rig.Rows()[0]);
    }

    // D8
    [Theory]
    [InlineData("A,ETH,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,0.6",
        "underlying 'ETH' has no row in the market file")]
    [InlineData("A,SOL,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,0.6",
        "underlying 'SOL' has neither forward nor spot")]
    [InlineData("A,XRP,call,60000,2024-08-30T08:00:00Z,inverse,black76,1,1,0.6", "underlying 'XRP' has no time")]
    public void A_row_that_can_not_be_priced_says_why_and_the_others_are_written(string row, string reason)
    {
        string file = _rig.File("out.csv", ["old"]);
        string[] market = [Market, "SOL,,1722412800000,,,,", "XRP,,,1,,,"];
        Assert.Equal(7, _rig.Price([row, Option.Replace("A,", "B,", StringComparison.Ordinal)], market));
        Assert.Contains("book.csv(2): " + reason, _rig.Errors[0], StringComparison.Ordinal);
        Assert.Equal("1 of 2 options could not be priced", _rig.Errors[1]);
        Dictionary<string, string>[] rows = _rig.Rows();
        Assert.Equal(["A", "B"], rows.Select(priced => priced["symbol"]));
        Assert.StartsWith(reason[..20], rows[0]["error"].TrimStart('"'), StringComparison.Ordinal);
        Assert.All(rows[0].Where(field => field.Key is not "symbol" and not "error"), field =>
            Assert.Equal("", field.Value));
        AssertPriced(rows[1]);

        string terminal = _rig.Output;
        Assert.Equal(7, _rig.Price([row, Option.Replace("A,", "B,", StringComparison.Ordinal)], market, "--out", file));
        Assert.Equal(terminal, File.ReadAllText(file));
    }

    // D8
    [Fact]
    public void A_symbol_that_appears_twice_is_priced_once()
    {
        Assert.Equal(7, _rig.Price([Option, Option], [Market]));
        Assert.Contains("book.csv(3): symbol 'A' appears already on line 2", _rig.Errors[0], StringComparison.Ordinal);
        AssertPriced(Assert.Single(_rig.Rows()));
    }

    // D8: rows that could not be read have no line in the result.
    [Fact]
    public void Unreadable_rows_are_not_counted_in_the_result()
    {
        string[] book = [Option, .. Enumerable.Range(0, 30).Select(i => $"X{i},BTC,call")];
        Assert.Equal(7, _rig.Price(book, [Market]));
        Assert.Equal(
            ["and 10 more reasons; the column error has 0 of them", "30 of 31 options could not be priced"],
            _rig.Errors[^2..]);
        AssertPriced(Assert.Single(_rig.Rows()));
    }

    // D8: the printed list of failures is bounded; the count is complete.
    [Fact]
    public void Of_many_failed_rows_20_are_printed_and_all_are_counted()
    {
        string[] book = [.. Enumerable.Range(0, 3_000)
            .Select(i => Option.Replace("A,", $"A{i},", StringComparison.Ordinal)
            .Replace("BTC", i % 3 == 0 ? "BTC" : "ETH", StringComparison.Ordinal))];
        Assert.Equal(7, _rig.Price(book, [Market]));
        Assert.Equal(22, _rig.Errors.Length);
        Assert.Equal(
            ["and 1980 more reasons, which the column error has",
                "2000 of 3000 options could not be priced"],
            _rig.Errors[^2..]);
        Assert.Equal(3_000, _rig.Rows().Length);
        Assert.Equal(2_000, _rig.Rows().Count(row => row["error"].Length > 0));
    }

    // B30
    [Theory]
    [InlineData("14.08", true)]
    [InlineData("0.6", false)]
    public void A_volatility_in_percent_is_warned_of(string volatility, bool isAsked)
    {
        Assert.Equal(0, _rig.Price([Option[..(Option.LastIndexOf(',') + 1)] + volatility], [Market]));
        if (isAsked)
            Assert.Contains("1408 % a year; iv is a fraction", Assert.Single(_rig.Errors), StringComparison.Ordinal);
        else
            Assert.Empty(_rig.Errors);
    }

    [Theory]
    [InlineData("BTC,,,x,,,", "spot 'x' is not a finite number")]
    [InlineData("BTC,,,NaN,,,", "spot 'NaN' is not a finite number")]
    [InlineData("BTC,,,1e99,,,", "spot '1e99' must be from")]
    [InlineData("BTC,,,1,,5,", "rate '5' must be from -1 to 1")]
    [InlineData("BTC,never,,1,,,", "expiry 'never' must be a UTC time")]
    [InlineData("BTC,,1,1,,,", "time '1' must be a time from 1971")]
    [InlineData("BTC,,,1,,,\nBTC,,,1,,,", "expiry '' has a row for BTC already, on line 2")]
    [InlineData("BTC,,,1,,", "has 6 fields; the header names 7")]
    public void A_bad_market_row_is_an_error_too(string row, string reason)
    {
        Assert.Equal(3, _rig.Price([Option], [row]));
        Assert.Contains(reason, Assert.Single(_rig.Errors), StringComparison.Ordinal);
        Assert.Contains("market.csv(", _rig.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Very_short_times_have_finite_values()
    {
        // 1e-9 years are 31.5 milliseconds.
        Assert.Equal(
            0,
            _rig.Price(
                [
                    Option,
                    Option.Replace("A,", "B,", StringComparison.Ordinal).Replace(
                        "60000", "60001", StringComparison.Ordinal),
                ],
                ["BTC,,2024-08-30T07:59:59.968Z,60000,,,"]));
        Assert.All(_rig.Rows(), row =>
            Assert.All(row.Skip(1).SkipLast(1), field => Assert.True(double.IsFinite(Parse(field.Value)))));
        Assert.Equal(0.5, Parse(_rig.Rows()[0]["forward_delta"]), 1e-4);
    }

    [Fact]
    public void Files_that_are_not_there_are_named()
    {
        Assert.Equal(
            3, _rig.Run("price", "--book", "nowhere.csv", "--market", _rig.File("m.csv", MarketFile.Columns, Market)));
        Assert.Contains("nowhere.csv", Assert.Single(_rig.Errors), StringComparison.Ordinal);
        Assert.Equal(2, _rig.Run("price", "--book", "b.csv"));
        Assert.Equal(2, _rig.Run("price", "--book", "b.csv", "--market", "m.csv", "--delta", "gamma"));
        Assert.Equal(2, _rig.Run("price", "--book", "b.csv", "--market", "m.csv", "--surface", "s", "--quotes", "q"));
        Assert.Equal(2, _rig.Run("price", "--book", "b.csv", "--market", "m.csv", "--max-age", "soon"));
        Assert.Equal(2, _rig.Run("price", "--book", "b.csv", "--market", "m.csv", "--max-age", "30s"));
        Assert.Contains("--max-age needs --surface or --quotes", _rig.Errors[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Okx_premium_adjusted_delta_on_every_row() =>
        Assert.InRange(WorstAgainst("okx_2026-07.csv.gz", "premium_adjusted_delta", f =>
        {
            long millis = (long)Math.Round(Parse(f[5]) * 1_000);
            string type = f[2] == "C" ? "call" : "put";
            return new(type, f[3], 1_722_412_800_000 + millis, 1_722_412_800_000, f[4], f[6], Parse(f[7]));
        }), 0, 1e-12);

    [Fact]
    public void Deribit_forward_delta_is_never_far_off() =>
        Assert.InRange(WorstAgainst("deribit_btc_2026-01-14_18.csv.gz", "forward_delta", f =>
        {
            string volatility = (Parse(f[10]) / 100).ToString("R", CultureInfo.InvariantCulture);
            return new(f[3], f[4], ParseLong(f[1]), ParseLong(f[2]), f[6], volatility, Parse(f[14]));
        }), 0, 2e-4);

    public void Dispose() => _rig.Dispose();

    // One underlying a row, because each row has a forward and a time of its own.
    private double WorstAgainst(string file, string column, Func<string[], DeltaRow> parse)
    {
        using StreamReader reader =
            new(new GZipStream(File.OpenRead(SharedData.PathOf("delta", file)), CompressionMode.Decompress));
        reader.ReadLine();
        List<string> book = [], market = [];
        List<double> expected = [];
        while (reader.ReadLine() is { } line)
        {
            var row = parse(line.Split(','));
            int i = expected.Count;
            book.Add(FormattableString.Invariant(
                $"S{i},U{i},{row.Type},{row.Strike},{row.Expiry},inverse,black76,1,1,{row.Volatility}"));
            market.Add(FormattableString.Invariant($"U{i},,{row.Time},,{row.Forward},0,"));
            expected.Add(row.Delta);
        }

        Assert.Equal(0, _rig.Price(book, market));
        Dictionary<string, string>[] rows = _rig.Rows();
        Assert.Equal(expected.Count, rows.Length);
        return rows.Zip(expected).Max(pair => Math.Abs(Parse(pair.First[column]) - pair.Second));
    }

    private static void AssertPriced(Dictionary<string, string> row)
    {
        Assert.Equal("", row["error"]);
        Assert.Equal(0.5342697036, Parse(row["forward_delta"]), 5e-11);
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static long ParseLong(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct DeltaRow(
        string Type, string Strike, long Expiry, long Time, string Forward, string Volatility, double Delta);
}
