using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Tests.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.American;

/// <summary>
/// American options beside QuantLib's engine of the same method, and the cases that other engines got wrong.
/// </summary>
public sealed class AmericanOracleTests
{
    private const double Promised = 1e-6;
    private const int Count = 2_000, DeltaEvery = 5, HighEvery = 100;

    // QuantLib's fixed-point turns end before the boundary stands: its deltas are off by up to 2e-6 here, 4e-6 at B03.
    private const double NearQuantLib = 2e-6;

    // QuantLib 1.29, QdFpAmericanEngine, high precision (the delta by a five-point difference); trees of 1,500 and
    // 5,001 steps agree to 1e-4. The put of the first row is -1 and 64.8721 by a lower bound; its 65.2986 and -.92435
    // belong to the second, S = 100.
    [Theory]
    [InlineData(false, 101.12987, 164.87213, 166, 0.05791, 0.03321, 0.520602, 64.258809033, -0.91641186)]
    [InlineData(false, 100, 164.87213, 166, 0.05791, 0.03321, 0.520602, 65.298723573, -0.92434196)]
    public void D1_A_put_near_its_boundary_is_held_and_not_exercised(
        bool isCall, double spot, double strike, int days, double rate, double yield, double sigma, double price,
        double delta) =>
        AssertValue(isCall, spot, strike, days, rate, yield, sigma, price, delta);

    // The smooth-pasting equation of Andersen, Lake and Offengenden in 64-bit significands, 40 nodes, 200 points, own
    // program; its value matching holds to 3e-13. A tree of 1,500 steps says .50000 and -.9447 at 29.5, QuantLib's high
    // precision .50078072 and -.9461798.
    [Theory]
    [InlineData(29.5, 0.500781696, -0.94618189)]
    [InlineData(30, 0.196135652, -0.36489789)]
    public void B03_A_volatility_small_beside_the_carry(double spot, double price, double delta) =>
        AssertValue(false, spot, 30, 182, 0.45, 0.05, 0.12, price, delta);

    // The same program, 24 nodes: boundaries that start below the strike, which twelve nodes miss by up to 3e-6.
    [Theory]
    [InlineData(
        true, 86.2363220158664, 0.0023765180373455, 0.079121219682098, 0.192211849741736,
        2.48203672675045, 0.8419579080)]
    [InlineData(
        false, 331.529616937889, 0.0792740157010378, 0.089560755502228, 0.633067359269162,
        2.85451808985067, -0.9387905863)]
    [InlineData(
        false, 111.949739106042, 0.144938479236764, 0.0212130083773346, 0.221836081325,
        0.799945221864593, -0.8232224987)]
    [InlineData(
        false, 103.785955554571, 0.125605643771405, 0.0350837873020599, 0.174166614270847,
        2.12568299231850, -0.4832820685)]
    [InlineData(
        false, 154.526466804392, 0.123926283149946, 0.142445817515462, 0.231715246360616,
        2.71193195583854, -0.9649732788)]
    [InlineData(
        false, 297.746954319436, 0.0743861488124291, 0.142747536644688, 0.665284083199354,
        2.70522857680229, -0.7120064556)]
    [InlineData(
        false, 670.093699951503, 0.0679146162466680, 0.098623206273011, 0.987179712870708,
        2.76757071721720, -0.9247776024)]
    public void A_boundary_that_starts_below_the_strike(
        bool isCall, double strike, double rate, double yield, double sigma, double years, double delta) =>
        Assert.Equal(delta, OptionPricer.Value(Option(isCall, 100, strike, years, rate, yield, sigma)).SpotDelta, 5e-7);

    [Fact]
    public void B28_No_interest_and_negative_interest()
    {
        // A call where money costs more than the underlying yields nothing by waiting: exercised at once.
        Assert.Equal(20, OptionPricer.Value(Option(true, 100, 80, 3, -0.05, 0, 0.03)).Price);

        // Without interest or with a negative rate alone a put is never exercised early, nor a call without a yield:
        // 100 (2 Phi(.15) - 1).
        foreach (bool isCall in (bool[])[true, false])
        {
            OptionTerms free = Option(isCall, 100, 100, 1, 0, 0, 0.3);
            Assert.Equal(11.923538474048499, OptionPricer.Value(free).Price, 1e-13);
        }

        OptionTerms costly = Option(false, 100, 100, 1, -0.012, 0, 0.15);
        Assert.Equal(OptionPricer.Value(costly with { Model = OptionModel.Bsm }), OptionPricer.Value(costly));
    }

    [Fact]
    public void QuantLib_says_the_same_of_two_thousand_american_options()
    {
        OptionTerms[] options = OracleOptions.American(Count);
        double[][] said = QuantLibOracle.Answer(
        [
            .. options.Select((o, i) => Row(o, i % DeltaEvery == 0 ? 5 : 4)),
            .. options.Where((_, i) => i % HighEvery == 0).Select(o => Row(o, 6)),
        ]);
        double worstPrice = 0, worstDelta = 0, worstHigh = 0;
        int deltas = 0;
        for (int i = 0; i < Count; i++)
        {
            OptionTerms o = options[i];
            OptionValue value = OptionPricer.Value(o);
            double price = Math.Abs(value.Price - said[i][0]) / o.Strike;
            Assert.True(price <= Promised, $"{OracleErrors.Text(o)}: {value.Price}, {said[i][0]}");
            worstPrice = Math.Max(worstPrice, price);
            if (i % HighEvery == 0)
                worstHigh = Math.Max(worstHigh, Math.Abs(value.Price - said[Count + (i / HighEvery)][0]) / o.Strike);
            if (i % DeltaEvery != 0 || double.IsNaN(said[i][1]) || IsNearExercise(o))
                continue;
            double delta = Math.Abs(value.SpotDelta - said[i][1]);
            Assert.True(delta <= NearQuantLib, $"{OracleErrors.Text(o)}: {value.SpotDelta}, {said[i][1]}");
            worstDelta = Math.Max(worstDelta, delta);
            deltas++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"American beside QuantLib (seed {OracleOptions.Seed}): {Count} prices within {worstPrice:E1} of the "
            + $"strike, {deltas} deltas within {worstDelta:E1}; {Count / HighEvery} prices of high precision within "
            + $"{worstHigh:E1}"));
        Assert.InRange(worstHigh, 0, Promised);
        Assert.InRange(deltas, Count / DeltaEvery / 2, Count);
    }

    // The delta bends where exercise begins: no difference of prices across it.
    private static bool IsNearExercise(in OptionTerms o)
    {
        ExpiryMarket m = o.Market;
        double spot = m.Spot * (1 + (o.Sign * 0.02 * OracleOptions.DeviationOf(o)));
        OptionTerms beyond = Option(o.Sign > 0, spot, o.Strike, m.Years, m.Rate, m.Yield, o.Volatility);
        return OptionPricer.Value(o).Gamma == 0 || OptionPricer.Value(beyond).Gamma == 0;
    }

    private static void AssertValue(
        bool isCall, double spot, double strike, int days, double rate, double yield, double sigma, double price,
        double delta)
    {
        OptionValue value = OptionPricer.Value(Option(isCall, spot, strike, days / 365.0, rate, yield, sigma));
        Assert.Equal(price, value.Price, Promised * strike);
        Assert.Equal(delta, value.SpotDelta, Promised);
    }

    private static OptionTerms Option(
        bool isCall, double spot, double strike, double years, double rate, double yield, double sigma) =>
        Options.Spot(isCall, spot, strike, years, sigma, rate, yield, OptionModel.BsmAmerican);

    private static string Row(OptionTerms o, int kind) => string.Create(
        CultureInfo.InvariantCulture,
        $"{kind} {o.Sign} {o.Market.Spot:R} {o.Strike:R} {o.Market.Rate:R} {o.Market.Yield:R} {o.Volatility:R} "
        + $"{o.Market.Years:R}");
}
