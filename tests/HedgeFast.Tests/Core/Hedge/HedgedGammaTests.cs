using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Greeks.Kernels;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Hedge;

/// <summary>
/// D2: gamma is that of the hedged book, contracts in quote currency included, against closed forms and against a bump
/// of the price.
/// </summary>
public sealed class HedgedGammaTests
{
    private const double Bump = 1e-4;

    // D2's table, by Phi of 320 bits: gamma S of the options alone, as it was used, and the sum of forward gammas,
    // which is right.
    [Theory]
    [InlineData(OptionType.Call, 60_000, "2025-03-28T08:00:00Z", -100, -38.1, -79.8)]
    [InlineData(OptionType.Call, 45_000, "2024-12-27T08:00:00Z", 100, 8.1, 62.5)]
    [InlineData(OptionType.Put, 90_000, "2024-12-27T08:00:00Z", -100, -205.1, -76.4)]
    [InlineData(OptionType.Call, 30_000, "2024-12-27T08:00:00Z", 100, -35.5, 11.1)]
    public void D2_An_inverse_hedge_of_coin_settled_options_leaves_their_forward_gammas(
        OptionType type, double strike, string expiry, double quantity, double ofOptions, double right)
    {
        const double price = 61_804.75;
        var option = new OptionRow(
            "X", "BTC", type, strike, Nanos(expiry), SettlementKind.Inverse, OptionModel.Black76, quantity, 1, 0.6);
        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.NetTransaction, rows: option);
        portfolio.Advance(0, price, LoopRig.ExchangeStart);
        double gamma = portfolio.Gamma(0, price, out double delta);
        Assert.Equal(NetTransactionDelta(option, price), delta, Math.Abs(delta) * 1e-6);
        Assert.Equal(ofOptions, gamma * price, 0.05);

        double hedged = HedgedGamma.At(price, delta, gamma, 0, default, new LotDelta(0, 100));
        Assert.Equal(right, hedged * price, 0.05);
        Assert.Equal(ForwardGamma(option, price), hedged, Math.Abs(hedged) * 2e-5);

        // In linear contracts nothing bends but the options.
        Assert.Equal(gamma, HedgedGamma.At(price, delta, gamma, 0, new LotDelta(-delta, 0), new LotDelta(0.001, 0)));
    }

    // Seeded, and the seed is in the message: books of inverse and linear options, what is held of inverse and linear
    // contracts with a basis, a share, a target.
    [Fact]
    public void D2_Gamma_is_a_bump_of_any_hedged_book_with_its_contracts_as_they_are()
    {
        for (int seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            double price = 20_000 + (80_000 * random.NextDouble());
            DeltaConvention convention = random.Next(3) == 0 ? DeltaConvention.Forward : DeltaConvention.NetTransaction;
            int count = 1 + random.Next(12);
            OptionRow[] rows = [.. Enumerable.Range(0, count).Select(i => RandomOption(random, i, price))];
            double ratio = random.Next(2) == 0 ? 1 : 1.5 * random.NextDouble();
            double target = random.Next(2) == 0 ? 0 : 40 * (random.NextDouble() - 0.5);
            LotDelta held = default;
            for (int i = random.Next(3); i > 0; i--)
                held += random.Next(-200_000, 200_000) * RandomLot(random);
            LotDelta lot = RandomLot(random);

            PortfolioDelta portfolio = Books.Portfolio(convention, rows: rows);
            portfolio.Advance(0, price, Books.Now);
            double optionGamma = portfolio.Gamma(0, price, out double optionDelta);
            double gamma = HedgedGamma.At(price, ratio * optionDelta, ratio * optionGamma, target, held, lot);

            // The hedge: as much of the lot as brings the net to its target. Then the price moves, and the contracts
            // stay.
            double lots = (target - (ratio * Delta(price)) - held.At(price)) / lot.At(price);
            double high = price * (1 + Bump), low = price * (1 - Bump);
            double bumped = (Net(high) - Net(low)) / (high - low);
            double scale = rows.Sum(row => Math.Abs(row.Quantity)) + Math.Abs(target) + Math.Abs(held.Linear)
                + Math.Abs(held.Inverse / price);
            Assert.True(
                Math.Abs(bumped - gamma) * price <= 2e-6 * scale,
                $"seed {seed}: {gamma * price} against {bumped * price}");

            double Delta(double at) => rows.Sum(
                row => convention == DeltaConvention.Forward ? ForwardDelta(row, at) : NetTransactionDelta(row, at));
            double Net(double at) => (ratio * Delta(at)) + held.At(at) + (lots * lot.At(at));
        }
    }

    [Fact]
    public void At_a_price_of_zero_linear_hedges_have_the_options_gamma() =>
        Assert.Equal(-0.5, HedgedGamma.At(0, 3, -0.5, 1, new LotDelta(7, 0), new LotDelta(1, 0)));

    private static OptionRow RandomOption(Random random, int i, double price) => new(
        "O" + i,
        "BTC",
        random.Next(2) == 0 ? OptionType.Call : OptionType.Put,
        price * (0.4 + (1.6 * random.NextDouble())),
        Books.Now + (long)((0.02 + random.NextDouble()) * Books.Year),
        random.Next(2) == 0 ? SettlementKind.Inverse : SettlementKind.Linear,
        OptionModel.Black76,
        random.Next(-50, 51),
        1,
        0.3 + random.NextDouble());

    private static LotDelta RandomLot(Random random)
    {
        Instrument instrument = random.Next(2) == 0 ? LoopRig.Perpetual : LoopRig.Fallback;
        return LotDelta.Of(instrument, 1, 0.98 + (0.04 * random.NextDouble()), 1);
    }

    private static long Nanos(string utc) =>
        (DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static double Root(OptionRow option) => option.Volatility * Math.Sqrt(Years(option));

    private static double Years(OptionRow option) =>
        (option.ExpiryNanos - (option.Symbol == "X" ? LoopRig.ExchangeStart : Books.Now)) / (double)Books.Year;

    private static double D1(OptionRow option, double price) =>
        (Math.Log(price / option.Strike) / Root(option)) + (0.5 * Root(option));

    private static double NetTransactionDelta(OptionRow option, double price)
    {
        double sign = option.Type == OptionType.Call ? 1 : -1;
        double d2 = D1(option, price) - Root(option);
        return option.Quantity * sign * option.Strike / price * NormalReference.At(sign * d2);
    }

    private static double ForwardDelta(OptionRow option, double price)
    {
        double sign = option.Type == OptionType.Call ? 1 : -1;
        return option.Quantity * sign * NormalReference.At(sign * D1(option, price));
    }

    private static double ForwardGamma(OptionRow option, double price)
    {
        double d1 = D1(option, price);
        return option.Quantity * Math.Exp(-0.5 * d1 * d1) / Math.Sqrt(2 * Math.PI) / (price * Root(option));
    }
}
