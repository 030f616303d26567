using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks;

/// <summary>Single options for tests.</summary>
internal static class Options
{
    /// <summary>
    /// European options of every model, none so deep or short that a difference of prices is all rounding.
    /// </summary>
    public static Gen<OptionTerms> GenEuropean { get; } = Gen.Select(
        Gen.Bool,
        Gen.OneOf(
            (OptionModel.Black76, SettlementKind.Linear), (OptionModel.Black76, SettlementKind.Inverse),
            (OptionModel.Bsm, SettlementKind.Linear), (OptionModel.Bachelier, SettlementKind.Linear)),
        Gen.Double[50, 200], Gen.Double[0.5, 2], Gen.Double[0.02, 3], Gen.Double[0.1, 1.5], Gen.Double[-0.1, 0.1],
        Gen.Double[-0.1, 0.1],
        (isCall, kind, spot, ratio, years, volatility, rate, yield) =>
        {
            OptionTerms o = Spot(
                isCall, spot, ratio * spot, years, kind.Item1 == OptionModel.Bachelier ? 100 * volatility : volatility,
                rate, yield);
            return o with { Model = kind.Item1, Settlement = kind.Item2 };
        });

    /// <summary>An option on a forward, whose price is the spot's too.</summary>
    public static OptionTerms Make(
        bool isCall, OptionModel model, double forward, double strike, double years, double volatility, double rate =
            0, SettlementKind settlement = SettlementKind.Linear) => new()
            {
                Type = isCall ? OptionType.Call : OptionType.Put,
                Model = model,
                Settlement = settlement,
                Strike = strike,
                Volatility = volatility,
                Market = new ExpiryMarket(Books.Now, years, forward, forward, rate, rate),
            };

    /// <summary>A Black-Scholes-Merton option on a spot with a yield.</summary>
    public static OptionTerms Spot(
        bool isCall, double spot, double strike, double years, double volatility, double rate, double yield,
        OptionModel model = OptionModel.Bsm) =>
        Make(isCall, model, spot, strike, years, volatility) with
        {
            Market = new ExpiryMarket(Books.Now, years, spot, spot * Math.Exp((rate - yield) * years), rate, yield),
        };

    /// <summary>The option with more time: the spot stays for bsm, the forward for the others.</summary>
    public static OptionTerms Aged(OptionTerms o, double years)
    {
        double carry = o.Model is OptionModel.Bsm or OptionModel.BsmAmerican ? o.Market.Rate - o.Market.Yield : 0;
        return o with
        {
            Market = o.Market with
            {
                Years = o.Market.Years + years,
                Forward = o.Market.Forward * Math.Exp(carry * years),
            },
        };
    }

    /// <summary>The option with another spot, the forward in proportion; or with another forward alone.</summary>
    public static OptionTerms Moved(OptionTerms o, double by, bool isSpot) => o with
    {
        Market = isSpot
            ? o.Market with { Spot = o.Market.Spot + by, Forward = o.Market.Forward * (1 + (by / o.Market.Spot)) }
            : o.Market with { Forward = o.Market.Forward + by },
    };
}
