using System.Globalization;
using System.IO.Compression;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// B06 on a real chain: GOOG on 2015-12-24 at 10:30, 2,192 American contracts, of which 1,154 lack a side.
/// </summary>
public sealed class ChainHedgeTests
{
    private const int At = (10 * 60) + 30;
    private const double Scale = 1e-4;

    // Quotes are in cents.
    private const double Tick = 0.01;
    private static readonly long Now = new DateTimeOffset(2015, 12, 24, 15, 30, 0, TimeSpan.Zero)
        .ToUnixTimeMilliseconds() * 1_000_000;

    // B06: 282 of 732 options have no volatility, 32 contracts of the chain no quote at all. Of a gross delta of some
    // 3,700 shares they leave 150 open.
    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.1, false)]
    [InlineData(0, false)]
    public void The_goog_chain_is_hedged_although_half_of_it_has_no_quote_of_two_sides(double share, bool isHedged)
    {
        double spot = Assert.Single(Quotes("goog_20151224_stock_quotes_minute.zip", "")).Quote.Mid;
        Chained[] chain = [.. Quotes("goog_20151224_option_quotes_minute.zip", "")
            .Select(option => new Chained(OptionOf(option.Name), option.Quote))];
        Chained[] whole = [.. chain.Where(option => !double.IsNaN(option.Quote.Mid))];
        Assert.Equal((1_038, 1_154, 77),
            (whole.Length, chain.Length - whole.Length,
            whole.Count(option => option.Quote.Mid <= Intrinsic(option.Row, spot))));

        // Put and call of every third strike, ten shares each: long puts and short calls.
        OptionRow[] rows = [.. chain.GroupBy(option => (option.Row.ExpiryNanos, option.Row.Strike))
            .OrderBy(pair => pair.Key).Where((_, i) => i % 3 == 0)
            .SelectMany(pair => pair.OrderBy(option => option.Row.Type))
                .Select(option =>
                option.Row with { Quantity = option.Row.Type == OptionType.Put ? 0.1 : -0.1, Multiplier = 100 })];
        Dictionary<string, Top> quoteOf = chain.ToDictionary(option => option.Row.Symbol, option => option.Quote);
        SolverRig rig = Rig(rows, share);
        rig.Loop.Session(up: true);
        long mid = (long)Math.Round(spot / Tick);
        rig.Tick(mid);
        rig.Settle();
        foreach (OptionRow row in rows)
        {
            Top quote = quoteOf[row.Symbol];
            rig.QuoteOption(rig.Loop.Book.Symbols.IndexOf(row.Symbol), quote.Bid > 0 ? quote.Bid : double.NaN,
                quote.Ask > 0 ? quote.Ask : double.NaN);
        }

        rig.Settle();
        rig.Tick(mid, elapsedNanos: LoopRig.Second);
        rig.Settle();
        rig.Tick(mid, elapsedNanos: LoopRig.Second);
        var shown = rig.Loop.Loop.Counters.Underlyings[0];
        string what =
            $"{rows.Length} options, {shown.MissingOptions} missing, {shown.UncertainDelta} open, "
            + $"unusable {shown.UnusableOption}, unprepared {shown.IsUnprepared}";
        Assert.True(isHedged == (shown.UnusableOption == 0), what);
        Assert.Equal(isHedged, rig.Loop.Intents.Items.Count > 0);
        if (share > 0)
            Assert.True(shown.MissingOptions > 250 && shown.UncertainDelta is > 100 and < 200, what);
    }

    private static double Intrinsic(OptionRow row, double spot) =>
        Math.Max(0, (row.Type == OptionType.Call ? 1 : -1) * (spot - row.Strike));

    private static SolverRig Rig(OptionRow[] rows, double share)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        Instrument stock = LoopRig.Perpetual with
        {
            Symbol = "GOOG",
            Kind = InstrumentKind.Linear,
            TickMantissa = 1,
            TickDecimals = 2,
            ContractSize = 1
        };
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Name = "GOOG",
            Delta = DeltaConvention.Spot,
            Rate = 0.005,
            Carry = 0.005,
            BandHalfWidth = 400,
            Volatility = VolatilityRule.Default with { Source = VolatilitySource.Quotes, MissingShare = share },
        };
        return new SolverRig(settings with { Instruments = [stock], Underlyings = [underlying] },
            OptionBook.Create(rows, ["GOOG"]), tickMantissa: 1, tickDecimals: 2);
    }

    // Name: ..._goog_minute_quote_american_call_7500000_20160115.csv
    private static OptionRow OptionOf(string name)
    {
        string[] parts = Path.GetFileNameWithoutExtension(name).Split('_');
        DateTimeOffset day = DateTimeOffset.ParseExact(parts[^1] + " 21", "yyyyMMdd HH", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal);
        OptionType type = parts[^3] == "call" ? OptionType.Call : OptionType.Put;
        double strike = double.Parse(parts[^2], CultureInfo.InvariantCulture) * Scale;
        long shift = LoopRig.ExchangeStart - Now;
        return new OptionRow(
            string.Create(CultureInfo.InvariantCulture, $"{parts[^1]}-{strike}-{type}"), "GOOG", type, strike,
                (day.ToUnixTimeMilliseconds() * 1_000_000) + shift, SettlementKind.Linear,
            OptionModel.BsmAmerican, 1, 1, double.NaN);
    }

    // The last line of each file up to the time.
    private static IEnumerable<(string Name, Top Quote)> Quotes(string archive, string prefix)
    {
        using ZipArchive zip = ZipFile.OpenRead(SharedData.PathOf("chains", archive));
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry =>
            entry.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using StreamReader reader = new(entry.Open());
            Top? last = null;
            while (reader.ReadLine() is { } line)
            {
                string[] fields = line.Split(',');
                if (long.Parse(fields[0], CultureInfo.InvariantCulture) > At * 60_000)
                    break;
                last = new Top(Close(fields[4]), Close(fields[9]));
            }

            if (last is { } quote)
                yield return (entry.Name, quote);
        }
    }

    private static double Close(string field) => field.Length == 0 ? double.NaN
        : Scale * double.Parse(field, CultureInfo.InvariantCulture);

    private readonly record struct Top(double Bid, double Ask)
    {
        public double Mid => 0.5 * (Bid + Ask);
    }

    private readonly record struct Chained(OptionRow Row, Top Quote);
}
