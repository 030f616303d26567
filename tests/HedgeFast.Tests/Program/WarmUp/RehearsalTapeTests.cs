using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Program.Config;
using HedgeFast.Venue.Tape;
using HedgeFast.WarmUp;

namespace HedgeFast.Tests.Program.WarmUp;

/// <summary>Quotes that any feed takes, around any book, with moves of every size.</summary>
public sealed class RehearsalTapeTests
{
    private const int Rows = 4_000;
    private const long Start = 1_700_000_000_000_000_000;

    private static readonly ResolvedConfig Config = ConfigFixture.Resolve(ConfigFixture.Json);

    private static Instrument Hedge => Config.Settings.Instruments[0];

    private static UnderlyingSettings Underlying => Config.Settings.Underlyings[0];

    [Theory]
    [InlineData(60_000.0, 0.1, 600_000)]
    [InlineData(0.3, 0.1, 16)]
    [InlineData(1e12, 1e-9, QuoteGuard.Bound / 2)]
    [InlineData(null, 0.1, 16)]
    public void Every_row_is_a_good_quote_near_the_middle_strike(double? strike, double tick, long middleTicks)
    {
        Instrument hedge = Hedge with { TickDecimals = (int)-Math.Log10(tick) };
        MarketTape tape = Make(strike is { } middle ? [middle / 2, middle, Math.Min(1e12, middle * 2)] : [], hedge);
        Assert.Equal(Rows, tape.Count);
        var guard = new QuoteGuard([hedge with { MaxMoveFraction = 10 }]);
        long last = Start - 1;
        foreach (TapeQuote quote in tape.Quotes)
        {
            Assert.InRange(quote.ExchangeNanos, last + 1, last + 1_000_000_000);
            last = quote.ExchangeNanos;
            Assert.InRange(quote.BidTicks, (0.85 * middleTicks) - 1, (1.15 * middleTicks) + 8);
            var frame = new TickFrame
            {
                Kind = TickFrameKind.Quote,
                ExchangeNanos = quote.ExchangeNanos,
                BidTicks = quote.BidTicks,
                BidLots = quote.BidLots,
                AskTicks = quote.AskTicks,
                AskLots = quote.AskLots,
            };
            Assert.Equal(QuoteFault.None, guard.Judge(0, frame, receiveNanos: quote.RecvNanos, out _));
        }
    }

    [Fact]
    public void Moves_go_from_a_thousandth_to_a_quarter()
    {
        MarketTape tape = Make([60_000], Hedge);
        var moves = new List<double>();
        for (int i = 1; i < tape.Count; i++)
            moves.Add(Math.Abs(tape[i].BidTicks - tape[i - 1].BidTicks) / 600_000.0);
        Assert.All(
            [0.001, 0.004, 0.016, 0.064, 0.256],
            size => Assert.Contains(moves, move => Math.Abs(move - size) < 0.05 * size));
        Assert.Contains(moves, move => move is > 0 and < 1e-5);
    }

    [Fact]
    public void Neither_strikes_below_zero_nor_those_of_another_underlying_count()
    {
        OptionBook book = OptionBook.Create(
            [Row("a", "U2", 5), Row("b", "U1", 60_000), Row("c", "U1", -7, OptionModel.Bachelier), Row(
                "d", "U1", -8, OptionModel.Bachelier)],
            ["U1", "U2"]);
        Assert.InRange(RehearsalTape.Make(Hedge, Underlying, book, Start, 1)[0].BidTicks, 590_000, 610_000);
    }

    private static MarketTape Make(double[] strikes, Instrument hedge) =>
        RehearsalTape.Make(
            hedge, Underlying,
            OptionBook.Create([.. strikes.Select((strike, i) => Row($"o{i}", "U1", strike))], ["U1"]), Start, Rows);

    private static OptionRow Row(
        string symbol, string underlying, double strike, OptionModel model = OptionModel.Black76) =>
        new(
            symbol, underlying, OptionType.Call, strike, Start + 1_000_000_000_000, SettlementKind.Linear, model, 1, 1,
            0.5);
}
